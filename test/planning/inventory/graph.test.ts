import { buildGraph } from '../../../planning/inventory/graph';
import { indexInventory } from '../../../planning/inventory/index-inventory';
import type { ArmResource } from '../../../contracts/azure/inventory';
import { idOf, inventoryOf, resource } from '../inventory-builder';

const vnet = resource('net', 'Microsoft.Network/virtualNetworks/vnet');
const storage = resource('data', 'Microsoft.Storage/storageAccounts/acct1');

function edgesOf(...resources: ArmResource[]): string[] {
  const short = (key: string) => key.slice(key.lastIndexOf('/') + 1);
  return buildGraph(indexInventory(inventoryOf(resources))).edges.map(
    (e) => `${short(e.from)} > ${short(e.to)} ${e.strength} ${e.why}`,
  );
}

test('an id at any depth, in any case, of a child: an edge to the top-level resource', () => {
  const nic = resource('app', 'Microsoft.Network/networkInterfaces/nic', {
    ipConfigurations: [{ properties: { subnet: { id: `${vnet.id.toUpperCase()}/SUBNETS/DEFAULT` } } }],
  });
  expect(edgesOf(nic, vnet)).toEqual(['nic > vnet together /properties/ipConfigurations/0/properties/subnet/id']);
});

test('a key that is an id counts like a value', () => {
  const identity = resource('ids', 'Microsoft.ManagedIdentity/userAssignedIdentities/me');
  const vm = resource(
    'app',
    'Microsoft.Compute/virtualMachines/vm',
    {},
    { identity: { userAssignedIdentities: { [identity.id]: {} } } },
  );
  expect(edgesOf(vm, identity)).toEqual([
    `vm > me together /identity/userAssignedIdentities/${identity.id.replace(/\//g, '~1')}`,
  ]);
});

test('a child refers on behalf of its parent', () => {
  const server = resource('data', 'Microsoft.Sql/servers/sql');
  const rule = resource('data', 'Microsoft.Sql/servers/sql/virtualNetworkRules/r', {
    virtualNetworkSubnetId: `${vnet.id}/subnets/x`,
  });
  expect(edgesOf(server, rule, vnet)).toEqual(['sql > vnet together /virtualNetworkRules/r#/properties/virtualNetworkSubnetId']);
});

test('managedBy is a reference', () => {
  const vm = resource('app', 'Microsoft.Compute/virtualMachines/vm');
  const disk = resource('app', 'Microsoft.Compute/disks/disk', {}, { managedBy: vm.id });
  expect(edgesOf(vm, disk)).toEqual(['disk > vm together /managedBy']);
});

test('a disk that is a blob ties a machine to the account; boot diagnostics only order the two', () => {
  const unmanaged = resource('app', 'Microsoft.Compute/virtualMachines/old', {
    storageProfile: { osDisk: { vhd: { uri: 'https://acct1.blob.core.windows.net/vhds/os.vhd' } } },
    diagnosticsProfile: { bootDiagnostics: { storageUri: 'https://acct1.blob.core.windows.net/' } },
  });
  const managed = resource('app', 'Microsoft.Compute/virtualMachines/new', {
    diagnosticsProfile: { bootDiagnostics: { storageUri: 'https://ACCT1.blob.core.usgovcloudapi.net/' } },
  });
  expect(edgesOf(unmanaged, managed, storage)).toEqual([
    'new > acct1 order /properties/diagnosticsProfile/bootDiagnostics/storageUri',
    'old > acct1 together /properties/storageProfile/osDisk/vhd/uri',
  ]);
});

test('links of the portal in tags order, and a gallery is not needed by what was made from it', () => {
  const site = resource('app', 'Microsoft.Web/sites/site');
  const insights = resource('app', 'Microsoft.Insights/components/ai', {}, { tags: { [`hidden-link:${site.id}`]: 'Resource' } });
  const gallery = resource('img', 'Microsoft.Compute/galleries/gallery');
  const vm = resource('app', 'Microsoft.Compute/virtualMachines/vm', {
    storageProfile: { imageReference: { id: `${gallery.id}/images/i/versions/1.0.0` } },
  });
  expect(edgesOf(site, insights, gallery, vm).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
    'vm > gallery order',
    'ai > site order',
  ]);
});

test('App Service of one group is a set; of another group it is another', () => {
  const plan = resource('web', 'Microsoft.Web/serverfarms/plan');
  const site = resource('web', 'Microsoft.Web/sites/site');
  const other = resource('shop', 'Microsoft.Web/sites/shop');
  const connection = resource('web', 'Microsoft.Web/connections/office');
  expect(edgesOf(plan, site, other, connection)).toEqual(['site > plan together App Service set of group web']);
});

test('a web space names the group that an app was created in, and ties it to the set there', () => {
  const plan = resource('web', 'Microsoft.Web/serverfarms/plan');
  const moved = resource('shop', 'Microsoft.Web/sites/moved', { webSpace: 'WEB-WestEuropewebspace-Linux' });
  expect(edgesOf(plan, moved)).toEqual(['plan > moved together App Service set of group web']);
});

test('a solution belongs to the workspace that its name has in brackets', () => {
  const workspace = resource('ops', 'Microsoft.OperationalInsights/workspaces/logs');
  const twin = resource('aaa', 'Microsoft.OperationalInsights/workspaces/logs');
  const solution = resource('ops', 'Microsoft.OperationsManagement/solutions/Security(logs)', undefined);
  const graph = buildGraph(indexInventory(inventoryOf([solution, workspace, twin])));
  expect(graph.edges).toMatchObject([{ from: solution.id.toLowerCase(), to: workspace.id.toLowerCase(), strength: 'together' }]);
});

test('what is not in the inventory is kept apart, by where it would be', () => {
  const nic = resource('app', 'Microsoft.Network/networkInterfaces/nic', {
    gone: { id: idOf('app', 'Microsoft.Network/publicIPAddresses/gone') },
    hub: { id: idOf('hub', 'Microsoft.Network/virtualNetworks/hub', '99999999-0000-4000-8000-000000000009') },
    notChosen: { id: idOf('elsewhere', 'Microsoft.Network/virtualNetworks/there/subnets/s') },
    self: { id: idOf('app', 'Microsoft.Network/networkInterfaces/nic/ipConfigurations/one') },
    group: idOf('app', '').replace('/providers/', ''),
  });
  const { edges, outside } = buildGraph(indexInventory(inventoryOf([nic])));
  expect(edges).toEqual([]);
  expect(outside.map(({ to, where }) => [to.slice(to.lastIndexOf('/') + 1), where])).toEqual([
    ['hub', 'otherSubscription'],
    ['gone', 'nothingThere'],
    ['there', 'otherGroup'],
  ]);
});
