import type { PutOutcome, TypeBehaviour } from '../../kernel/arm-types';
import { envelope, merged } from './envelope';
import { type Json, objectOf } from './json';

const TYPE = 'Microsoft.KeyVault/vaults';

export const vaults: TypeBehaviour = {
  type: TYPE,
  put(_ctx, id, body, existing): PutOutcome {
    const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
    const { createMode: _onlyOnce, ...given } = objectOf(body['properties']);
    const properties: Json = {
      accessPolicies: [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      ...merged(objectOf(existing?.properties), given),
      vaultUri: `https://${name}.vault.azure.net/`,
      provisioningState: 'Succeeded',
    };
    const resource = envelope(TYPE, id, body, existing, properties);
    // A vault always answers tags, even when none were given.
    return { status: 200, resource: { ...resource, tags: resource.tags ?? {} } };
  },
  remove: () => ({}),
};
