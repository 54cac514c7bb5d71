import type { PutOutcome, TypeBehaviour } from '../../kernel/arm-types';
import { envelope, merged } from './envelope';
import { type Json, objectOf, textOf } from './json';

const TYPE = 'Microsoft.Storage/storageAccounts';
const SERVICES = ['blob', 'dfs', 'file', 'queue', 'table', 'web'];

export const storageAccounts: TypeBehaviour = {
  type: TYPE,
  put(ctx, id, body, existing): PutOutcome {
    const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
    const before = objectOf(existing?.properties);
    const location = textOf(body['location']) ?? existing?.location ?? '';
    const created = textOf(before['creationTime']) ?? ctx.now().toISOString();
    const properties: Json = {
      accessTier: 'Hot',
      supportsHttpsTrafficOnly: true,
      networkAcls: { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
      encryption: { services: { blob: encrypted(created), file: encrypted(created) }, keySource: 'Microsoft.Storage' },
      privateEndpointConnections: [],
      ...merged(before, objectOf(body['properties'])),
      primaryEndpoints: Object.fromEntries(SERVICES.map((service) => [service, `https://${name}.${service}.core.windows.net/`])),
      primaryLocation: location,
      statusOfPrimary: 'available',
      creationTime: created,
      provisioningState: 'Succeeded',
    };
    const resource = { kind: 'StorageV2', ...envelope(TYPE, id, body, existing, properties) };
    const sku = textOf(objectOf(resource.sku)['name']) ?? 'Standard_LRS';
    resource.sku = { name: sku, tier: sku.startsWith('Premium') ? 'Premium' : 'Standard' };
    return existing
      ? { status: 200, resource }
      : {
          status: 202,
          resource,
          settling: { seconds: 3, state: 'Creating', headers: 'location', body: 'full', path: 'asyncoperations' },
        };
  },
  remove: () => ({}),
};

function encrypted(since: string): Json {
  return { keyType: 'Account', enabled: true, lastEnabledTime: since };
}
