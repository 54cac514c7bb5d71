import { openClient, type Client } from './support/client';
import { GROUP, inGroup, smallWorld, SOURCE, TARGET, TARGET_GROUP } from './support/smallWorld';

const machine = (name: string, size: string, group = GROUP, location = 'westeurope') => ({
  id: inGroup(group, 'Microsoft.Compute/virtualMachines', name),
  location,
  properties: { hardwareProfile: { vmSize: size } },
});
const address = (name: string, method: string) => ({
  id: inGroup(GROUP, 'Microsoft.Network/publicIPAddresses', name),
  location: 'westeurope',
  properties: { publicIPAllocationMethod: method },
});

describe('quotas', () => {
  let client: Client;
  const open = async (resources: object[], more: object = {}) => {
    const world = smallWorld();
    client = await openClient({
      world: {
        ...world,
        resources,
        subscriptions: world.subscriptions.map((one) => ({ ...one, partnerTenantId: undefined })),
        partners: [],
        ...more,
      },
    });
  };
  afterEach(() => client.close());

  const usages = async (subscription: string, namespace: string, location = 'westeurope') => {
    const { value } = await client.arm(
      'GET',
      `/subscriptions/${subscription}/providers/${namespace}/locations/${location}/usages`,
    );
    return new Map(
      value.map((one) => [(one['name'] as { value: string }).value, [one['currentValue'], one['limit']] as [number, number]]),
    );
  };
  const move = (ids: string[], verb = 'validateMoveResources') =>
    client.arm('POST', `${GROUP}/${verb}`, { resources: ids, targetResourceGroup: TARGET_GROUP });
  const ends = async (location: string | undefined) => {
    await client.sim('POST', 'clock', { advance: '2h' });
    return client.arm('GET', location ?? '');
  };

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
    const compute = await client.arm('GET', path('Microsoft.Compute'));
    expect(compute.value).toContainEqual({
      unit: 'Count',
      currentValue: 0,
      limit: 20,
      name: { value: 'standardA0_A7Family', localizedValue: 'Standard A0-A7 Family vCPUs' },
    });
    expect((await client.arm('GET', path('Microsoft.Network'))).value[0]).toEqual({
      id: `${path('Microsoft.Network')}/VirtualNetworks`,
      unit: 'Count',
      currentValue: 0,
      limit: 1000,
      name: { value: 'VirtualNetworks', localizedValue: 'Virtual Networks' },
    });
  });

  it('refuses a move over a limit at once, by validation and by the move, in Microsoft’s words; up to the limit it goes', async () => {
    const three = ['a', 'b', 'c'].map((name) => machine(name, 'Standard_D8s_v3'));
    await open(three, { quotas: [{ subscriptionId: TARGET, name: 'standardDSv3Family', limit: 100 }] });
    const ids = three.map(({ id }) => id);
    for (const verb of ['validateMoveResources', 'moveResources']) {
      const refused = await move(ids, verb);
      expect(refused).toMatchObject({ status: 409, code: 'QuotaExceeded' });
      expect(refused.message).toContain(
        'exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: westeurope, ' +
          'Current Limit: 20, Current Usage: 0, Additional Required: 24, (Minimum) New Limit Required: 24.',
      );
    }
    const accepted = await move(ids.slice(0, 2), 'moveResources');
    expect(accepted.status).toBe(202);
    expect((await ends(accepted.headers['location'])).status).toBe(204);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([16, 20]);
    expect((await move(ids.slice(2))).message).toContain('Current Usage: 16, Additional Required: 8');
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
  });

  it('names every limit; each region has its own', async () => {
    const sizes = ['westeurope', 'northeurope'].map((location) => machine(`in-${location}`, 'Standard_D16_v3', GROUP, location));
    await open(sizes, { quotas: [{ subscriptionId: TARGET, location: 'North Europe', limit: 15 }] });
    expect((await move(sizes.slice(0, 1).map(({ id }) => id))).status).toBe(202);
    const { body } = await move(sizes.map(({ id }) => id));
    const { details } = (body as { error: { details: { target: string; message: string }[] } }).error;
    expect(details.map(({ target }) => target)).toEqual(['cores', 'standardDv3Family']);
    expect(details.every(({ message }) => message.includes('Location: northeurope'))).toBe(true);
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
      client.arm('GET', `/subscriptions/${TARGET}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent(filter)}`);
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

  it('within a subscription nothing is counted', async () => {
    const full = machine('full', 'Standard_D8s_v3');
    const other = `/subscriptions/${SOURCE}/resourceGroups/other`;
    await open([full], {
      resourceGroups: [...smallWorld().resourceGroups, { subscriptionId: SOURCE, name: 'other' }],
      quotas: [{ subscriptionId: SOURCE, name: 'cores', limit: 8 }],
    });
    const body = { resources: [full.id], targetResourceGroup: other };
    expect((await client.arm('POST', `${GROUP}/validateMoveResources`, body)).status).toBe(202);
  });

  it('what a world fills beyond a default has been raised to that, unless the world says the limit', async () => {
    const crowd = Array.from({ length: 4 }, (_none, nth) => machine(`m${nth}`, 'Standard_D8_v3', TARGET_GROUP));
    await open(crowd);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([32, 32]);
    await client.sim('POST', 'seed', { resources: [machine('late', 'Standard_D8_v3', TARGET_GROUP)] });
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([40, 40]);
    await client.sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET, name: 'cores', limit: 4 }] });
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
      client.arm('GET', `/subscriptions/${subscription}/providers/Microsoft.Storage/locations/${location}/usages`);
    expect(await ask(SOURCE, 'atlantis')).toMatchObject({ status: 400, code: 'NoRegisteredProviderFound' });
    expect(await ask(TARGET, 'westeurope')).toMatchObject({ status: 409, code: 'MissingSubscriptionRegistration' });
    const strange = client.simulator.apps.find(({ tenantId }) => tenantId === world.tenants[2]?.tenantId);
    const { body } = await client.token(strange?.tenantId ?? '', strange?.clientId ?? '', strange?.clientSecret ?? '');
    const path = `/subscriptions/${TARGET}/providers/Microsoft.Storage/locations/westeurope/usages`;
    const refused = await client.arm('GET', path, undefined, (body as { access_token: string }).access_token);
    expect(refused.status).toBe(401);
  });

  it('a world’s limits are checked', async () => {
    await open([]);
    const answer = await client.sim('POST', 'seed', {
      quotas: [
        { subscriptionId: TARGET, name: 'kernels', limit: 1 },
        { subscriptionId: TARGET, limit: -1 },
      ],
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/quotas\[0\]\.name.*is not one of availabilitySets, cores/);
    const nobody = await client.sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET.replace('2', '9'), limit: 1 }] });
    expect(JSON.stringify(nobody.body)).toContain('quotas[0].subscriptionId');
  });
});
