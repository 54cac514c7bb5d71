import { NO_SUBSCRIPTION, planMove } from '../../../planning/plan/plan';
import { DESTINATION, findingFor, idOf, inventoryOf, linesOf, OPTIONS, plan, resource, SOURCE } from '../inventory-builder';
import { ACCOUNT, VM, VNET, vnet } from './network-builder';

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
