import { normalLocation } from '../../providers/locations';
import { armName } from '../arm-ids';
import type { NetworkSecurityGroup, RouteTable } from '../model';
import type { Planned } from './plan';

/** Names of address groups in the classic model, and ARM's for the same. */
const TAGS: Record<string, string> = {
  VIRTUAL_NETWORK: 'VirtualNetwork',
  AZURE_LOADBALANCER: 'AzureLoadBalancer',
  INTERNET: 'Internet',
};

const PROTOCOLS = { TCP: 'Tcp', UDP: 'Udp', '*': '*' } as const;
const HOPS = {
  VPNGateway: 'VirtualNetworkGateway',
  VNETLocal: 'VnetLocal',
  Internet: 'Internet',
  VirtualAppliance: 'VirtualAppliance',
  Null: 'None',
} as const;

/** The rules of a classic group; its default rules are every group's in ARM too. */
export function securityGroup(group: string, of: NetworkSecurityGroup): Planned {
  const securityRules = of.rules.map((rule) => ({
    name: rule.name,
    properties: {
      protocol: PROTOCOLS[rule.protocol],
      sourceAddressPrefix: TAGS[rule.sourceAddressPrefix] ?? rule.sourceAddressPrefix,
      sourcePortRange: rule.sourcePortRange,
      destinationAddressPrefix: TAGS[rule.destinationAddressPrefix] ?? rule.destinationAddressPrefix,
      destinationPortRange: rule.destinationPortRange,
      access: rule.action,
      priority: rule.priority,
      direction: rule.type,
    },
  }));
  return {
    group,
    type: 'Microsoft.Network/networkSecurityGroups',
    name: armName(of),
    location: normalLocation(of.location),
    properties: { securityRules },
  };
}

export function routeTable(group: string, of: RouteTable): Planned {
  const routes = of.routes.map(({ name, addressPrefix, nextHopType, nextHopIp }) => ({
    name,
    properties: {
      addressPrefix,
      nextHopType: HOPS[nextHopType],
      ...(nextHopIp === undefined ? {} : { nextHopIpAddress: nextHopIp }),
    },
  }));
  return {
    group,
    type: 'Microsoft.Network/routeTables',
    name: armName(of),
    location: normalLocation(of.location),
    properties: { routes },
  };
}
