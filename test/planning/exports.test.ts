import { caveatsOf, ExportError, readExport, type ExportProblem } from '../../planning/exports';
import { DESTINATION, idOf, SOURCE } from './inventoryBuilder';

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

function problemsOf(text: string, subscriptionId?: string): ExportProblem[] {
  try {
    readExport(text, subscriptionId);
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

test('several subscriptions: one has to be chosen, and only it is taken', () => {
  const other = { ...azRow, id: idOf('x', 'Microsoft.Network/virtualNetworks/v', DESTINATION) };
  const text = JSON.stringify([azRow, other]);
  expect(problemsOf(text)).toEqual([
    { path: '', message: `the file has resources of 2 subscriptions (${SOURCE}, ${DESTINATION}): choose one` },
  ]);
  expect(readExport(text, DESTINATION.toUpperCase())).toMatchObject({
    subscriptionId: DESTINATION,
    resourceGroups: [{ name: 'x' }],
  });
  expect(problemsOf(text, '00000000-1111-4000-8000-000000000000')[0]?.message).toContain(
    'has no resources of subscription 00000000-1111',
  );
});

test('every problem is named at once, with its path', () => {
  const rows = [
    azRow,
    'text',
    { name: 'no id' },
    { id: '/subscriptions/x/resourceGroups/y', type: 'Microsoft.Resources/resourceGroups' },
    { ResourceId: vnetId },
    { ...azRow, id: idOf('a', 'Microsoft.Network/routeTables/r'), location: 5 },
  ];
  expect(problemsOf(JSON.stringify({ data: rows })).map(({ path, message }) => `${path} ${message}`)).toEqual([
    '/data/1 is not an object',
    '/data/2/id is missing: keep the column id in the query',
    '/data/3/id /subscriptions/x/resourceGroups/y is not the id of a resource',
    '/data/4 is a row of Get-AzResource, not of `az resource list -o json`',
    '/data/5/location is not text',
  ]);
  expect(problemsOf(JSON.stringify([azRow, { ...azRow, id: vnetId.toUpperCase() }]))).toEqual([
    { path: '/1/id', message: 'is the same resource as /0' },
  ]);
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
