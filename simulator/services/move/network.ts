import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { at, listOf, textOf } from '../providers/json';
import { describeId } from '../providers/resource-id';
import type { MoveCase } from './move-case';
import { cannotMove, type Objection } from './refusals';
import { hasType } from './resource-tests';

/** Services whose private endpoints move, lower case. */
const MOVABLE_PRIVATE_LINKS = new Set(
  [
    'microsoft.aadiam/privateLinkForAzureAD',
    'Microsoft.DocumentDB/databaseAccounts',
    'Microsoft.Kusto/clusters',
    'Microsoft.Search/searchServices',
    'Microsoft.SignalRService/SignalR',
    'Microsoft.SignalRService/webPubSub',
    'Microsoft.Sql/servers',
    'Microsoft.StorageSync/storageSyncServices',
    'Microsoft.Synapse/workspaces',
    'Microsoft.Synapse/privateLinkHubs',
  ].map((type) => type.toLowerCase()),
);

/** What Microsoft.Network does not let go to another subscription. */
export function networkRules(move: MoveCase): Objection[] {
  return [...move.named.values()].flatMap((resource) => {
    const reason = reasonToStay(resource, move);
    return reason === undefined ? [] : [cannotMove(resource, reason)];
  });
}

function reasonToStay(resource: ArmResource, move: MoveCase): string | undefined {
  const name = `'${resource.id}'`;
  if (hasType(resource, 'Microsoft.Network/publicIPAddresses') && hasSku(resource, 'standard'))
    return `Move for resource type publicIPAddresses is not supported when the SKU is Standard: ${name}.`;
  if (hasType(resource, 'Microsoft.Network/loadBalancers') && hasSku(resource, 'standard', 'gateway'))
    return `Move for resource type loadBalancers is not supported when the SKU is Standard: ${name}.`;
  if (hasType(resource, 'Microsoft.Network/virtualNetworkGateways') && isBasicGateway(resource))
    return `Move for resource type virtualNetworkGateways is not supported when the SKU is Basic: ${name}.`;
  if (hasType(resource, 'Microsoft.Network/virtualNetworks')) return networkReason(resource, move);
  if (hasType(resource, 'Microsoft.Network/privateEndpoints')) {
    const service = unmovableService(resource);
    if (service !== undefined) return `Move of private endpoint ${name} is not supported: it leads to '${service}'.`;
  }
  return undefined;
}

function networkReason(network: ArmResource, move: MoveCase): string | undefined {
  const children = move.below.get(keyOf(network.id)) ?? [];
  const peered =
    listOf(at(network, 'properties', 'virtualNetworkPeerings')).length > 0 ||
    children.some((child) => hasType(child, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'));
  if (peered) return `Virtual network '${network.id}' is peered. Remove its peerings, move it, then peer it again.`;
  const subnets = [
    ...listOf(at(network, 'properties', 'subnets')),
    ...children.filter((child) => hasType(child, 'Microsoft.Network/virtualNetworks/subnets')),
  ];
  for (const link of ['resourceNavigationLinks', 'serviceAssociationLinks']) {
    const linked = subnets.find((subnet) => listOf(at(subnet, 'properties', link)).length > 0);
    if (linked) return `Subnet '${textOf(linked['id']) ?? textOf(linked['name'])}' of '${network.id}' has ${link}.`;
  }
  return undefined;
}

function unmovableService(endpoint: ArmResource): string | undefined {
  return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections']
    .flatMap((key) => listOf(at(endpoint, 'properties', key)))
    .map((connection) => textOf(at(connection, 'properties', 'privateLinkServiceId')))
    .find((id) => id !== undefined && !MOVABLE_PRIVATE_LINKS.has((describeId(id)?.type ?? '').toLowerCase()));
}

function hasSku(resource: ArmResource, ...names: string[]): boolean {
  return names.includes((textOf(at(resource, 'sku', 'name')) ?? '').toLowerCase());
}

function isBasicGateway(gateway: ArmResource): boolean {
  return (textOf(at(gateway, 'properties', 'sku', 'name')) ?? textOf(at(gateway, 'sku', 'name')) ?? '').toLowerCase() === 'basic';
}
