import type { SourceInventory } from '../../../contracts/azure/inventory';
import { caveatsOf, ExportError, readExports, type ExportProblem } from '../../../planning/inventory/exports';
import { DESTINATION, idOf, SOURCE } from '../inventory-builder';

const vnetId = idOf('Net', 'Microsoft.Network/virtualNetworks/vnet');
const azRow = {
  id: vnetId,
  name: 'vnet',
  type: 'Microsoft.Network/virtualNetworks',
  location: 'westeurope',
  resourceGroup: 'Net',
  tags: null,
  sku: null,
  identity: null,
  provisioningState: 'Succeeded',
  createdTime: '2026-01-01T00:00:00Z',
};
const graphRow = {
  id: idOf('net', 'Microsoft.Storage/storageAccounts/acct1'),
  name: 'acct1',
  type: 'microsoft.storage/storageaccounts',
  location: 'northeurope',
  resourceGroup: 'net',
  subscriptionId: SOURCE,
  tenantId: DESTINATION,
  tags: { env: 'prod' },
  properties: { provisioningState: 'Succeeded' },
};

function readExport(text: string): SourceInventory {
  const { inventories, problems } = readExports(text);
  expect(problems).toEqual([]);
  expect(inventories).toHaveLength(1);
  return inventories[0] as SourceInventory;
}

/** What is wrong with a file that is refused. */
function problemsOf(text: string): ExportProblem[] {
  try {
    readExports(text);
  } catch (err) {
    if (err instanceof ExportError) return err.problems;
    throw err;
  }
  throw new Error('the export was accepted');
}

test('az resource list', () => {
  const inventory = readExport(`\uFEFF${JSON.stringify([azRow])}`);
  expect(inventory).toEqual({
    subscriptionId: SOURCE,
    resourceGroups: [{ name: 'Net', location: 'westeurope' }],
    resources: [
      {
        id: vnetId,
        name: 'vnet',
        type: 'Microsoft.Network/virtualNetworks',
        location: 'westeurope',
        provisioningState: 'Succeeded',
      },
    ],
    locks: [],
  });
  expect(caveatsOf(inventory)).toEqual([expect.stringContaining('1 of 1 resources come without properties')]);
});

test.each([
  ['an array of rows', [graphRow]],
  ['az graph query', { count: 1, data: [graphRow], skip_token: null, total_records: 1 }],
  ['an ARM list', { value: [graphRow], nextLink: null }],
  [
    'columns and rows',
    { data: { columns: Object.keys(graphRow).map((name) => ({ name, type: 'string' })), rows: [Object.values(graphRow)] } },
  ],
])('%s: properties and tags are kept, the type comes from the id', (_what, json) => {
  const inventory = readExport(JSON.stringify(json));
  expect(inventory.resources).toEqual([
    {
      id: graphRow.id,
      name: 'acct1',
      type: 'Microsoft.Storage/storageAccounts',
      location: 'northeurope',
      tags: { env: 'prod' },
      properties: { provisioningState: 'Succeeded' },
    },
  ]);
  expect(caveatsOf(inventory)).toEqual([]);
});

test('groups are one whatever their case, with the region of most of their resources', () => {
  const third = { ...azRow, id: idOf('NET', 'Microsoft.Network/routeTables/r') };
  expect(readExport(JSON.stringify([graphRow, third, azRow])).resourceGroups).toEqual([{ name: 'NET', location: 'westeurope' }]);
  const global = { ...azRow, location: 'global' };
  expect(readExport(JSON.stringify([global])).resourceGroups).toEqual([{ name: 'Net', location: '' }]);
});

test('several subscriptions are an inventory each', () => {
  const other = { ...azRow, id: idOf('x', 'Microsoft.Network/virtualNetworks/v', DESTINATION) };
  const { inventories, problems } = readExports(JSON.stringify([other, azRow]));
  expect(problems).toEqual([]);
  expect(
    inventories.map(({ subscriptionId, resourceGroups }) => [subscriptionId, resourceGroups.map(({ name }) => name)]),
  ).toEqual([SOURCE, DESTINATION].sort().map((id) => [id, id === SOURCE ? ['Net'] : ['x']]));
});

const UNUSABLE = [
  'text',
  { name: 'no id' },
  { id: '/subscriptions/x/resourceGroups/y', type: 'Microsoft.Resources/resourceGroups' },
  { ResourceId: vnetId },
  { ...azRow, id: idOf('a', 'Microsoft.Network/routeTables/r'), location: 5 },
];

test('rows that cannot be used are left out and named, each with its path', () => {
  const { inventories, problems } = readExports(
    JSON.stringify({ data: [azRow, ...UNUSABLE, { ...azRow, id: vnetId.toUpperCase() }] }),
  );
  expect(inventories.map(({ resources }) => resources.map(({ id }) => id))).toEqual([[vnetId]]);
  expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
    '/data/1 is not an object',
    '/data/2/id is missing: keep the column id in the query',
    '/data/3/id /subscriptions/x/resourceGroups/y is not the id of a resource',
    '/data/4 is a row of Get-AzResource, not of `az resource list -o json`',
    '/data/5/location is not text',
    '/data/6/id is the same resource as /data/0',
  ]);
});

test('a file of which no row can be used is refused, with every problem at once', () => {
  expect(problemsOf(JSON.stringify(UNUSABLE)).map(({ path }) => path)).toEqual(['/0', '/1/id', '/2/id', '/3', '/4/location']);
});

test.each([
  ['Name,Type\nvnet,x', 'the file is not JSON'],
  ['[]', 'the file has no resources'],
  [
    '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[]}',
    'is a deployment template',
  ],
  ['{"version":4,"terraform_version":"1.5.0"}', 'is a Terraform state'],
  ['{"items":[]}', 'has none of the keys data and value'],
  ['null', 'not a single null'],
])('%s: %s', (text, message) => {
  expect(problemsOf(text)).toEqual([{ path: '', message: expect.stringContaining(message) as string }]);
});
