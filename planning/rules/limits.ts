import {
  LIMITED_PROVIDERS,
  type LimitedProvider,
  type LimitFacts,
  type Limits,
  type VmSizeFacts,
} from '../../contracts/azure/destination';
import type { ArmResource } from '../../contracts/azure/inventory';
import { regionOf } from '../inventory/index-inventory';
import { textAt, valueAt } from './rule';

/** A limit of the destination that what is to move would exceed. */
interface Shortage extends LimitFacts {
  provider: LimitedProvider;
  region: string;
  /** How much more is needed than is in use. */
  needed: number;
  /** Ids of what needs it. */
  resources: string[];
}

/** Types that take one of a limit each, lower case; machines and addresses take of several. */
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
const MACHINE = 'microsoft.compute/virtualmachines';
const SCALE_SET = 'microsoft.compute/virtualmachinescalesets';

/** Names where limits have to be read: regions by provider, and the regions with machines. */
export function limitsToRead(moving: readonly ArmResource[]): { places: [LimitedProvider, string][]; machinesIn: string[] } {
  const places = new Map<string, [LimitedProvider, string]>();
  const machinesIn = new Set<string>();
  for (const { type, location } of moving) {
    const [key, region] = [type.toLowerCase(), regionOf(location)];
    if (region === '' || (ONE_EACH[key] === undefined && key !== MACHINE && key !== SCALE_SET)) continue;
    const provider = providerOf(key);
    places.set(`${provider} ${region}`, [provider, region]);
    if (key === MACHINE || key === SCALE_SET) machinesIn.add(region);
  }
  return { places: [...places.values()], machinesIn: [...machinesIn] };
}

/**
 * What exceeds a limit of the destination when all of it arrives. Limits that were not read, and that Azure does not count, hold nothing up.
 * A size that Azure does not list, or whose list was not read, has as many processors as the number in its name, else one, and no series; `unknownSizes` names it.
 */
export function shortages(moving: readonly ArmResource[], limits: Limits): { short: Shortage[]; unknownSizes: string[] } {
  const needs = new Map<
    string,
    { provider: LimitedProvider; region: string; name: string; needed: number; resources: string[] }
  >();
  const unknownSizes = new Set<string>();
  for (const resource of moving) {
    const region = regionOf(resource.location);
    for (const [name, amount] of takenBy(resource, limits.sizes[region], unknownSizes)) {
      const provider = providerOf(resource.type.toLowerCase());
      const key = `${region} ${name.toLowerCase()}`;
      const need = needs.get(key) ?? { provider, region, name, needed: 0, resources: [] };
      needs.set(key, need);
      need.needed += amount;
      need.resources.push(resource.id);
    }
  }
  const short = [...needs.values()].flatMap((need): Shortage[] => {
    const facts = limits.regions[need.region]?.[need.provider]?.find(
      ({ name }) => name.toLowerCase() === need.name.toLowerCase(),
    );
    return facts && need.needed > 0 && facts.inUse + need.needed > facts.limit ? [{ ...need, ...facts }] : [];
  });
  return { short, unknownSizes: [...unknownSizes].sort() };
}

/** `Total Regional vCPUs in westeurope: 24 more needed, 0 of 20 in use` */
export function shortageText({ title, region, needed, inUse, limit }: Shortage): string {
  return `${title} in ${region}: ${needed} more needed, ${inUse} of ${limit} in use`;
}

/** What a resource takes of which limits. */
function takenBy(
  resource: ArmResource,
  sizes: Record<string, VmSizeFacts> | undefined,
  unknown: Set<string>,
): [string, number][] {
  const type = resource.type.toLowerCase();
  if (type === MACHINE)
    return [['virtualMachines', 1], ...vcpus(textAt(resource.properties, 'hardwareProfile', 'vmSize'), 1, sizes, unknown)];
  if (type === SCALE_SET)
    return [
      ['virtualMachineScaleSets', 1],
      ...vcpus(textAt(resource.sku, 'name'), Number(valueAt(resource.sku, 'capacity') ?? 0), sizes, unknown),
    ];
  const name = ONE_EACH[type];
  if (name === undefined) return [];
  const isStatic = textAt(resource.properties, 'publicIPAllocationMethod') === 'static';
  return name === 'PublicIPAddresses' && isStatic
    ? [
        [name, 1],
        ['StaticPublicIPAddresses', 1],
      ]
    : [[name, 1]];
}

function vcpus(
  size: string,
  machines: number,
  sizes: Record<string, VmSizeFacts> | undefined,
  unknown: Set<string>,
): [string, number][] {
  const known = sizes?.[size];
  if (known)
    return [
      ['cores', known.vcpus * machines],
      [known.family, known.vcpus * machines],
    ];
  if (sizes) unknown.add(size === '' ? 'of a machine that says none' : size);
  return [['cores', Number(/\d+/.exec(size)?.[0] ?? 1) * machines]];
}

function providerOf(type: string): LimitedProvider {
  return LIMITED_PROVIDERS.find((provider) => type.startsWith(`${provider.toLowerCase()}/`)) ?? 'Microsoft.Compute';
}
