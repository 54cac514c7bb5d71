import { idKey, lockScope, parseArmId, rebase, sameId, topLevelOf } from '../../../planning/inventory/arm-id';
import { idOf, SOURCE } from '../inventory-builder';

const vault = idOf('rg', 'Microsoft.RecoveryServices/vaults/v');
const subnet = idOf('rg', 'Microsoft.Network/virtualNetworks/vnet/subnets/default');
const setting = `${vault}/providers/microsoft.insights/diagnosticSettings/logs`;
const extensionOfChild = `${subnet}/providers/Microsoft.Authorization/roleAssignments/r1`;

test.each([
  [subnet, 'Microsoft.Network/virtualNetworks/subnets', 'default', 'Microsoft.Network/virtualNetworks'],
  [setting, 'microsoft.insights/diagnosticSettings', 'logs', 'Microsoft.RecoveryServices/vaults'],
  [extensionOfChild, 'Microsoft.Authorization/roleAssignments', 'r1', 'Microsoft.Network/virtualNetworks'],
])('parts of %s', (id, type, name, topLevelType) => {
  expect(parseArmId(id)).toMatchObject({ subscriptionId: SOURCE, resourceGroup: 'rg', type, name, topLevelType });
});

test.each([
  ['a group', `/subscriptions/${SOURCE}/resourceGroups/rg`],
  ['a URL', `https://management.azure.com${vault}`],
  ['an id cut off in a type', `${vault}/backupFabrics`],
  ['text', 'vault'],
])('%s is no resource id', (_what, id) => {
  expect(parseArmId(id)).toBeUndefined();
  expect(topLevelOf(id)).toBeUndefined();
});

test('a child and an extension of a child belong to their top-level resource', () => {
  const vnet = idOf('rg', 'Microsoft.Network/virtualNetworks/vnet');
  expect(topLevelOf(subnet)).toBe(vnet);
  expect(topLevelOf(extensionOfChild)).toBe(vnet);
  expect(topLevelOf(vnet)).toBe(vnet);
});

test('a name that occurs twice in an id is cut at the right place', () => {
  const twice = idOf('a', 'Microsoft.Sql/servers/a/databases/a');
  expect(topLevelOf(twice)).toBe(idOf('a', 'Microsoft.Sql/servers/a'));
});

test('a resource of the subscription has no group', () => {
  const id = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyAssignments/p`;
  expect(parseArmId(id)).toMatchObject({ type: 'Microsoft.Authorization/policyAssignments', name: 'p' });
  expect(parseArmId(id)).not.toHaveProperty('resourceGroup');
});

test('ids are compared without regard to case or a slash at the end', () => {
  expect(sameId(subnet, `${subnet.toUpperCase()}/`)).toBe(true);
  expect(idKey(vault)).toBe(vault.toLowerCase());
});

test('rebase gives the id in another group, also for extensions of children', () => {
  const to = { subscriptionId: 'other', resourceGroup: 'New' };
  expect(rebase(extensionOfChild, to)).toBe(
    '/subscriptions/other/resourceGroups/New/providers/Microsoft.Network/virtualNetworks/vnet/subnets/default/providers/Microsoft.Authorization/roleAssignments/r1',
  );
  expect(rebase(subnet.replace('resourceGroups', 'resourcegroups'), to)).toContain('/resourceGroups/New/providers/');
  expect(() => rebase(`/subscriptions/${SOURCE}`, to)).toThrow('is not the id of a resource in a resource group');
});

test('a lock protects what stands before its own provider', () => {
  expect(lockScope(`${vault}/providers/Microsoft.Authorization/locks/l`)).toBe(vault);
  expect(lockScope(vault)).toBeUndefined();
});
