import { openClient, type Client } from '../support/client';
import { GROUP, inGroup, smallWorld, SOURCE, TARGET, TARGET_GROUP } from '../support/small-world';

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

  const put = (id: string, body: object) => client.arm('PUT', id, body);
  const inTarget = (type: string, name: string) => inGroup(TARGET_GROUP, type, name);
  const errorOf = ({ body }: { body: unknown }) => (body as { error: unknown }).error;

  it('refuses a machine over a limit in Microsoft’s words; a resize counts the difference, and what needs no more is taken', async () => {
    await open([machine('there', 'Standard_D8s_v3', TARGET_GROUP)], {
      quotas: [{ subscriptionId: TARGET, name: 'standardDSv3Family', limit: 16 }],
    });
    const { id, ...there } = machine('there', 'Standard_D8s_v3', TARGET_GROUP);
    const { id: other, ...sixteen } = machine('other', 'Standard_D16s_v3', TARGET_GROUP);
    expect(await put(other, sixteen)).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
    expect(errorOf(await put(other, sixteen))).toEqual({
      code: 'OperationNotAllowed',
      message:
        'Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Additional details - Deployment Model: ' +
        'Resource Manager, Location: westeurope, Current Limit: 20, Current Usage: 8, Additional Required: 16, (Minimum) New Limit Required: 24.',
    });
    expect((await client.arm('GET', other)).status).toBe(404);
    const bigger = { ...there, properties: { hardwareProfile: { vmSize: 'Standard_D32s_v3' } } };
    expect((await put(id, bigger)).message).toContain('Current Usage: 8, Additional Required: 24');
    expect((await client.arm('PATCH', id, { properties: bigger.properties })).code).toBe('OperationNotAllowed');
    const { id: small, ...four } = machine('small', 'Standard_D4s_v3', TARGET_GROUP);
    expect((await put(small, four)).status).toBe(201);
    const tight = await client.arm('PATCH', id, { properties: { hardwareProfile: { vmSize: 'Standard_D16s_v3' } } });
    expect(tight.message).toContain('exceeding approved standardDSv3Family Cores quota');
    await client.sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET, limit: 0 }] });
    for (const update of [
      { ...there, tags: { a: 'b' } },
      { ...there, properties: { hardwareProfile: { vmSize: 'Standard_D4s_v3' } } },
    ])
      expect((await put(id, update)).status).toBe(200);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([8, 0]);
    const { id: far, ...elsewhere } = machine('far', 'Standard_D2s_v3', TARGET_GROUP, 'northeurope');
    expect((await put(far, elsewhere)).message).toContain('exceeding approved virtualMachines quota');
  });

  it.each([
    ['Microsoft.Network/publicIPAddresses', 'PublicIPAddresses', 400, 'PublicIPCountLimitReached', 'public IP addresses'],
    [
      'Microsoft.Network/publicIPAddresses',
      'StaticPublicIPAddresses',
      400,
      'StaticPublicIPCountLimitReached',
      'public IP addresses with static allocation method',
    ],
    ['Microsoft.Network/virtualNetworks', 'VirtualNetworks', 400, 'NetworkCountLimitReached', 'virtual networks'],
    ['Microsoft.Network/routeTables', 'RouteTables', 400, 'RouteTableCountLimitReached', 'route tables'],
    [
      'Microsoft.Storage/storageAccounts',
      'StorageAccounts',
      409,
      'MaxStorageAccountsCountPerSubscriptionExceeded',
      `Subscription ${TARGET} already contains 1 storage accounts with Standard Dns endpoints in location westeurope and the maximum allowed is 1.`,
    ],
  ])('refuses one more of %s (%s)', async (type, name, status, code, words) => {
    await open([], { quotas: [{ subscriptionId: TARGET, name, limit: 1 }] });
    const body = {
      location: 'westeurope',
      sku: { name: type.includes('storage') ? 'Standard_LRS' : 'Standard' },
      kind: 'StorageV2',
      properties: { publicIPAllocationMethod: 'Static', addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
    };
    const { kind: _kind, ...others } = body;
    const whole = type.includes('storage') ? { ...body, properties: {} } : others;
    expect([200, 201, 202]).toContain((await put(inTarget(type, 'first'), whole)).status);
    await client.sim('POST', 'clock', { advance: '1h' });
    const refused = await put(inTarget(type, 'second'), whole);
    expect(refused.status).toBe(status);
    const message = status === 400 ? `Cannot create more than 1 ${words} for this subscription in this region.` : words;
    expect(errorOf(refused)).toEqual({ code, message, ...(status === 400 ? { details: [] } : {}) });
    expect([200, 201, 202]).toContain((await put(inTarget(type, 'first'), whole)).status);
    expect([200, 201, 202]).toContain((await put(inTarget(type, 'third'), { ...whole, location: 'northeurope' })).status);
  });

  it('counts what other moves under way bring, for a move, its validation and a machine, until they have ended', async () => {
    const groups = ['second', 'third'].map((name) => `/subscriptions/${SOURCE}/resourceGroups/${name}`);
    const other = `/subscriptions/${TARGET}/resourceGroups/other`;
    const machines = [GROUP, ...groups].map((group, nth) => machine(`m${nth}`, 'Standard_D8_v3', group));
    await open(machines, {
      resourceGroups: [
        ...smallWorld().resourceGroups,
        ...['second', 'third'].map((name) => ({ subscriptionId: SOURCE, name })),
        { subscriptionId: TARGET, name: 'other' },
      ],
    });
    const [first, second, third] = machines.map(({ id }) => id) as [string, string, string];
    const go = (verb: string, nth: number, id: string) =>
      client.arm('POST', `${groups[nth]}/${verb}`, { resources: [id], targetResourceGroup: other });
    const before = await go('validateMoveResources', 0, second);
    expect(before.status).toBe(202);
    const moving = await move([first], 'moveResources');
    expect(moving.status).toBe(202);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([0, 20]);
    const { id, ...sixteen } = machine('new', 'Standard_D16_v3', other);
    expect((await put(id, sixteen)).message).toContain('Current Usage: 8, Additional Required: 16');
    const secondMove = await go('moveResources', 0, second);
    expect(secondMove.status).toBe(202);
    const elsewhere = `/subscriptions/${TARGET}/resourceGroups/more`;
    await client.arm('PUT', elsewhere, { location: 'westeurope' });
    for (const verb of ['validateMoveResources', 'moveResources']) {
      const refused = await client.arm('POST', `${groups[1]}/${verb}`, { resources: [third], targetResourceGroup: elsewhere });
      expect(refused).toMatchObject({ status: 409, code: 'QuotaExceeded' });
      expect(refused.message).toContain('Current Usage: 16, Additional Required: 8');
    }
    for (const { headers } of [moving, secondMove]) expect((await ends(headers['location'])).status).toBe(204);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([16, 20]);
    const { id: last, ...four } = machine('last', 'Standard_D4_v3', other);
    expect((await put(last, four)).status).toBe(201);
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
  });

  it('a move under way within the subscription brings nothing', async () => {
    const one = machine('one', 'Standard_D8_v3');
    await open([one], {
      resourceGroups: [...smallWorld().resourceGroups, { subscriptionId: SOURCE, name: 'free' }],
      quotas: [{ subscriptionId: SOURCE, name: 'cores', limit: 12 }],
    });
    const free = `/subscriptions/${SOURCE}/resourceGroups/free`;
    const other = `/subscriptions/${SOURCE}/resourceGroups/other`;
    await client.arm('PUT', other, { location: 'westeurope' });
    const within = await client.arm('POST', `${GROUP}/moveResources`, { resources: [one.id], targetResourceGroup: other });
    expect(within.status).toBe(202);
    const { id, ...four } = machine('four', 'Standard_D4_v3', free);
    expect((await put(id, four)).status).toBe(201);
    expect((await ends(within.headers['location'])).status).toBe(204);
    const { id: more, ...two } = machine('more', 'Standard_D2_v3', free);
    expect((await put(more, two)).code).toBe('OperationNotAllowed');
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
