import { keyOf } from '../../kernel/ids';
import type { Subscription } from '../../kernel/state/model';
import { normalLocation } from '../providers/locations';
import { FAMILIES } from './vm-sizes';

/** One limit of a subscription in each region. */
export interface Quota {
  namespace: 'Microsoft.Compute' | 'Microsoft.Network' | 'Microsoft.Storage';
  /** The name that `name.value` shows. */
  name: string;
  /** The title that `name.localizedValue` shows. */
  title: string;
  /** The limit until support changes it; the second one holds under an enterprise agreement, where Microsoft publishes another. */
  byDefault: readonly [others: number, enterprise: number];
}

const same = (limit: number): Quota['byDefault'] => [limit, limit];
/** "20 per region; the default for Enterprise Agreement subscriptions is 350", in total and for each series. */
const VCPUS: Quota['byDefault'] = [20, 350];
/** "10; the default for Enterprise Agreement subscriptions is 1000". */
const ADDRESSES: Quota['byDefault'] = [10, 1000];

const network = (name: string, title: string, byDefault: Quota['byDefault']): Quota => ({
  namespace: 'Microsoft.Network',
  name,
  title,
  byDefault,
});

/** `standardA0_A7Family` is shown as `Standard A0-A7 Family vCPUs`. */
const familyTitle = (family: string) =>
  `${family
    .replace(/^(standard|basic)/, (kind) => `${kind[0]?.toUpperCase()}${kind.slice(1)} `)
    .replace('_', '-')
    .replace(/Family$/, ' Family')} vCPUs`;

/** Limits that are counted here. Defaults: Microsoft's page of subscription and service limits. */
export const QUOTAS: readonly Quota[] = [
  { namespace: 'Microsoft.Compute', name: 'availabilitySets', title: 'Availability Sets', byDefault: same(2_500) },
  { namespace: 'Microsoft.Compute', name: 'cores', title: 'Total Regional vCPUs', byDefault: VCPUS },
  { namespace: 'Microsoft.Compute', name: 'virtualMachines', title: 'Virtual Machines', byDefault: same(25_000) },
  {
    namespace: 'Microsoft.Compute',
    name: 'virtualMachineScaleSets',
    title: 'Virtual Machine Scale Sets',
    byDefault: same(2_500),
  },
  ...FAMILIES.map((name): Quota => ({ namespace: 'Microsoft.Compute', name, title: familyTitle(name), byDefault: VCPUS })),
  network('VirtualNetworks', 'Virtual Networks', same(1_000)),
  network('StaticPublicIPAddresses', 'Static Public IP Addresses', ADDRESSES),
  network('NetworkSecurityGroups', 'Network Security Groups', same(5_000)),
  network('PublicIPAddresses', 'Public IP Addresses', ADDRESSES),
  network('NetworkInterfaces', 'Network Interfaces', same(65_536)),
  network('LoadBalancers', 'Load Balancers', same(1_000)),
  network('ApplicationGateways', 'Application Gateways', same(1_000)),
  network('RouteTables', 'Route Tables', same(200)),
  { namespace: 'Microsoft.Storage', name: 'StorageAccounts', title: 'Storage Accounts', byDefault: same(250) },
];

const BY_NAME = new Map(QUOTAS.map((quota) => [keyOf(quota.name), quota]));

/** A quota by its name, in any case. */
export function quotaNamed(name: string): Quota | undefined {
  return BY_NAME.get(keyOf(name));
}

const ENTERPRISE = new Set(['MS-AZR-0017P', 'MS-AZR-0148P']);

/** What the subscription may have in the region: what was set for it, what its world was raised to, or Microsoft's default for its offer. */
export function limitOf({ offerId, quotas, raisedQuotas }: Subscription, location: string, quota: Quota): number {
  const isOf = (one: { location?: string; name?: string }) =>
    (one.location === undefined || normalLocation(one.location) === normalLocation(location)) &&
    (one.name === undefined || keyOf(one.name) === keyOf(quota.name));
  return (quotas?.findLast(isOf) ?? raisedQuotas?.find(isOf))?.limit ?? quota.byDefault[ENTERPRISE.has(offerId) ? 1 : 0];
}
