import type { PutOutcome, TypeBehaviour } from '../../../kernel/arm-types';
import { envelope, merged } from '../envelope';
import { objectOf } from '../json';
import { MACHINE_DELETE, machineSettling } from './common';

const TYPE = 'Microsoft.Compute/virtualMachines/extensions';

export const extensions: TypeBehaviour = {
  type: TYPE,
  put(_ctx, id, body, existing): PutOutcome {
    const { protectedSettings: _secret, ...given } = objectOf(body['properties']);
    const properties = {
      autoUpgradeMinorVersion: true,
      ...merged(objectOf(existing?.properties), given),
      provisioningState: 'Succeeded',
    };
    const resource = envelope(TYPE, id, body, existing, properties);
    return { status: existing ? 200 : 201, resource, settling: machineSettling(existing ? 'Updating' : 'Creating', 5) };
  },
  remove: () => ({ settling: MACHINE_DELETE }),
};
