import type { TypeBehaviour } from '../../../kernel/arm-types';
import { at, type Json, listOf, textOf } from '../json';
import { childrenOf, referrersTo } from '../references';
import { embedded, type NetworkPut, networkType, references, withOwn } from './common';
import { inUse } from './in-use';

const TYPE = 'Microsoft.Network/networkSecurityGroups';

/** Name, direction, priority, access, source, destination, description: the rules that every group has. */
const DEFAULT_RULES: [string, string, number, string, string, string, string][] = [
  [
    'AllowVnetInBound',
    'Inbound',
    65000,
    'Allow',
    'VirtualNetwork',
    'VirtualNetwork',
    'Allow inbound traffic from all VMs in VNET',
  ],
  [
    'AllowAzureLoadBalancerInBound',
    'Inbound',
    65001,
    'Allow',
    'AzureLoadBalancer',
    '*',
    'Allow inbound traffic from azure load balancer',
  ],
  ['DenyAllInBound', 'Inbound', 65500, 'Deny', '*', '*', 'Deny all inbound traffic'],
  [
    'AllowVnetOutBound',
    'Outbound',
    65000,
    'Allow',
    'VirtualNetwork',
    'VirtualNetwork',
    'Allow outbound traffic from all VMs to all VMs in VNET',
  ],
  ['AllowInternetOutBound', 'Outbound', 65001, 'Allow', '*', 'Internet', 'Allow outbound traffic from all VMs to Internet'],
  ['DenyAllOutBound', 'Outbound', 65500, 'Deny', '*', '*', 'Deny all outbound traffic'],
];

const NO_LISTS = { sourcePortRanges: [], destinationPortRanges: [], sourceAddressPrefixes: [], destinationAddressPrefixes: [] };

export const networkSecurityGroups: TypeBehaviour = networkType({
  type: TYPE,
  fill: (_ctx, put) => ({
    securityRules: embedded(put, 'securityRules', (rule) => ({ ...NO_LISTS, ...rule })),
    defaultSecurityRules: defaultRules(put),
  }),
  view(ctx, group): Json {
    const users = referrersTo(ctx, group.id, ['Microsoft.Network/networkInterfaces']);
    const subnets = subnetsWith(ctx, group.id);
    return {
      securityRules: withOwn(listOf(at(group, 'properties', 'securityRules')), childrenOf(ctx, group, 'securityRules')),
      ...(users.length > 0 ? { networkInterfaces: references(users.map((user) => user.resource.id)) } : {}),
      ...(subnets.length > 0 ? { subnets: references(subnets) } : {}),
    };
  },
  mayGo(ctx, group) {
    const users = [
      ...referrersTo(ctx, group.id, ['Microsoft.Network/networkInterfaces']).map((user) => user.resource.id),
      ...subnetsWith(ctx, group.id),
    ];
    if (users.length > 0)
      throw inUse(
        'InUseNetworkSecurityGroupCannotBeDeleted',
        `Network security group ${group.id} cannot be deleted because it is in use by: ${users.join(', ')}.`,
      );
  },
});

export const securityRules: TypeBehaviour = networkType({
  type: `${TYPE}/securityRules`,
  isChild: true,
  fill: (_ctx, { given }) => ({ ...NO_LISTS, ...given }),
});

function defaultRules(put: NetworkPut): Json[] {
  const rules = DEFAULT_RULES.map(([name, direction, priority, access, source, destination, description]) => ({
    name,
    properties: {
      description,
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange: '*',
      sourceAddressPrefix: source,
      destinationAddressPrefix: destination,
      access,
      priority,
      direction,
      ...NO_LISTS,
    },
  }));
  return embedded({ ...put, given: { defaultSecurityRules: rules } }, 'defaultSecurityRules');
}

/** Ids of the subnets that use a group or a route table. */
export function subnetsWith(ctx: Parameters<typeof referrersTo>[0], id: string): string[] {
  const wanted = id.toLowerCase();
  return referrersTo(ctx, id, ['Microsoft.Network/virtualNetworks', 'Microsoft.Network/virtualNetworks/subnets']).flatMap(
    ({ resource }) => {
      const subnets = resource.type.toLowerCase().endsWith('/subnets')
        ? [resource]
        : listOf(at(resource, 'properties', 'subnets'));
      return subnets
        .filter((subnet) =>
          ['networkSecurityGroup', 'routeTable'].some(
            (key) => textOf(at(subnet, 'properties', key, 'id'))?.toLowerCase() === wanted,
          ),
        )
        .map((subnet) => textOf(subnet['id']) ?? `${resource.id}/subnets/${textOf(subnet['name']) ?? ''}`);
    },
  );
}
