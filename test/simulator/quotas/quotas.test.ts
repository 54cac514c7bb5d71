import { GROUP, inGroup, smallWorld, SOURCE, TARGET, TARGET_GROUP } from '../support/small-world';
import { address, machine, useQuotas } from './counted';

describe('quotas', () => {
  const { client, open, usages } = useQuotas();

  it('counts what is there by region, by series and by kind; the defaults are those of the offer', async () => {
    const set = { id: inGroup(GROUP, 'Microsoft.Compute/availabilitySets', 'set'), location: 'westeurope' };
    const scaleSet = {
      id: inGroup(GROUP, 'Microsoft.Compute/virtualMachineScaleSets', 'many'),
      location: 'West Europe',
      sku: { name: 'Standard_DS2_v2', capacity: 3 },
    };
    const account = { id: inGroup(GROUP, 'Microsoft.Storage/storageAccounts', 'logs'), location: 'westeurope' };
    await open([
      machine('one', 'Standard_D4s_v3'),
      machine('two', 'standard_ds13_V2'),
      machine('far', 'Standard_A3', GROUP, 'northeurope'),
      set,
      scaleSet,
      account,
      address('still', 'Static'),
      address('loose', 'Dynamic'),
    ]);
    const compute = await usages(SOURCE, 'Microsoft.Compute');
    expect(compute.get('cores')).toEqual([4 + 8 + 3 * 2, 350]);
    expect(compute.get('standardDSv3Family')).toEqual([4, 350]);
    expect(compute.get('standardDSv2Family')).toEqual([8 + 3 * 2, 350]);
    expect(compute.get('virtualMachines')).toEqual([2, 25_000]);
    expect(compute.get('availabilitySets')).toEqual([1, 2_500]);
    expect(compute.get('virtualMachineScaleSets')).toEqual([1, 2_500]);
    expect((await usages(SOURCE, 'Microsoft.Compute', 'northeurope')).get('standardA0_A7Family')).toEqual([4, 350]);
    const network = await usages(SOURCE, 'Microsoft.Network');
    expect(network.get('PublicIPAddresses')).toEqual([2, 1000]);
    expect(network.get('StaticPublicIPAddresses')).toEqual([1, 1000]);
    expect((await usages(SOURCE, 'Microsoft.Storage')).get('StorageAccounts')).toEqual([1, 250]);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([0, 20]);
    expect((await usages(TARGET, 'Microsoft.Network')).get('PublicIPAddresses')).toEqual([0, 10]);
  });

  it('shows a series under its published name, and network with an id', async () => {
    await open([]);
    const path = (namespace: string) => `/subscriptions/${TARGET}/providers/${namespace}/locations/westeurope/usages`;
    const compute = await client().arm('GET', path('Microsoft.Compute'));
    expect(compute.value).toContainEqual({
      unit: 'Count',
      currentValue: 0,
      limit: 20,
      name: { value: 'standardA0_A7Family', localizedValue: 'Standard A0-A7 Family vCPUs' },
    });
    expect((await client().arm('GET', path('Microsoft.Network'))).value[0]).toEqual({
      id: `${path('Microsoft.Network')}/VirtualNetworks`,
      unit: 'Count',
      currentValue: 0,
      limit: 1000,
      name: { value: 'VirtualNetworks', localizedValue: 'Virtual Networks' },
    });
  });

  it('a size of no table counts towards the region alone, by the number in its name, else as one', async () => {
    await open([machine('odd', 'Standard_XY12zs_v9'), machine('none', 'vmsize')]);
    const compute = await usages(SOURCE, 'Microsoft.Compute');
    expect(compute.get('cores')?.[0]).toBe(13);
    expect([...compute].filter(([name, [current]]) => /Family/.test(name) && current > 0)).toEqual([]);
  });

  it('lists sizes with their processors and their quota, by location', async () => {
    await open([]);
    const skus = (filter: string) =>
      client().arm('GET', `/subscriptions/${TARGET}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent(filter)}`);
    const { value } = await skus("location eq 'West Europe'");
    expect(value).toContainEqual({
      resourceType: 'virtualMachines',
      name: 'Standard_DS13_v2',
      tier: 'Standard',
      size: 'DS13_v2',
      family: 'standardDSv2Family',
      locations: ['westeurope'],
      capabilities: [{ name: 'vCPUs', value: '8' }],
      restrictions: [],
    });
    expect(new Set(value.map(({ name }) => name)).size).toBe(value.length);
    expect((await skus("location eq 'atlantis'")).value).toEqual([]);
    expect((await skus("tier eq 'Basic'")).status).toBe(501);
  });

  it('what a world fills beyond a default has been raised to that, unless the world says the limit', async () => {
    const crowd = Array.from({ length: 4 }, (_none, nth) => machine(`m${nth}`, 'Standard_D8_v3', TARGET_GROUP));
    await open(crowd);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([32, 32]);
    await client().sim('POST', 'seed', { resources: [machine('late', 'Standard_D8_v3', TARGET_GROUP)] });
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([40, 40]);
    await client().sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET, name: 'cores', limit: 4 }] });
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([40, 4]);
  });

  it('tells nothing of a region that is none, of a provider that is not registered, to one who may not read', async () => {
    const world = smallWorld();
    await open([], {
      subscriptions: world.subscriptions.map((one) =>
        one.subscriptionId === TARGET ? { ...one, partnerTenantId: undefined, registeredProviders: [] } : { ...one },
      ),
      partners: world.partners,
    });
    const ask = (subscription: string, location: string) =>
      client().arm('GET', `/subscriptions/${subscription}/providers/Microsoft.Storage/locations/${location}/usages`);
    expect(await ask(SOURCE, 'atlantis')).toMatchObject({ status: 400, code: 'NoRegisteredProviderFound' });
    expect(await ask(TARGET, 'westeurope')).toMatchObject({ status: 409, code: 'MissingSubscriptionRegistration' });
    const strange = client().simulator.apps.find(({ tenantId }) => tenantId === world.tenants[2]?.tenantId);
    const { body } = await client().token(strange?.tenantId ?? '', strange?.clientId ?? '', strange?.clientSecret ?? '');
    const path = `/subscriptions/${TARGET}/providers/Microsoft.Storage/locations/westeurope/usages`;
    const refused = await client().arm('GET', path, undefined, (body as { access_token: string }).access_token);
    expect(refused.status).toBe(401);
  });

  it('a world’s limits are checked', async () => {
    await open([]);
    const answer = await client().sim('POST', 'seed', {
      quotas: [
        { subscriptionId: TARGET, name: 'kernels', limit: 1 },
        { subscriptionId: TARGET, limit: -1 },
      ],
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/quotas\[0\]\.name.*is not one of availabilitySets, cores/);
    const nobody = await client().sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET.replace('2', '9'), limit: 1 }] });
    expect(JSON.stringify(nobody.body)).toContain('quotas[0].subscriptionId');
  });
});
