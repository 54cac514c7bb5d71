import { ArmError, type ArmResource, type ProviderContext, type PutOutcome, type TypeBehaviour } from '../../../kernel/arm-types';
import { envelope, merged } from '../envelope';
import { objectOf, textOf } from '../json';
import { referrersTo } from '../references';
import { computeTime, diskSettling } from './common';

const TYPE = 'Microsoft.Compute/disks';
const DEFAULT_GIGABYTES = 30;

export const disks: TypeBehaviour = {
  type: TYPE,
  put(ctx, id, body, existing): PutOutcome {
    const before = objectOf(existing?.properties);
    const wanted = merged(before, objectOf(body['properties']));
    const gigabytes = typeof wanted['diskSizeGB'] === 'number' ? wanted['diskSizeGB'] : DEFAULT_GIGABYTES;
    const properties = {
      diskState: 'Unattached',
      ...wanted,
      diskSizeGB: gigabytes,
      diskSizeBytes: gigabytes * 2 ** 30,
      timeCreated: textOf(before['timeCreated']) ?? computeTime(ctx),
      uniqueId: textOf(before['uniqueId']) ?? ctx.newGuid(),
      provisioningState: 'Succeeded',
    };
    const resource = envelope(TYPE, id, body, existing, properties);
    return {
      status: 202,
      resource: { sku: { name: 'Standard_LRS', tier: 'Standard' }, ...resource },
      settling: diskSettling(existing ? 'Updating' : 'Creating'),
    };
  },
  view(ctx, disk): ArmResource {
    const machine = machineOf(ctx, disk);
    return machine ? { ...disk, managedBy: machine.id, properties: { ...disk.properties, diskState: 'Attached' } } : disk;
  },
  remove(ctx, disk) {
    const machine = machineOf(ctx, disk);
    if (machine)
      throw new ArmError(409, {
        code: 'OperationNotAllowed',
        message: `Disk ${disk.name} is attached to VM ${machine.id}. Detach it before it is deleted.`,
      });
    return { settling: diskSettling('Deleting') };
  },
};

function machineOf(ctx: ProviderContext, disk: ArmResource): ArmResource | undefined {
  return referrersTo(ctx, disk.id, ['Microsoft.Compute/virtualMachines'])[0]?.resource;
}
