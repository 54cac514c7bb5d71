import fc from 'fast-check';
import type { ClassicInventory } from '../../../planning/classic/inventory';
import { armName, planUpgrade } from '../../../planning/classic/units';

const EMPTY: ClassicInventory = {
  virtualNetworks: [],
  cloudServices: [],
  storageAccounts: [],
  networkSecurityGroups: [],
  reservedIps: [],
  routeTables: [],
};

function service(
  name: string,
  more: Partial<ClassicInventory['cloudServices'][number]['deployments'][number]> = {},
): ClassicInventory['cloudServices'][number] {
  return {
    name,
    deployments: [
      {
        name: `${name}-d`,
        slot: 'Production',
        roles: [{ name: `${name}1`, isMachine: true, storageAccounts: ['disks'] }],
        ...more,
      },
    ],
  };
}

const plan = (inventory: Partial<ClassicInventory>, exclude: string[] = []) => planUpgrade({ ...EMPTY, ...inventory }, exclude);
const ids = ({ units }: ReturnType<typeof planUpgrade>) => units.map(({ id }) => id);

test('a network takes its services along; one outside goes alone, and stops', () => {
  const { units } = plan({
    virtualNetworks: [{ name: 'vnet', networkSecurityGroups: [] }],
    cloudServices: [service('web', { virtualNetwork: 'VNET' }), service('batch')],
  });
  expect(units).toEqual([
    {
      id: 'virtualNetwork/vnet',
      kind: 'virtualNetwork',
      name: 'vnet',
      virtualMachines: ['web1'],
      groups: ['vnet-migrated', 'web-Migrated'],
      stops: false,
      after: [],
    },
    {
      id: 'cloudService/batch',
      kind: 'cloudService',
      name: 'batch',
      deployment: 'batch-d',
      virtualMachines: ['batch1'],
      groups: ['batch-Migrated'],
      stops: true,
      after: [],
    },
  ]);
});

test('a service whose network is not there is a unit of its own: Azure says what is wrong with it', () => {
  expect(ids(plan({ cloudServices: [service('web', { virtualNetwork: 'gone' })] }))).toEqual(['cloudService/web']);
});

test('the production deployment goes; a service without any has nothing to go', () => {
  const staging = { ...service('x').deployments[0], name: 'staged', slot: 'Staging', roles: [] };
  const both = { name: 'x', deployments: [staging as never, ...service('x').deployments] };
  expect(plan({ cloudServices: [both] }).units[0]?.deployment).toBe('x-d');
  expect(plan({ cloudServices: [{ name: 'empty', deployments: [] }] }).apart).toEqual([
    expect.objectContaining({
      id: 'cloudService/empty',
      outcome: 'blocked',
      messages: [expect.stringContaining('delete the empty')],
    }),
  ]);
});

test('storage goes after the machines whose disks it holds, security groups after what they are on', () => {
  const { units } = plan({
    virtualNetworks: [{ name: 'vnet', networkSecurityGroups: ['On-Subnet'] }],
    cloudServices: [
      service('web', { virtualNetwork: 'vnet' }),
      service('batch', {
        roles: [{ name: 'b1', isMachine: true, storageAccounts: ['DISKS'], networkSecurityGroup: 'on-machine' }],
      }),
    ],
    storageAccounts: [{ name: 'disks' }, { name: 'logs' }],
    networkSecurityGroups: [{ name: 'on-subnet' }, { name: 'on-machine' }, { name: 'spare' }],
  });
  expect(Object.fromEntries(units.map(({ id, after }) => [id, after]))).toEqual({
    'virtualNetwork/vnet': [],
    'cloudService/batch': [],
    'storageAccount/disks': ['virtualNetwork/vnet', 'cloudService/batch'],
    'storageAccount/logs': [],
    'networkSecurityGroup/on-subnet': ['virtualNetwork/vnet'],
    'networkSecurityGroup/on-machine': ['cloudService/batch'],
    'networkSecurityGroup/spare': [],
  });
});

test('a reserved address in use goes with its service and is no unit', () => {
  expect(ids(plan({ reservedIps: [{ name: 'used', usedBy: 'web' }, { name: 'spare' }] }))).toEqual(['reservedIp/spare']);
});

test('what waits for an excluded one is excluded, what waits for a blocked one is blocked', () => {
  const { units, apart } = plan(
    { cloudServices: [service('a'), service('b', { migration: 'Prepared' })], storageAccounts: [{ name: 'disks' }] },
    ['CloudService/A'],
  );
  expect(units).toEqual([]);
  expect(apart.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['cloudService/a', 'excluded'],
    ['cloudService/b', 'blocked'],
    ['storageAccount/disks', 'excluded'],
  ]);
  expect(apart[1]?.messages[0]).toContain('Somebody else has begun its upgrade (Prepared)');
});

test.each([
  ['cloudService/web', 'cloudService/web goes with virtualNetwork/vnet: exclude that'],
  ['reservedIp/used', 'reservedIp/used goes with the cloud service web'],
  ['vnet', 'there is no unit vnet; kinds are virtualNetwork, cloudService'],
])('exclude: %s is no unit', (id, problem) => {
  const { problems } = plan(
    {
      virtualNetworks: [{ name: 'vnet', networkSecurityGroups: [] }],
      cloudServices: [service('web', { virtualNetwork: 'vnet' })],
      reservedIps: [{ name: 'used', usedBy: 'web' }],
    },
    [id],
  );
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test('names that were made through Resource Manager lose their group', () => {
  expect(armName('Group ASMTest ASMVNet')).toBe('ASMVNet');
  expect(armName('shop-vnet')).toBe('shop-vnet');
});

test('whatever there is: every unit once, after what it waits for', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const role = fc.record({
    name,
    isMachine: fc.boolean(),
    storageAccounts: fc.array(name, { maxLength: 2 }),
    networkSecurityGroup: name,
  });
  const deployment = fc.record({
    name,
    slot: fc.constantFrom('Production', 'Staging'),
    virtualNetwork: name,
    roles: fc.array(role, { maxLength: 3 }),
  });
  const named = fc.uniqueArray(fc.record({ name }), { selector: (one) => one.name });
  const inventory = fc.record({
    virtualNetworks: fc.uniqueArray(fc.record({ name, networkSecurityGroups: fc.array(name, { maxLength: 2 }) }), {
      selector: (one) => one.name,
    }),
    cloudServices: fc.uniqueArray(fc.record({ name, deployments: fc.array(deployment, { maxLength: 2 }) }), {
      selector: (one) => one.name,
    }),
    storageAccounts: named,
    networkSecurityGroups: named,
    reservedIps: named,
    routeTables: named,
  });
  fc.assert(
    fc.property(inventory, fc.array(name), (found, excluded) => {
      const { units, apart } = planUpgrade(
        found,
        excluded.map((one) => `cloudService/${one}`),
      );
      const all = [...units, ...apart].map(({ id }) => id);
      expect(new Set(all).size).toBe(all.length);
      const seen = new Set<string>();
      for (const { id, after } of units) {
        for (const one of after) expect(seen).toContain(one);
        seen.add(id);
      }
    }),
  );
});
