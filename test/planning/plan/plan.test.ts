import type { ArmResource } from '../../../contracts/azure/inventory';
import { NO_SUBSCRIPTION, planMove } from '../../../planning/plan/plan';
import {
  DESTINATION,
  findingFor,
  idOf,
  inventoryOf,
  linesOf,
  OPTIONS,
  plan,
  referring,
  refusalOf,
  resource,
  SOURCE,
} from '../inventory-builder';

const NIC = 'Microsoft.Network/networkInterfaces/nic';
const VNET = 'Microsoft.Network/virtualNetworks/vnet';
const VM = 'Microsoft.Compute/virtualMachines/vm';
const ACCOUNT = 'Microsoft.Storage/storageAccounts/acct1';

const vnet = (group: string) => resource(group, VNET);
const nic = (group: string, vnetGroup: string) => referring(group, NIC, idOf(vnetGroup, `${VNET}/subnets/s`));
const vm = (group: string, nicGroup: string) => referring(group, VM, idOf(nicGroup, NIC));

describe('gathering', () => {
  test('what sits in one group leaves it in one request and is not gathered', () => {
    const made = plan([vnet('app'), nic('app', 'app'), vm('app', 'app')]);
    expect(linesOf(made)).toEqual(['move app > app: vm, nic, vnet']);
    expect(made.batches[0]).toMatchObject({
      id: 'b001',
      from: { subscriptionId: SOURCE },
      to: { subscriptionId: DESTINATION },
      after: [],
    });
  });

  test('what lies in several groups meets where most of it is, and is spread again', () => {
    const made = plan([vnet('net'), nic('app', 'net'), vm('app', 'app')]);
    expect(linesOf(made)).toEqual([
      'consolidate net > app: vnet',
      'move app > app: vm, nic, vnet',
      'redistribute app > net: vnet',
    ]);
    expect(made.batches.map(({ id, after }) => [id, after])).toEqual([
      ['b001', []],
      ['b002', ['b001']],
      ['b003', ['b001', 'b002']],
    ]);
    expect(findingFor(made, idOf('net', VNET))).toMatchObject({
      verdict: 'MODIFY',
      rule: 'group.consolidated',
      doneBy: 'handover',
    });
    expect(findingFor(made, idOf('app', VM))).toMatchObject({
      verdict: 'MODIFY',
      rule: 'availabilitySet.together',
      doneBy: 'handover',
    });
    expect(findingFor(made, idOf('app', NIC))).toMatchObject({
      verdict: 'MODIFY',
      rule: 'dependency.together',
      doneBy: 'handover',
    });
  });

  test('of two groups that hold as much, the first by name', () => {
    expect(linesOf(plan([vnet('Zeta'), nic('alpha', 'Zeta')]))[0]).toBe('consolidate Zeta > alpha: vnet');
  });

  test('without redistribution it stays together', () => {
    const made = plan([vnet('net'), nic('app', 'net')], { redistribute: false });
    expect(linesOf(made)).toEqual(['consolidate net > app: vnet', 'move app > app: nic, vnet']);
    expect(made.groups.map(({ name }) => name)).toEqual(['app']);
  });

  test('components of different groups have nothing to do with one another', () => {
    const made = plan([vnet('a'), vnet('b')]);
    expect(made.batches.map(({ after }) => after)).toEqual([[], []]);
    expect(made.expectedSeconds).toBe(made.batches[0]?.expectedSeconds);
  });

  test('a type that moves between subscriptions only pins the home', () => {
    const certificate = resource('few', 'Microsoft.AlertsManagement/alertProcessingRules/rule', { links: [idOf('many', VNET)] });
    const made = plan([certificate, vnet('many'), nic('many', 'many')]);
    expect(linesOf(made)).toEqual([
      'consolidate many > few: nic, vnet',
      'move few > few: rule, nic, vnet',
      'redistribute few > many: nic, vnet',
    ]);
  });

  test('two that are pinned to different groups stay, with what holds them together', () => {
    const rule = (group: string) =>
      resource(group, `Microsoft.AlertsManagement/alertProcessingRules/${group}`, { links: [idOf('a', VNET)] });
    const made = plan([rule('a'), rule('b'), vnet('a')]);
    expect(made.batches).toEqual([]);
    expect(made.refusals.map(({ rule: name }) => name)).toEqual([
      'type.notBetweenGroups',
      'dependency.stays',
      'type.notBetweenGroups',
    ]);
  });
});

describe('names', () => {
  test('two of one type and name that depend on one another are refused', () => {
    const made = plan([vnet('a'), nic('a', 'a'), nic('b', 'a')]);
    expect(refusalOf(made, idOf('a', NIC))).toMatchObject({ rule: 'name.clash' });
    expect(refusalOf(made, idOf('b', NIC))).toMatchObject({ rule: 'name.clash' });
    expect(refusalOf(made, idOf('a', VNET))).toMatchObject({ rule: 'dependency.stays', because: idOf('a', NIC) });
  });

  test('a namesake in the home makes a staging group, on both sides', () => {
    const made = plan([vnet('app'), vm('app', 'other'), nic('other', 'app'), resource('app', NIC)]);
    expect(linesOf(made)).toEqual([
      'consolidate app > app-handover-1: vm, vnet',
      'consolidate other > app-handover-1: nic',
      'move app > app: nic',
      'move app-handover-1 > app-handover-1: vm, vnet, nic',
      'redistribute app-handover-1 > app: vm, vnet',
      'redistribute app-handover-1 > other: nic',
    ]);
    const { groups } = made;
    expect(
      groups.map(({ subscriptionId, name, takesOver, create }) => [subscriptionId === SOURCE, name, takesOver, create]),
    ).toEqual([
      [true, 'app-handover-1', undefined, true],
      [false, 'app', 'app', true],
      [false, 'app-handover-1', undefined, true],
      [false, 'other', 'other', true],
    ]);
    expect(groups.map(({ tags }) => tags)).toEqual([{}, { of: 'app' }, {}, { of: 'other' }]);
  });

  test('a staging group is not one that is there already, and keeps to 90 characters', () => {
    const long = 'a'.repeat(90);
    const made = plan([
      vnet(long),
      vm(long, 'z'),
      nic('z', long),
      resource(long, NIC),
      resource(`${'a'.repeat(79)}-handover-1`, ACCOUNT),
    ]);
    const staging = made.groups.find(({ subscriptionId }) => subscriptionId === SOURCE);
    expect(staging?.name).toBe(`${'a'.repeat(79)}-handover-2`);
  });

  test('a name that is taken at the destination is refused, in the group of arrival and in the group of the original name', () => {
    const there = (group: string, path: string) => ({ ...resource(group, path), id: idOf(group, path, DESTINATION) });
    const both = [vnet('net'), nic('app', 'net'), vm('app', 'app')];
    for (const group of ['CSP-APP', 'csp-net']) {
      const made = plan(both, { naming: 'csp-{name}' }, { destination: { resources: [there(group, VNET)] } });
      expect(refusalOf(made, idOf('net', VNET))).toMatchObject({ rule: 'destination.name-taken' });
      expect(refusalOf(made, idOf('app', VM))).toMatchObject({ rule: 'dependency.stays', because: idOf('net', VNET) });
      expect(made.batches).toEqual([]);
    }
    expect(plan(both, {}, { destination: { resources: [there('elsewhere', VNET)] } }).refusals).toEqual([]);
  });
});

describe('regions', () => {
  const inRegion = (group: string, path: string, location: string, ...refs: string[]) => ({
    ...referring(group, path, ...refs),
    location,
  });

  test('a storage account of another region goes in a request of its own, after or before the other, never with it', () => {
    const account = inRegion('app', ACCOUNT, 'North Europe', idOf('app', VM));
    const made = plan([vm('app', 'app'), nic('app', 'app'), vnet('app'), account]);
    expect(linesOf(made)).toEqual(['move app > app: acct1', 'move app > app: vm, nic, vnet']);
    expect(made.batches[1]?.after).toEqual(['b001']);
    expect(findingFor(made, account.id)).toMatchObject({ rule: 'storage.otherRegion', doneBy: 'handover' });
  });

  test('accounts of the same region, and what has no region, stay with the others', () => {
    const made = plan([
      vnet('app'),
      inRegion('app', ACCOUNT, 'West Europe', idOf('app', VNET)),
      inRegion('app', 'Microsoft.Network/trafficManagerProfiles/tm', 'global', idOf('app', VNET)),
    ]);
    expect(linesOf(made)).toEqual(['move app > app: tm, vnet, acct1']);
  });

  test('an account beside resources of two regions goes alone', () => {
    const made = plan([
      inRegion('app', VNET, 'westeurope'),
      inRegion('app', NIC, 'northeurope', idOf('app', VNET)),
      inRegion('app', ACCOUNT, 'westeurope', idOf('app', VNET)),
    ]);
    expect(linesOf(made)).toEqual(['move app > app: nic, vnet', 'move app > app: acct1']);
  });

  test('machines of two regions go in one request when no account is there', () => {
    expect(linesOf(plan([inRegion('app', VNET, 'westeurope'), inRegion('app', VM, 'northeurope')]))).toEqual([
      'move app > app: vm, vnet',
    ]);
  });

  test('boot diagnostics in another group hold nothing back and order the two', () => {
    const machine = resource('app', VM, {
      diagnosticsProfile: { bootDiagnostics: { storageUri: 'https://acct1.blob.core.windows.net/' } },
    });
    const made = plan([machine, resource('diag', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['move app > app: vm', 'move diag > diag: acct1']);
    expect(made.batches[1]?.after).toEqual(['b001']);
    const without = plan([machine, resource('diag', ACCOUNT)], { exclude: [idOf('diag', ACCOUNT)] });
    expect(linesOf(without)).toEqual(['move app > app: vm']);
  });
});

describe('App Service', () => {
  const site = (group: string, name: string, properties = {}) => resource(group, `Microsoft.Web/sites/${name}`, properties);
  const serverFarm = (group: string) => resource(group, 'Microsoft.Web/serverfarms/farm');

  test('goes as a set, and stays at the destination where it arrived', () => {
    const farm = serverFarm('farms');
    const made = plan([farm, site('farms', 'one'), site('apps', 'two', { serverFarmId: farm.id })]);
    expect(linesOf(made)).toEqual(['consolidate apps > farms: two', 'move farms > farms: two, farm, one']);
    expect(findingFor(made, idOf('apps', 'Microsoft.Web/sites/two'))).toMatchObject({
      rule: 'redistribute.staysInHome',
      doneBy: 'handover',
    });
    expect(findingFor(made, idOf('farms', 'Microsoft.Web/sites/one'))).toMatchObject({
      rule: 'appService.set',
      doneBy: 'handover',
    });
  });

  test('leaves from the group in which it was created', () => {
    const made = plan([site('now', 'app', { webSpace: 'then-WestEuropewebspace' }), resource('then', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['consolidate now > then: app', 'move then > then: app, acct1']);
  });

  test('stays when that group takes no part', () => {
    const made = plan([site('now', 'app', { webSpace: 'gone-WestEuropewebspace' })]);
    expect(made.refusals).toMatchObject([{ rule: 'appService.originalGroup' }]);
  });

  test('stays when it was created in several groups and hangs together', () => {
    const a = site('a', 'one', { webSpace: 'a-WestEuropewebspace' });
    const b = site('b', 'two', { webSpace: 'b-WestEuropewebspace', links: [a.id] });
    expect(plan([a, b]).refusals).toMatchObject([
      { rule: 'appService.severalOriginalGroups' },
      { rule: 'appService.severalOriginalGroups' },
    ]);
  });

  test('stays when the destination group has App Service already', () => {
    const there = { ...site('apps', 'other'), id: idOf('apps', 'Microsoft.Web/sites/other', DESTINATION) };
    const made = plan([site('apps', 'app'), resource('apps', ACCOUNT)], {}, { destination: { resources: [there] } });
    expect(made.refusals).toMatchObject([{ rule: 'appService.destinationNotEmpty' }]);
    expect(linesOf(made)).toEqual(['move apps > apps: acct1']);
  });

  test('a certificate, which does not move between groups, makes its group the home', () => {
    const certificate = resource('certs', 'Microsoft.Web/certificates/c', { links: [idOf('apps', 'Microsoft.Web/sites/app')] });
    const made = plan([certificate, site('apps', 'app'), resource('apps', 'Microsoft.Web/serverfarms/farm')]);
    expect(linesOf(made)).toEqual(['consolidate apps > certs: farm, app', 'move certs > certs: farm, app, c']);
  });
});

describe('what stays', () => {
  test('keeps all that is joined to it, and each names the nearest cause', () => {
    const gateway = referring('app', 'Microsoft.Network/applicationGateways/gw', idOf('net', VNET));
    const made = plan([gateway, vnet('net'), nic('app', 'net'), resource('app', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['move app > app: acct1']);
    expect(refusalOf(made, idOf('net', VNET))).toMatchObject({
      rule: 'dependency.stays',
      because: gateway.id,
      reason: 'It stays because Microsoft.Network/applicationGateways gw stays, and one of the two needs the other.',
    });
    expect(refusalOf(made, idOf('app', NIC))?.reason).toBe(
      'It stays because Microsoft.Network/applicationGateways gw stays, and one of the two needs the other through resources between them.',
    );
    expect(findingFor(made, idOf('app', NIC))).toMatchObject({ verdict: 'BLOCKED' });
  });

  test('what a person can mend makes the others wait for that person', () => {
    const machine = resource('app', VM, { osProfile: { secrets: [{}] }, nic: idOf('app', NIC) });
    const made = plan([machine, nic('app', 'app'), vnet('app')]);
    expect(findingFor(made, idOf('app', VNET))).toMatchObject({ verdict: 'MODIFY', doneBy: 'person', rule: 'dependency.stays' });
  });

  test('an excluded resource, or the parent of an excluded child, stays like any other', () => {
    const made = plan([vnet('app'), nic('app', 'app'), resource('app', ACCOUNT)], {
      exclude: [`${idOf('app', VNET).toUpperCase()}/subnets/s`],
    });
    expect(refusalOf(made, idOf('app', VNET))).toMatchObject({ rule: 'excluded' });
    expect(refusalOf(made, idOf('app', NIC))).toMatchObject({ rule: 'dependency.stays', because: idOf('app', VNET) });
    expect(linesOf(made)).toEqual(['move app > app: acct1']);
  });

  test('a child without its parent is refused by name and holds what it refers to', () => {
    const orphan = resource('app', `${VM}/extensions/agent`, { account: idOf('app', ACCOUNT) });
    const made = plan([orphan, resource('app', ACCOUNT)]);
    expect(refusalOf(made, orphan.id)).toMatchObject({
      rule: 'parent.missing',
      reason: expect.stringContaining(idOf('app', VM)) as string,
    });
    expect(refusalOf(made, idOf('app', ACCOUNT))).toMatchObject({ because: idOf('app', VM) });
  });

  test('children share the fate of their parent', () => {
    const made = plan([
      resource('app', VM, { priority: 'Spot' }),
      resource('app', `${VM}/extensions/agent`),
      vnet('net'),
      resource('net', `${VNET}/subnets/s`),
    ]);
    expect(findingFor(made, idOf('app', `${VM}/extensions/agent`))).toMatchObject({ verdict: 'BLOCKED', rule: 'parent.stays' });
    expect(findingFor(made, idOf('net', `${VNET}/subnets/s`))).toMatchObject({ verdict: 'NO ISSUES' });
    expect(made.refusals.map(({ id }) => id)).toEqual([idOf('app', VM)]);
    expect(made.batches.flatMap(({ resources }) => resources)).toEqual([idOf('net', VNET)]);
  });

  test('a failed resource on a network of the group holds the other machines and networks there, and nothing else', () => {
    const failed = { ...nic('bad', 'app'), properties: { provisioningState: 'Failed', links: [idOf('app', VNET)] } };
    const made = plan([failed, vnet('app'), resource('app', VM), resource('app', ACCOUNT), resource('far', VM)]);
    expect(refusalOf(made, idOf('app', VM))).toMatchObject({ rule: 'group.failedNetwork', because: idOf('bad', NIC) });
    expect(linesOf(made)).toEqual(['move app > app: acct1', 'move far > far: vm']);
  });

  test('a resource of the subscription itself cannot be named in a request', () => {
    const id = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyAssignments/p`;
    const made = planMove({
      source: {
        ...inventoryOf([vnet('app')]),
        resources: [{ id, type: 'Microsoft.Authorization/policyAssignments' }, vnet('app')],
      },
      options: OPTIONS,
    });
    expect(refusalOf(made, id)).toMatchObject({ rule: 'resource.notInGroup' });
    expect(made.batches).toHaveLength(1);
  });
});

describe('size', () => {
  const accounts = (count: number, ref?: string): ArmResource[] =>
    Array.from({ length: count }, (_, n) =>
      referring('big', `Microsoft.KeyVault/vaults/kv${String(n).padStart(4, '0')}`, ...(ref ? [ref] : [])),
    );

  test('800 go in one request, 801 in two that run one after the other', () => {
    expect(plan(accounts(800)).batches.map(({ resources }) => resources.length)).toEqual([800]);
    const made = plan(accounts(801));
    expect(made.batches.map(({ resources }) => resources.length)).toEqual([800, 1]);
    expect(made.expectedSeconds).toBe((made.batches[0]?.expectedSeconds ?? 0) + (made.batches[1]?.expectedSeconds ?? 0));
  });

  test('what hangs together is never split: 801 of it stay', () => {
    const made = plan([...accounts(800, idOf('big', VNET)), vnet('big')]);
    expect(made.batches).toEqual([]);
    expect(new Set(made.refusals.map(({ rule }) => rule))).toEqual(new Set(['batch.too-large']));
    expect(plan([...accounts(799, idOf('big', VNET)), vnet('big')]).batches).toHaveLength(1);
  });
});

describe('around the moves', () => {
  const lock = (scope: string, name: string, level: 'ReadOnly' | 'CanNotDelete' = 'ReadOnly') => ({
    id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
    level,
  });
  const group = (name: string, subscription = SOURCE) => `/subscriptions/${subscription}/resourceGroups/${name}`;

  test('ReadOnly locks of what takes part are lifted, of groups and subscriptions on either side, and no others', () => {
    const made = plan(
      [vnet('app'), resource('stays', VM, { priority: 'Spot' })],
      {},
      {
        source: {
          locks: [
            lock(group('APP'), 'a'),
            lock(`/subscriptions/${SOURCE}`, 'b'),
            lock(group('app'), 'keep', 'CanNotDelete'),
            lock(idOf('app', VNET), 'onTheResource'),
            lock(group('stays'), 'elsewhere'),
          ],
        },
        destination: {
          locks: [
            lock(group('app', DESTINATION), 'c'),
            lock(`/subscriptions/${DESTINATION}`, 'd'),
            lock(group('x', DESTINATION), 'no'),
          ],
        },
      },
    );
    expect(made.locksToLift.map(({ id }) => id.slice(id.lastIndexOf('/') + 1)).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(findingFor(made, idOf('app', VNET))).toMatchObject({ rule: 'lock.readOnly', doneBy: 'handover' });
  });

  test('providers that the destination lacks are listed once, in any case; when unknown none are', () => {
    const resources = [vnet('app'), resource('app', ACCOUNT), resource('app', 'microsoft.insights/components/ai')];
    expect(plan(resources, {}, { destination: { registeredProviders: ['microsoft.network'] } }).providersToRegister).toEqual([
      'microsoft.insights',
      'Microsoft.Storage',
    ]);
    expect(plan(resources).providersToRegister).toEqual([]);
  });

  test('destination groups take over from their source; one that is there is not created again', () => {
    const made = plan(
      [vnet('app')],
      { naming: 'csp-{name}-{name}' },
      {
        destination: { resourceGroups: [{ name: 'CSP-app-APP', location: 'northeurope' }] },
      },
    );
    expect(made.groups).toEqual([
      {
        subscriptionId: DESTINATION,
        name: 'CSP-app-APP',
        location: 'northeurope',
        tags: { of: 'app' },
        takesOver: 'app',
        create: false,
      },
    ]);
  });

  test('a resource that a list gave twice is planned once', () => {
    expect(
      linesOf(
        plan(
          [vnet('app'), { ...vnet('app'), id: idOf('app', VNET).toUpperCase() }],
          {},
          {
            source: { resourceGroups: [{ name: 'app', location: 'westeurope' }] },
          },
        ),
      ),
    ).toHaveLength(1);
  });

  test('nothing, or nothing that can go, gives a plan without batches', () => {
    const empty = plan([]);
    expect(empty).toMatchObject({ batches: [], refusals: [], findings: [], groups: [], locksToLift: [], expectedSeconds: 0 });
    expect(plan([resource('a', 'Microsoft.Network/natGateways/n')])).toMatchObject({
      batches: [],
      groups: [],
      expectedSeconds: 0,
    });
  });

  test('without a destination the plan can be read', () => {
    expect(planMove({ source: inventoryOf([vnet('app')]), options: OPTIONS }).destination.subscriptionId).toBe(NO_SUBSCRIPTION);
  });

  test('input that contradicts itself is refused', () => {
    expect(() => plan([vnet('app')], {}, { destination: { subscriptionId: SOURCE.toUpperCase() } })).toThrow(
      'both the source and the destination',
    );
    expect(() => plan([vnet('app')], {}, { source: { resourceGroups: [] } })).toThrow('not among the groups');
    const stranger = { ...vnet('app'), id: idOf('app', VNET, DESTINATION) };
    expect(() => plan([vnet('app'), stranger])).toThrow('is not in subscription');
  });
});
