import { parseArmId } from '../inventory/arm-id';
import { listAt, textAt, type Rule, type Subject } from './rule';

const VNETS = ['microsoft.network/virtualnetworks'];

export const networkRules: Rule[] = [
  {
    name: 'publicIp.standardSku',
    verdict: 'BLOCKED',
    types: ['microsoft.network/publicipaddresses'],
    applies: ({ resource }) => textAt(resource.sku, 'name') === 'standard',
    reason: 'A public address of the Standard SKU does not move to another subscription.',
    fix: 'Dissociate it, plan again, and create a new one at the destination; the address itself is not kept.',
  },
  {
    name: 'loadBalancer.standardSku',
    verdict: 'BLOCKED',
    types: ['microsoft.network/loadbalancers'],
    applies: ({ resource }) => ['standard', 'gateway'].includes(textAt(resource.sku, 'name')),
    reason: 'A load balancer of the Standard or Gateway SKU does not move to another subscription.',
    fix: 'Take its members out of the pools and delete it, plan again, and create it anew at the destination.',
  },
  {
    name: 'virtualNetworkGateway.basicSku',
    verdict: 'BLOCKED',
    types: ['microsoft.network/virtualnetworkgateways'],
    applies: ({ resource }) => textAt(resource.properties, 'sku', 'name') === 'basic' || textAt(resource.sku, 'name') === 'basic',
    reason: 'A gateway of the Basic SKU does not move to another subscription.',
    fix: 'Resize it to another SKU, or delete it and create it anew at the destination.',
  },
  {
    name: 'virtualNetwork.serviceLink',
    verdict: 'BLOCKED',
    types: VNETS,
    applies: (subject) =>
      subnetsOf(subject).some(
        (subnet) => listAt(subnet, 'resourceNavigationLinks').length + listAt(subnet, 'serviceAssociationLinks').length > 0,
      ),
    reason: 'A service is linked into one of its subnets and holds the network where it is.',
    fix: 'Take the service that holds the link (a Redis cache, a container group, an app) out of the subnet and plan again.',
  },
  {
    name: 'virtualNetwork.peered',
    verdict: 'MODIFY',
    types: VNETS,
    applies: ({ top, resource }) =>
      listAt(resource.properties, 'virtualNetworkPeerings').length > 0 ||
      top.children.some((child) => child.type.toLowerCase() === 'microsoft.network/virtualnetworks/virtualnetworkpeerings'),
    reason: 'It is peered with another network, and a peered network does not move.',
    fix: 'Delete the peering on both sides, plan again, and create it anew after the move.',
  },
  {
    name: 'privateEndpoint.serviceNotMovable',
    verdict: 'BLOCKED',
    types: ['microsoft.network/privateendpoints'],
    applies: ({ resource }) => connectedServices(resource.properties).some((type) => !PRIVATE_LINK_TYPES.has(type)),
    reason: ({ resource }) =>
      `A private endpoint moves only with some services, and ${connectedServices(resource.properties).join(', ')} is not one of them.`,
    fix: 'Delete the private endpoint, plan again, and create it anew at the destination.',
  },
  {
    name: 'reference.groupNotChosen',
    verdict: 'MODIFY',
    applies: ({ outside }) => outside.some((reference) => isNetworkOrCompute(reference.to) && reference.where === 'otherGroup'),
    reason: ({ outside }) =>
      `It needs ${outside.find((r) => isNetworkOrCompute(r.to) && r.where === 'otherGroup')?.to}, which is in a group that was not chosen.`,
    fix: 'Choose that group too, or remove the reference, and plan again.',
  },
];

/** Services whose private endpoints Azure moves. */
const PRIVATE_LINK_TYPES = new Set([
  'microsoft.aadiam/privatelinkforazuread',
  'microsoft.documentdb/databaseaccounts',
  'microsoft.kusto/clusters',
  'microsoft.search/searchservices',
  'microsoft.signalrservice/signalr',
  'microsoft.signalrservice/webpubsub',
  'microsoft.sql/servers',
  'microsoft.storagesync/storagesyncservices',
  'microsoft.synapse/privatelinkhubs',
  'microsoft.synapse/workspaces',
]);

/** Properties of its subnets, whether they came inside the network or as children. */
function subnetsOf({ top, resource }: Subject): unknown[] {
  const children = top.children.filter((child) => child.type.toLowerCase() === 'microsoft.network/virtualnetworks/subnets');
  return [
    ...listAt(resource.properties, 'subnets').map((subnet) => (subnet as { properties?: unknown }).properties),
    ...children.map((c) => c.properties),
  ];
}

function connectedServices(properties: unknown): string[] {
  return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections']
    .flatMap((list) => listAt(properties, list))
    .map((connection) => parseArmId(textAt(connection, 'properties', 'privateLinkServiceId'))?.topLevelType ?? '')
    .filter((type) => type !== '');
}

/** Networks and machines refuse to go without one another; other references still work from another subscription. */
function isNetworkOrCompute(id: string): boolean {
  return /\/providers\/microsoft\.(network|compute)\//.test(id) && !id.includes('/providers/microsoft.compute/galleries/');
}
