import { WorldError } from '../../simulator';
import { Store } from '../../simulator/kernel/state/store';
import { loadWorld } from '../../simulator/world/load';
import { GROUP, NIC, smallWorld, SOURCE, STORAGE, VM } from './support/small-world';

function problemsOf(world: unknown, store = new Store()) {
  try {
    loadWorld(store, world, 0);
  } catch (error) {
    if (error instanceof WorldError) return error.problems;
    throw error;
  }
  return [];
}
const paths = (world: unknown, store?: Store) => problemsOf(world, store).map((one) => one.path);

describe('a world file', () => {
  it('is taken as it is documented', () => {
    expect(problemsOf(smallWorld())).toEqual([]);
  });

  it('tells every problem at once, each with its path', () => {
    const world = {
      ...smallWorld(),
      surprise: 1,
      subscriptions: [...smallWorld().subscriptions, { subscriptionId: 'no', tenantId: SOURCE, colour: 'red' }],
    };
    expect(paths(world)).toEqual(
      expect.arrayContaining(['surprise', 'subscriptions[3].subscriptionId', 'subscriptions[3].colour']),
    );
  });

  it('names a key that is not one, and what to do about it', () => {
    expect(problemsOf({ resourcegroups: [] })).toEqual([
      { path: 'resourcegroups', message: expect.stringContaining('take it out') },
    ]);
  });

  it('refuses a duplicate id whatever its case, naming both places', () => {
    const { resources, ...rest } = smallWorld();
    const doubled = {
      ...rest,
      resources: [...resources, { id: VM.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/') }],
    };
    const [problem] = problemsOf(doubled);
    expect(problem).toEqual({ path: 'resources[4].id', message: expect.stringContaining('resources[2].id') });
  });

  it('refuses what belongs to no subscription or tenant', () => {
    const stranger = '99999999-0000-4000-8000-000000000009';
    const world = {
      ...smallWorld(),
      resourceGroups: [{ subscriptionId: stranger, name: 'rg' }],
      resources: [{ id: `/subscriptions/${stranger}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v` }],
      principals: [{ objectId: stranger, tenantId: stranger, type: 'User' }],
      locks: [{ scope: `/subscriptions/${stranger}`, name: 'l', level: 'ReadOnly' }],
    };
    expect(paths(world)).toEqual([
      'principals[0].tenantId',
      'resourceGroups[0].subscriptionId',
      'resources[0].id',
      'locks[0].scope',
    ]);
  });

  it('refuses a type or a name that contradicts the id', () => {
    const world = { ...smallWorld(), resources: [{ id: STORAGE, type: 'Microsoft.Compute/disks', name: 'other' }] };
    expect(paths(world)).toEqual(['resources[0].type', 'resources[0].name']);
  });

  it.each(['onPremises'])('takes %s only when it is empty', (key) => {
    expect(problemsOf({ [key]: [] })).toEqual([]);
    expect(problemsOf({ [key]: {} })).toEqual([]);
    expect(problemsOf({ [key]: [{ a: 1 }] })).toEqual([{ path: key, message: expect.stringContaining('not modelled yet') }]);
  });

  it('changes nothing when it is refused', () => {
    const store = new Store();
    loadWorld(store, smallWorld(), 0);
    const before = JSON.stringify(store.toJSON());
    const more = { resourceGroups: [{ subscriptionId: SOURCE, name: 'new' }], resources: [{ id: VM }] };
    expect(paths(more, store)).toEqual(['resources[0].id']);
    expect(JSON.stringify(store.toJSON())).toBe(before);
  });

  it('adds to what is there: a group that exists is no problem', () => {
    const store = new Store();
    loadWorld(store, smallWorld(), 0);
    const id = `${GROUP}/providers/Microsoft.Storage/storageAccounts/second`;
    expect(problemsOf({ resourceGroups: [{ subscriptionId: SOURCE, name: 'SOURCE-rg' }], resources: [{ id }] }, store)).toEqual(
      [],
    );
    expect(store.groups(SOURCE)).toHaveLength(1);
    expect(store.find(id)?.resource).toMatchObject({ name: 'second', type: 'Microsoft.Storage/storageAccounts' });
  });

  it('keeps a reference to what is not there, as dangling from the start', () => {
    const store = new Store();
    const missing = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/gone`;
    const world = smallWorld();
    loadWorld(
      store,
      {
        ...world,
        resources: world.resources.map((one) =>
          one.id === NIC ? { ...one, properties: { networkSecurityGroup: { id: missing } } } : one,
        ),
      },
      0,
    );
    expect(store.find(NIC)?.knownDangling).toEqual([missing.toLowerCase()]);
  });
});
