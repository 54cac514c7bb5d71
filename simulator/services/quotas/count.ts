import type { ArmResource } from '../../kernel/arm-types';
import { at, textOf } from '../providers/json';
import { normalLocation } from '../providers/locations';
import { chargeOf } from './vm-sizes';

type Charge = [quota: string, amount: number];
/** Amounts by region (as ARM stores it), then by quota. */
export type Amounts = Map<string, Map<string, number>>;

/** A type that counts one each towards one quota. */
const ONE_EACH: Record<string, string> = {
  'microsoft.compute/availabilitysets': 'availabilitySets',
  'microsoft.network/virtualnetworks': 'VirtualNetworks',
  'microsoft.network/networksecuritygroups': 'NetworkSecurityGroups',
  'microsoft.network/publicipaddresses': 'PublicIPAddresses',
  'microsoft.network/networkinterfaces': 'NetworkInterfaces',
  'microsoft.network/loadbalancers': 'LoadBalancers',
  'microsoft.network/applicationgateways': 'ApplicationGateways',
  'microsoft.network/routetables': 'RouteTables',
  'microsoft.storage/storageaccounts': 'StorageAccounts',
};

/** What a resource takes of the quotas of its region. A machine counts whether it runs or not. */
function chargesOf(resource: ArmResource): Charge[] {
  const type = resource.type.toLowerCase();
  if (type === 'microsoft.compute/virtualmachines')
    return [['virtualMachines', 1], ...vcpus(textOf(at(resource, 'properties', 'hardwareProfile', 'vmSize')), 1)];
  if (type === 'microsoft.compute/virtualmachinescalesets') {
    const { name, capacity } = resource.sku ?? {};
    return [['virtualMachineScaleSets', 1], ...vcpus(textOf(name), Number(capacity ?? 0))];
  }
  const quota = ONE_EACH[type];
  if (quota === undefined) return [];
  const isStatic = textOf(at(resource, 'properties', 'publicIPAllocationMethod'))?.toLowerCase() === 'static';
  return [[quota, 1], ...(quota === 'PublicIPAddresses' && isStatic ? [['StaticPublicIPAddresses', 1] satisfies Charge] : [])];
}

function vcpus(size: string | undefined, machines: number): Charge[] {
  const { vcpus: each, family } = chargeOf(size ?? '');
  return [['cores', each * machines], ...(family === undefined ? [] : [[family, each * machines] satisfies Charge])];
}

export function countQuotas(resources: Iterable<ArmResource>): Amounts {
  const regions: Amounts = new Map();
  for (const resource of resources) add(regions, resource, 1);
  return regions;
}

/** What a resource needs beyond what it had; empty when it needs no more than before. */
export function growthOf(before: ArmResource | undefined, after: ArmResource): Amounts {
  const regions = countQuotas([after]);
  if (before) add(regions, before, -1);
  for (const [location, amounts] of regions) {
    for (const [quota, amount] of amounts) if (amount <= 0) amounts.delete(quota);
    if (amounts.size === 0) regions.delete(location);
  }
  return regions;
}

function add(regions: Amounts, resource: ArmResource, times: 1 | -1): void {
  const charges = chargesOf(resource);
  if (charges.length === 0) return;
  const location = normalLocation(resource.location ?? '');
  const amounts = regions.get(location) ?? new Map<string, number>();
  regions.set(location, amounts);
  for (const [quota, amount] of charges) amounts.set(quota, (amounts.get(quota) ?? 0) + times * amount);
}
