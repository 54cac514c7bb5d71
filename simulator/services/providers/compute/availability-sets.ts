import { ArmError, type ArmResource, type ProviderContext, type PutOutcome, type TypeBehaviour } from '../../../kernel/arm-types';
import { envelope, merged } from '../envelope';
import { type Json, objectOf } from '../json';
import { referrersTo } from '../references';

const TYPE = 'Microsoft.Compute/availabilitySets';

export const availabilitySets: TypeBehaviour = {
  type: TYPE,
  put(_ctx, id, body, existing): PutOutcome {
    const { virtualMachines: _readOnly, ...given } = objectOf(body['properties']);
    const properties: Json = {
      platformUpdateDomainCount: 5,
      platformFaultDomainCount: 3,
      ...merged(objectOf(existing?.properties), given),
    };
    return { status: 200, resource: { sku: { name: 'Classic' }, ...envelope(TYPE, id, body, existing, properties) } };
  },
  view(ctx, set): ArmResource {
    return {
      ...set,
      properties: { ...set.properties, virtualMachines: members(ctx, set).map((machine) => ({ id: machine.id })) },
    };
  },
  remove(ctx, set) {
    if (members(ctx, set).length > 0)
      throw new ArmError(409, {
        code: 'OperationNotAllowed',
        message: `Availability Set '${set.name}' cannot be deleted: virtual machines are in it.`,
      });
    return {};
  },
};

function members(ctx: ProviderContext, set: ArmResource): ArmResource[] {
  return referrersTo(ctx, set.id, ['Microsoft.Compute/virtualMachines']).map((member) => member.resource);
}
