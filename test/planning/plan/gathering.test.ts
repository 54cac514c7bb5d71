import { DESTINATION, findingFor, idOf, linesOf, plan, refusalOf, resource, SOURCE } from '../inventory-builder';
import { ACCOUNT, NIC, nic, VM, vm, VNET, vnet } from './network-builder';

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
