import { keyOf } from '../../../kernel/ids';
import { normalLocation } from '../../providers/locations';
import { armName, migratedGroup } from '../arm-ids';
import type { ClassicSubscription, VirtualNetwork } from '../model';
import { findUnit } from '../units';
import { type Planned, reference } from './plan';
import { routeTable, securityGroup } from './rules';

/** A network with its subnets, and copies of the security groups and route tables that are on them. */
export function networkPlan(side: ClassicSubscription, network: VirtualNetwork): Planned[] {
  const group = migratedGroup(side.subscriptionId, 'virtualnetwork', network);
  const rules = new Map<string, Planned>();
  const keep = (planned: Planned) => {
    rules.set(`${planned.type}/${keyOf(planned.name)}`, planned);
    return reference(planned);
  };
  const subnets = network.subnets.map(({ name, addressPrefix, networkSecurityGroup, routeTable: table }) => {
    const secured = findUnit(side, 'networksecuritygroups', networkSecurityGroup);
    const routed = findUnit(side, 'routetables', table);
    return {
      name,
      properties: {
        addressPrefix,
        ...(secured ? { networkSecurityGroup: keep(securityGroup(group, secured)) } : {}),
        ...(routed ? { routeTable: keep(routeTable(group, routed)) } : {}),
      },
    };
  });
  const own: Planned = {
    group,
    type: 'Microsoft.Network/virtualNetworks',
    name: armName(network),
    location: normalLocation(network.location),
    properties: {
      addressSpace: { addressPrefixes: network.addressSpace },
      dhcpOptions: { dnsServers: network.dnsServers },
      subnets,
    },
  };
  return [...rules.values(), own];
}

/** The id of the network's subnet in ARM; the first one's when the machine names none. */
export function subnetId(side: ClassicSubscription, network: VirtualNetwork, subnet: string | undefined): string {
  const group = migratedGroup(side.subscriptionId, 'virtualnetwork', network);
  const wanted = network.subnets.find((one) => keyOf(one.name) === keyOf(subnet ?? '')) ?? network.subnets[0];
  const { id } = reference({ group, type: 'Microsoft.Network/virtualNetworks', name: armName(network) });
  return `${id}/subnets/${wanted?.name ?? 'default'}`;
}
