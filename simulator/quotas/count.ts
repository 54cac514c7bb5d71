import type { ArmResource } from '../contracts';
import { normalLocation } from '../providers/locations';
import { at, textOf } from '../providers/json';
import { chargeOf } from './vmSizes';

type Charge = [quota: string, amount: number];

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
export function chargesOf(resource: ArmResource): Charge[] {
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

/** Amounts by region (as ARM stores it), then by quota. */
export function countQuotas(resources: Iterable<ArmResource>): Map<string, Map<string, number>> {
  const regions = new Map<string, Map<string, number>>();
  for (const resource of resources) {
    const charges = chargesOf(resource);
    if (charges.length === 0) continue;
    const location = normalLocation(resource.location ?? '');
    const amounts = regions.get(location) ?? new Map<string, number>();
    regions.set(location, amounts);
    for (const [quota, amount] of charges) amounts.set(quota, (amounts.get(quota) ?? 0) + amount);
  }
  return regions;
}
