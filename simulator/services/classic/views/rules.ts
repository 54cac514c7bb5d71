import type { ClassicSubscription, NetworkSecurityGroup, ReservedIp, RouteTable } from '../model';
import { reservedBy } from '../users';
import { maybe, node, root, text } from '../xml';

/** Name, direction, priority, action, source, destination: the rules that every group has, as recorded. */
const DEFAULT_RULES: [string, string, number, string, string, string][] = [
  ['ALLOW VNET OUTBOUND', 'Outbound', 65000, 'Allow', 'VIRTUAL_NETWORK', 'VIRTUAL_NETWORK'],
  ['ALLOW VNET INBOUND', 'Inbound', 65000, 'Allow', 'VIRTUAL_NETWORK', 'VIRTUAL_NETWORK'],
  ['ALLOW AZURE LOAD BALANCER INBOUND', 'Inbound', 65001, 'Allow', 'AZURE_LOADBALANCER', '*'],
  ['ALLOW INTERNET OUTBOUND', 'Outbound', 65001, 'Allow', '*', 'INTERNET'],
  ['DENY ALL OUTBOUND', 'Outbound', 65500, 'Deny', '*', '*'],
  ['DENY ALL INBOUND', 'Inbound', 65500, 'Deny', '*', '*'],
];

function rule(of: NetworkSecurityGroup['rules'][number] | (typeof DEFAULT_RULES)[number]): string {
  const [name, type, priority, action, source, destination] = Array.isArray(of)
    ? of
    : ([of.name, of.type, of.priority, of.action, of.sourceAddressPrefix, of.destinationAddressPrefix] as const);
  const own = Array.isArray(of) ? undefined : of;
  return node(
    'Rule',
    text('Name', name),
    text('Type', type),
    text('Priority', priority),
    text('Action', action),
    text('SourceAddressPrefix', source),
    text('SourcePortRange', own?.sourcePortRange ?? '*'),
    text('DestinationAddressPrefix', destination),
    text('DestinationPortRange', own?.destinationPortRange ?? '*'),
    text('Protocol', own?.protocol ?? '*'),
    text('State', 'Active'),
    ...(own === undefined ? [text('IsDefault', true)] : []),
  );
}

function groupContent(group: NetworkSecurityGroup, withRules: boolean): string {
  const rules = withRules ? node('Rules', ...group.rules.map(rule), ...DEFAULT_RULES.map(rule)) : '';
  return text('Name', group.name) + text('Location', group.location) + text('State', 'Created') + rules;
}

export function networkSecurityGroups(side: ClassicSubscription): string {
  return root(
    'NetworkSecurityGroups',
    ...side.units.networksecuritygroups.map((one) => node('NetworkSecurityGroup', groupContent(one, false))),
  );
}

export function networkSecurityGroup(group: NetworkSecurityGroup, withRules: boolean): string {
  return root('NetworkSecurityGroup', groupContent(group, withRules));
}

function reservedContent(side: ClassicSubscription, reserved: ReservedIp): string {
  const user = reservedBy(side, reserved.name);
  return [
    text('Name', reserved.name),
    maybe('Address', reserved.address),
    text('Id', reserved.id),
    text('State', 'Created'),
    text('InUse', user !== undefined),
    maybe('ServiceName', user?.service.name),
    maybe('DeploymentName', user?.deployment.name),
    text('Location', reserved.location),
    ...(user === undefined ? [] : [text('VirtualIPName', reserved.name)]),
  ].join('');
}

export function reservedIps(side: ClassicSubscription): string {
  return root('ReservedIPs', ...side.units.reservedips.map((one) => node('ReservedIP', reservedContent(side, one))));
}

export function reservedIp(side: ClassicSubscription, reserved: ReservedIp): string {
  return root('ReservedIP', reservedContent(side, reserved));
}

/** The form that Microsoft's client reads; no answer of this kind was recorded. */
function tableContent(table: RouteTable, withRoutes: boolean): string {
  const routes = table.routes.map(({ name, addressPrefix, nextHopType, nextHopIp }) =>
    node(
      'Route',
      text('Name', name),
      text('AddressPrefix', addressPrefix),
      node('NextHopType', text('Type', nextHopType), maybe('IpAddress', nextHopIp)),
      text('RouteState', 'Created'),
    ),
  );
  return [
    text('Name', table.name),
    text('Location', table.location),
    text('RouteTableState', 'Created'),
    ...(withRoutes ? [node('RouteList', ...routes)] : []),
  ].join('');
}

export function routeTables(side: ClassicSubscription): string {
  return root('RouteTables', ...side.units.routetables.map((one) => node('RouteTable', tableContent(one, true))));
}

export function routeTable(table: RouteTable, withRoutes: boolean): string {
  return root('RouteTable', tableContent(table, withRoutes));
}
