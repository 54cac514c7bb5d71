import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import { groupId, keyOf } from '../../kernel/ids';
import type { Operation } from '../../kernel/state/model';
import { at, listOf } from '../providers/json';
import { migratedGroup } from './arm-ids';
import type { ClassicSubscription, Destination, UnitRef } from './model';
import { machinesOf } from './scope';
import { findUnit, getUnit, nameOf } from './units';

type Failure = NonNullable<Operation['failure']>;

const NEEDED = [
  'Microsoft.ClassicInfrastructureMigrate',
  'Microsoft.Compute',
  'Microsoft.Network',
  'Microsoft.Storage',
  'Microsoft.KeyVault',
];

function failure(status: number, code: string, message: string): Failure {
  return { status, error: { code, message } };
}

function unregistered(azure: Azure, subscriptionId: string): string | undefined {
  const registrations = azure.store.subscriptions.get(keyOf(subscriptionId))?.registrations ?? {};
  return NEEDED.find((namespace) => registrations[keyOf(namespace)] !== 'Registered');
}

function missingDestination(azure: Azure, subscriptionId: string, to: Destination): string | undefined {
  const network = azure.store.find(
    `${groupId(subscriptionId, to.resourceGroup)}/providers/Microsoft.Network/virtualNetworks/${to.virtualNetwork}`,
  )?.resource;
  if (!network) return `The virtual network ${to.virtualNetwork} does not exist in the resource group ${to.resourceGroup}.`;
  const isThere = listOf(at(network, 'properties', 'subnets')).some((one) => keyOf(String(one['name'])) === keyOf(to.subnet));
  return isThere ? undefined : `The subnet ${to.subnet} does not exist in the virtual network ${to.virtualNetwork}.`;
}

/** Counts down what the world says of a unit's templates. */
function templateFails(side: ClassicSubscription, unit: UnitRef): boolean {
  if (unit.kind !== 'virtualnetwork' && unit.kind !== 'hostedservices') return false;
  const found = getUnit(side, unit.kind, unit.name);
  if (found.templateFails === 0) return false;
  found.templateFails -= 1;
  return true;
}

/** What makes a prepare fail although validate was content: it is told by the operation, not by the request. */
export function hiddenObstacle(
  azure: Azure,
  side: ClassicSubscription,
  unit: UnitRef,
  destination: Destination | undefined,
): Failure | undefined {
  const namespace = unregistered(azure, side.subscriptionId);
  if (namespace !== undefined)
    return failure(409, 'MissingSubscriptionRegistration', `The subscription is not registered to use namespace '${namespace}'.`);
  const network = unit.kind === 'virtualnetwork' ? findUnit(side, 'virtualnetwork', unit.name) : undefined;
  if (new Set(network?.gateways).size > 1)
    return failure(
      400,
      'BadRequest',
      `Migration is not supported for ${nameOf(unit)} because it has an ExpressRoute gateway and a VPN gateway beside each other.`,
    );
  const machines = machinesOf(side, unit).length;
  const quota = side.virtualMachineQuota;
  if (quota !== undefined && machines > quota)
    return failure(
      409,
      'QuotaExceeded',
      `The migration of ${nameOf(unit)} needs ${machines} virtual machines in Azure Resource Manager; the subscription's quota has room for ${quota}.`,
    );
  if (destination?.kind === 'Existing') {
    const missing = missingDestination(azure, side.subscriptionId, destination);
    if (missing !== undefined) return failure(400, 'BadRequest', missing);
  }
  if (templateFails(side, unit)) {
    const name =
      migratedGroup('', unit.kind, getUnit(side, unit.kind, unit.name))
        .split('/')
        .at(-1) ?? '';
    return failure(500, 'InternalError', `Template ${name} deployment failed. CorrelationId=${newGuid()}`);
  }
  return undefined;
}
