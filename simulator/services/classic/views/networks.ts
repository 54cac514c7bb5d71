import type { ClassicSubscription, VirtualNetwork } from '../model';
import { deploymentsIn, migrationState } from '../units';
import { maybe, node, root, text } from '../xml';

function site(side: ClassicSubscription, network: VirtualNetwork): string {
  return node(
    'VirtualNetworkSite',
    text('Name', network.name),
    text('Id', network.id),
    text('State', 'Created'),
    text('InUse', deploymentsIn(side, network.name).length > 0),
    node('AddressSpace', node('AddressPrefixes', ...network.addressSpace.map((one) => text('AddressPrefix', one)))),
    node(
      'Subnets',
      ...network.subnets.map(({ name, addressPrefix, networkSecurityGroup }) =>
        node(
          'Subnet',
          text('Name', name),
          text('AddressPrefix', addressPrefix),
          maybe('NetworkSecurityGroup', networkSecurityGroup),
        ),
      ),
    ),
    text('Location', network.location),
    maybe('MigrationState', migrationState(side, { kind: 'virtualnetwork', name: network.name })),
  );
}

/** All networks of the subscription: RDFE has no GET of a single one. */
export function virtualNetworks(side: ClassicSubscription): string {
  return root('VirtualNetworkSites', ...side.units.virtualnetwork.map((one) => site(side, one)));
}

/** GET services/networking/media: the network configuration as the file that is written back in one piece. */
export function networkConfiguration(side: ClassicSubscription): string {
  const attribute = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const sites = side.units.virtualnetwork.map(
    ({ name, location, addressSpace, subnets }) =>
      `<VirtualNetworkSite name="${attribute(name)}" Location="${attribute(location)}">${node(
        'AddressSpace',
        ...addressSpace.map((one) => text('AddressPrefix', one)),
      )}<Subnets>${subnets
        .map((one) => `<Subnet name="${attribute(one.name)}">${text('AddressPrefix', one.addressPrefix)}</Subnet>`)
        .join('')}</Subnets></VirtualNetworkSite>`,
  );
  return `<NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration"><VirtualNetworkConfiguration><Dns/>${node('VirtualNetworkSites', ...sites)}</VirtualNetworkConfiguration></NetworkConfiguration>`;
}

/** GET services/networking/{network}/gateway */
export function gateway(network: VirtualNetwork): string {
  const isThere = network.gateways.length > 0;
  return root(
    'Gateway',
    text('GatewayType', isThere ? 'DynamicRouting' : 'StaticRouting'),
    '<LastEvent i:nil="true"/>',
    text('State', isThere ? 'Provisioned' : 'NotProvisioned'),
    text('GatewaySize', isThere ? 'Default' : 'None'),
    '<GatewayId i:nil="true"/>',
  );
}
