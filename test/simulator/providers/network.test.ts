import { behaviours } from '../../../simulator/services/providers/behaviours';
import { freeAddress } from '../../../simulator/services/providers/network/addresses';
import { id, Subscription } from './context';

const VNET = id('Microsoft.Network/virtualNetworks/v');
const NIC = id('Microsoft.Network/networkInterfaces/n');
const NSG = id('Microsoft.Network/networkSecurityGroups/g');
const ADDRESS = id('Microsoft.Network/publicIPAddresses/p');
const ROUTES = id('Microsoft.Network/routeTables/r');
const VM = id('Microsoft.Compute/virtualMachines/m');

function office(): Subscription {
  const world = new Subscription();
  world.put(NSG, { location: 'westus' });
  world.put(ROUTES, {
    location: 'westus',
    properties: { routes: [{ name: 'out', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } }] },
  });
  world.put(VNET, {
    location: 'westus',
    properties: {
      addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
      subnets: [
        {
          name: 's',
          properties: { addressPrefix: '10.1.2.0/24', networkSecurityGroup: { id: NSG }, routeTable: { id: ROUTES } },
        },
      ],
    },
  });
  world.put(ADDRESS, { location: 'westus', properties: { publicIPAllocationMethod: 'Dynamic' } });
  world.put(NIC, {
    location: 'westus',
    properties: {
      networkSecurityGroup: { id: NSG },
      ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${VNET}/subnets/s` }, publicIPAddress: { id: ADDRESS } } }],
    },
  });
  world.put(VM, { location: 'westus', properties: { networkProfile: { networkInterfaces: [{ id: NIC }] } } });
  return world;
}

test('a network security group has its six default rules, each with id, etag, type and state', () => {
  const world = new Subscription();
  const { status, settling, resource } = world.put(NSG, { location: 'westus' });
  expect(status).toBe(201);
  expect(settling).toMatchObject({ headers: 'azure-asyncoperation', body: 'status', state: 'Updating' });
  const rules = resource.properties?.['defaultSecurityRules'] as {
    id: string;
    etag: string;
    type: string;
    properties: Record<string, unknown>;
  }[];
  expect(rules.map((rule) => [rule.properties['priority'], rule.properties['direction'], rule.properties['access']])).toEqual([
    [65000, 'Inbound', 'Allow'],
    [65001, 'Inbound', 'Allow'],
    [65500, 'Inbound', 'Deny'],
    [65000, 'Outbound', 'Allow'],
    [65001, 'Outbound', 'Allow'],
    [65500, 'Outbound', 'Deny'],
  ]);
  expect(rules[0]).toMatchObject({
    id: `${NSG}/defaultSecurityRules/AllowVnetInBound`,
    type: 'Microsoft.Network/networkSecurityGroups/defaultSecurityRules',
    etag: resource.etag,
    properties: { provisioningState: 'Succeeded', protocol: '*', sourcePortRanges: [] },
  });
});

test('a second PUT answers 200, keeps the resourceGuid and changes the etag', () => {
  const world = new Subscription();
  const first = world.put(ADDRESS, { location: 'westus' }).resource;
  const second = world.put(ADDRESS, { location: 'westus', tags: { a: 'b' } });
  expect(second.status).toBe(200);
  expect(second.resource.properties?.['resourceGuid']).toBe(first.properties?.['resourceGuid']);
  expect(second.resource.etag).not.toBe(first.etag);
  expect(second.resource.tags).toEqual({ a: 'b' });
});

test('an address has what Azure fills in, and an IP once it is static', () => {
  const world = new Subscription();
  expect(world.put(ADDRESS, { location: 'westus' }).resource).toMatchObject({
    sku: { name: 'Basic', tier: 'Regional' },
    properties: { publicIPAddressVersion: 'IPv4', publicIPAllocationMethod: 'Dynamic', idleTimeoutInMinutes: 4, ipTags: [] },
  });
  expect(world.get(ADDRESS).properties).not.toHaveProperty('ipAddress');
  world.put(ADDRESS, {
    location: 'westus',
    properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'shop' } },
  });
  const address = world.get(ADDRESS).properties?.['ipAddress'];
  expect(address).toMatch(/^198\.18\.\d+\.\d+$/);
  expect(world.get(ADDRESS).properties?.['dnsSettings']).toEqual({
    domainNameLabel: 'shop',
    fqdn: 'shop.westus.cloudapp.azure.com',
  });
  world.put(ADDRESS, { location: 'westus', properties: { publicIPAllocationMethod: 'Static' } });
  expect(world.get(ADDRESS).properties?.['ipAddress']).toBe(address);
});

test('a network has its lists even when they are empty', () => {
  const world = new Subscription();
  world.put(VNET, { location: 'westus', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, dhcpOptions: {} } });
  expect(world.get(VNET).properties).toMatchObject({
    dhcpOptions: { dnsServers: [] },
    subnets: [],
    virtualNetworkPeerings: [],
    enableDdosProtection: false,
  });
});

test('a NIC gets the next free address of its subnet and keeps it', () => {
  const world = office();
  const addressOf = (nic: string) =>
    (world.get(nic).properties?.['ipConfigurations'] as { properties: Record<string, unknown> }[])[0]?.properties[
      'privateIPAddress'
    ];
  expect(addressOf(NIC)).toBe('10.1.2.4');
  const second = id('Microsoft.Network/networkInterfaces/n2');
  world.put(second, {
    location: 'westus',
    properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${VNET}/subnets/S` } } }] },
  });
  expect(addressOf(second)).toBe('10.1.2.5');
  world.put(NIC, {
    location: 'westus',
    properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${VNET}/subnets/s` } } }] },
  });
  expect(addressOf(NIC)).toBe('10.1.2.4');
});

test.each([
  ['10.0.0.0/24', [], '10.0.0.4'],
  ['10.0.0.0/24', ['10.0.0.4', '10.0.0.6'], '10.0.0.5'],
  ['10.0.255.248/29', ['10.0.255.252'], '10.0.255.253'],
  ['192.168.0.0/30', [], '192.168.0.4'],
  ['nonsense', [], '10.0.0.4'],
])('first free address of %s beside %j is %s', (prefix, taken, expected) => {
  expect(freeAddress(prefix, new Set(taken))).toBe(expected);
});

test('who uses what is said by both sides', () => {
  const world = office();
  const configuration = `${NIC}/ipConfigurations/ip`;
  expect(world.get(ADDRESS).properties?.['ipConfiguration']).toEqual({ id: configuration });
  expect(world.get(NIC).properties).toMatchObject({ virtualMachine: { id: VM }, primary: true });
  expect(world.get(NIC).properties?.['macAddress']).toMatch(/^00-0D-3A(-[0-9A-F]{2}){3}$/);
  expect(world.get(NSG).properties).toMatchObject({ networkInterfaces: [{ id: NIC }], subnets: [{ id: `${VNET}/subnets/s` }] });
  expect(world.get(ROUTES).properties).toMatchObject({
    subnets: [{ id: `${VNET}/subnets/s` }],
    routes: [{ id: `${ROUTES}/routes/out` }],
  });
  expect(world.get(VNET).properties).toMatchObject({
    subnets: [{ name: 's', properties: { ipConfigurations: [{ id: configuration }] } }],
  });
});

test('a name that begins like another is another', () => {
  const world = office();
  const longer = `${ADDRESS}2`;
  world.put(longer, { location: 'westus' });
  world.put(id('Microsoft.Network/networkInterfaces/n3'), {
    location: 'westus',
    properties: { ipConfigurations: [{ name: 'ip', properties: { publicIPAddress: { id: longer } } }] },
  });
  world.resources.delete(NIC.toLowerCase());
  expect(world.refusalToRemove(ADDRESS)).toBeUndefined();
  expect(world.refusalToRemove(longer)).toBe('400 PublicIPAddressCannotBeDeleted');
});

test('the first configuration of a NIC is the primary one', () => {
  const world = office();
  const configuration = (name: string) => ({ name, properties: { subnet: { id: `${VNET}/subnets/s` } } });
  world.put(NIC, { location: 'westus', properties: { ipConfigurations: [configuration('a'), configuration('b')] } });
  expect(world.get(NIC).properties?.['ipConfigurations']).toMatchObject([
    { properties: { primary: true } },
    { properties: { primary: false } },
  ]);
});

test('children put on their own show in the parent, once', () => {
  const world = office();
  world.put(`${NSG}/securityRules/ssh`, {
    properties: { priority: 100, access: 'Allow', direction: 'Inbound', protocol: 'Tcp' },
  });
  world.put(`${VNET}/subnets/s`, { properties: { addressPrefix: '10.1.2.0/25' } });
  world.put(`${VNET}/virtualNetworkPeerings/hub`, {
    properties: { remoteVirtualNetwork: { id: id('Microsoft.Network/virtualNetworks/hub') } },
  });
  expect(world.get(NSG).properties).toMatchObject({
    securityRules: [{ name: 'ssh', properties: { priority: 100, sourcePortRanges: [] } }],
  });
  expect(world.get(VNET).properties).toMatchObject({
    subnets: [{ name: 's', properties: { addressPrefix: '10.1.2.0/25' } }],
    virtualNetworkPeerings: [{ name: 'hub', properties: { peeringState: 'Initiated' } }],
  });
  expect(world.get(VNET).properties?.['subnets']).toHaveLength(1);
});

test.each([
  ['a NIC of a machine', NIC, '400 NicInUse'],
  ['an address that is held', ADDRESS, '400 PublicIPAddressCannotBeDeleted'],
  ['a security group in use', NSG, '400 InUseNetworkSecurityGroupCannotBeDeleted'],
  ['a network with a NIC in it', VNET, '400 InUseSubnetCannotBeDeleted'],
  ['a route table in use', ROUTES, '400 InUseRouteTableCannotBeDeleted'],
])('%s cannot be deleted until it is free', (_what, target, refusal) => {
  const world = office();
  expect(world.refusalToRemove(target)).toBe(refusal);
  for (const user of [VM, NIC, VNET]) if (user !== target) world.resources.delete(user.toLowerCase());
  expect(world.refusalToRemove(target)).toBeUndefined();
});

test('a delete answers both headers', () => {
  const world = new Subscription();
  const { resource } = world.put(NSG, { location: 'westus' });
  const removal = behaviours.get(resource.type.toLowerCase())?.remove?.(world.context, resource);
  expect(removal?.settling).toMatchObject({ headers: 'both', body: 'status', state: 'Deleting' });
});

test('parts of a load balancer have ids', () => {
  const world = new Subscription();
  const balancer = id('Microsoft.Network/loadBalancers/l');
  world.put(balancer, { location: 'westus', properties: { frontendIPConfigurations: [{ name: 'f', properties: {} }] } });
  expect(world.get(balancer)).toMatchObject({
    sku: { name: 'Basic' },
    properties: {
      frontendIPConfigurations: [{ id: `${balancer}/frontendIPConfigurations/f` }],
      backendAddressPools: [],
      probes: [],
    },
  });
});
