import { LocalAzure } from '../../../simulator/azure';
import { brokenInvariants } from '../../../simulator/control/invariants';
import { WorldError } from '../../../simulator/kernel/world/world-error';
import { classicState } from '../../../simulator/services/classic/model';
import type { ClassicWorldInput } from '../../../simulator/services/classic/schema';
import { roleOf, serviceOf, shopWorld, SUBSCRIPTION } from './support';

function problems(change: (shop: ClassicWorldInput) => void, world: object = {}): string[] {
  try {
    new LocalAzure({ ...shopWorld(change), ...world });
  } catch (error) {
    if (error instanceof WorldError) return error.problems.map((one) => one.path);
    throw error;
  }
  return [];
}

test('the shop is a world without a problem, and nothing of it is broken', () => {
  const azure = new LocalAzure(shopWorld());
  expect(brokenInvariants(azure)).toEqual([]);
});

test('every problem is told at once, with its path', () => {
  expect(
    problems((shop) => {
      shop.storageAccounts?.push({ name: 'SHOPLOGS' });
      shop.administrators?.push({ role: 'ServiceAdministrator', emailAddress: 'other@fabrikam.example' });
      roleOf(shop, 'web1').subnet = 'side';
      roleOf(shop, 'web2').certificates = ['none'];
      roleOf(shop, 'batch1').subnet = 'front';
      Object.assign(serviceOf(shop, 'shop-batch').deployments?.[0] ?? {}, { slot: 'Staging' });
      serviceOf(shop, 'shop-orders').deployments?.push({ name: 'again', roles: [{ name: 'a' }, { name: 'A' }] });
    }),
  ).toEqual([
    'classic[0].storageAccounts[2].name',
    'classic[0].administrators',
    'classic[0].hostedServices[0].deployments[0].roles[0].subnet',
    'classic[0].hostedServices[0].deployments[0].roles[1].certificates[0]',
    'classic[0].hostedServices[1].deployments[0].slot',
    'classic[0].hostedServices[1].deployments[0].roles[0].subnet',
    'classic[0].hostedServices[2].deployments[1].slot',
    'classic[0].hostedServices[2].deployments[1].roles[1].name',
  ]);
});

test('unknown keys, wrong values and an unknown subscription are told too', () => {
  expect(
    problems((shop) => {
      Object.assign(shop, { disks: [] });
      Object.assign(roleOf(shop, 'web1'), { state: 'Asleep', colour: 'red' });
      Object.assign(serviceOf(shop, 'shop-batch').deployments?.[0] ?? {}, { roles: [] });
    }).sort(),
  ).toEqual([
    'classic[0].disks',
    'classic[0].hostedServices[0].deployments[0].roles[0].colour',
    'classic[0].hostedServices[0].deployments[0].roles[0].state',
    'classic[0].hostedServices[1].deployments[0].roles',
  ]);
  expect(problems((shop) => Object.assign(shop, { subscriptionId: '99999999-0000-4000-8000-000000000009' }))).toEqual([
    'classic[0].subscriptionId',
  ]);
  const [shop] = shopWorld().classic;
  expect(problems(() => undefined, { classic: [shop, shop] })).toEqual(['classic[1].subscriptionId']);
});

test('a seed adds units to what is there, and refuses one that exists', () => {
  const azure = new LocalAzure(shopWorld());
  const before = JSON.stringify(azure.store.toJSON());
  const seed = (name: string) => azure.seed({ classic: [{ subscriptionId: SUBSCRIPTION, storageAccounts: [{ name }] }] });
  expect(() => seed('shoplogs')).toThrow(WorldError);
  expect(JSON.stringify(azure.store.toJSON())).toBe(before);
  seed('shopmore');
  expect(classicState.of(azure.store)[SUBSCRIPTION]?.units.storageservices.map((one) => one.name)).toContain('shopmore');
  expect(brokenInvariants(azure)).toEqual([]);
});

test('a name of something that is not there dangles from the start', () => {
  const azure = new LocalAzure(
    shopWorld((shop) => {
      serviceOf(shop, 'shop-batch').deployments?.forEach((one) => Object.assign(one, { virtualNetwork: 'gone' }));
      roleOf(shop, 'web1').osDisk = { storageAccount: 'gonetoo' };
    }),
  );
  expect(brokenInvariants(azure)).toEqual([]);
  const dangling = [...azure.store.allResources()].flatMap((one) => one.knownDangling);
  expect(dangling).toHaveLength(2);
});

test('the invariants notice what is broken', () => {
  const azure = new LocalAzure(shopWorld());
  const side = classicState.of(azure.store)[SUBSCRIPTION];
  if (!side) throw new Error('no classic side');
  side.committed.push('storageservices/shoplogs');
  side.migrations['virtualnetwork/shop-vnet'] = {
    state: 'Prepared',
    members: ['virtualnetwork/shop-vnet', 'hostedservices/gone'],
    built: ['/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/gone'],
    groups: [],
    stopped: [],
  };
  side.migrations['reservedips/spare-ip'] = {
    state: 'Preparing',
    members: ['reservedips/spare-ip'],
    built: [],
    groups: [],
    stopped: [],
  };
  expect(brokenInvariants(azure).map((one) => one.invariant)).toEqual([
    'a unit is not both classic and committed',
    'a prepared unit has its classic side',
    'a prepared unit has its side in ARM',
    'a unit is on its way only while something works on it',
  ]);
});
