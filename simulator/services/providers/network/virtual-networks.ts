import type { ArmResource, ProviderContext, TypeBehaviour } from '../../../kernel/arm-types';
import { keyOf } from '../../../kernel/ids';
import { at, type Json, listOf, objectOf, textOf } from '../json';
import { childrenOf, referrersTo } from '../references';
import { ADDRESS_HOLDERS, embedded, networkType, references, withOwn } from './common';
import { inUse } from './in-use';

const TYPE = 'Microsoft.Network/virtualNetworks';

/** The types of resources that may use a subnet. */
const TENANTS = [...ADDRESS_HOLDERS, 'Microsoft.Network/privateEndpoints', 'Microsoft.Compute/virtualMachineScaleSets'];

const SUBNET_DEFAULTS = {
  delegations: [],
  privateEndpointNetworkPolicies: 'Enabled',
  privateLinkServiceNetworkPolicies: 'Enabled',
};

export const virtualNetworks: TypeBehaviour = networkType({
  type: TYPE,
  fill: (_ctx, put) => ({
    enableDdosProtection: false,
    enableVmProtection: false,
    ...put.given,
    addressSpace: { addressPrefixes: [], ...objectOf(put.given['addressSpace']) },
    dhcpOptions: { dnsServers: [], ...objectOf(put.given['dhcpOptions']) },
    subnets: embedded(put, 'subnets', (subnet) => ({ ...SUBNET_DEFAULTS, ...subnet })),
    virtualNetworkPeerings: embedded(put, 'virtualNetworkPeerings'),
  }),
  view(ctx, network): Json {
    const subnets = withOwn(listOf(at(network, 'properties', 'subnets')), childrenOf(ctx, network, 'subnets'));
    return {
      subnets: withTenants(ctx, network, subnets),
      virtualNetworkPeerings: withOwn(
        listOf(at(network, 'properties', 'virtualNetworkPeerings')),
        childrenOf(ctx, network, 'virtualNetworkPeerings'),
      ),
    };
  },
  mayGo: (ctx, network) => refuseWhenTenanted(ctx, network),
});

export const subnets: TypeBehaviour = networkType({
  type: `${TYPE}/subnets`,
  isChild: true,
  fill: (_ctx, { given }) => ({ ...SUBNET_DEFAULTS, ...given }),
  view(ctx, subnet): Json {
    const tenants = referrersTo(ctx, subnet.id, TENANTS);
    return tenants.length === 0
      ? {}
      : { ipConfigurations: references(tenants.map((tenant) => configurationIn(tenant.resource, subnet.id))) };
  },
  mayGo: (ctx, subnet) => refuseWhenTenanted(ctx, subnet),
});

export const virtualNetworkPeerings: TypeBehaviour = networkType({
  type: `${TYPE}/virtualNetworkPeerings`,
  isChild: true,
  fill: (_ctx, { given }) => ({
    peeringState: 'Initiated',
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: false,
    allowGatewayTransit: false,
    useRemoteGateways: false,
    ...given,
  }),
});

function withTenants(ctx: ProviderContext, network: ArmResource, list: Json[]): Json[] {
  const tenants = referrersTo(ctx, network.id, TENANTS);
  return list.map((subnet) => {
    const id = textOf(subnet['id']) ?? `${network.id}/subnets/${textOf(subnet['name']) ?? ''}`;
    const inIt = tenants.filter((tenant) => keyOf(tenant.id) === keyOf(id)).map((tenant) => configurationIn(tenant.resource, id));
    if (inIt.length === 0) return subnet;
    return { ...subnet, properties: { ...objectOf(subnet['properties']), ipConfigurations: references(inIt) } };
  });
}

function refuseWhenTenanted(ctx: ProviderContext, scope: ArmResource): void {
  const tenant = referrersTo(ctx, scope.id, TENANTS)[0];
  if (!tenant) return;
  const name = tenant.id.slice(tenant.id.lastIndexOf('/') + 1);
  throw inUse(
    'InUseSubnetCannotBeDeleted',
    `Subnet ${name} is in use by ${configurationIn(tenant.resource, tenant.id)} and cannot be deleted before what is in it.`,
  );
}

/** The id of the IP configuration by which a resource uses the subnet; the resource's own id when it has no such list. */
function configurationIn(tenant: ArmResource, subnetId: string): string {
  const found = listOf(at(tenant, 'properties', 'ipConfigurations')).find(
    (item) => keyOf(textOf(at(item, 'properties', 'subnet', 'id')) ?? '') === keyOf(subnetId),
  );
  return found ? (textOf(found['id']) ?? `${tenant.id}/ipConfigurations/${textOf(found['name']) ?? ''}`) : tenant.id;
}
