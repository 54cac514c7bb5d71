import { GROUP, inGroup, smallWorld, SOURCE, TARGET, TARGET_GROUP } from '../support/small-world';
import { machine, useQuotas } from './counted';

describe('quotas', () => {
  const { client, ends, move, open, put, usages } = useQuotas();
  const inTarget = (type: string, name: string) => inGroup(TARGET_GROUP, type, name);
  const errorOf = ({ body }: { body: unknown }) => (body as { error: unknown }).error;

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
    expect((await client().sim('GET', 'invariants')).body).toEqual([]);
  });

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
    expect((await client().arm('GET', other)).status).toBe(404);
    const bigger = { ...there, properties: { hardwareProfile: { vmSize: 'Standard_D32s_v3' } } };
    expect((await put(id, bigger)).message).toContain('Current Usage: 8, Additional Required: 24');
    expect((await client().arm('PATCH', id, { properties: bigger.properties })).code).toBe('OperationNotAllowed');
    const { id: small, ...four } = machine('small', 'Standard_D4s_v3', TARGET_GROUP);
    expect((await put(small, four)).status).toBe(201);
    const tight = await client().arm('PATCH', id, { properties: { hardwareProfile: { vmSize: 'Standard_D16s_v3' } } });
    expect(tight.message).toContain('exceeding approved standardDSv3Family Cores quota');
    await client().sim('POST', 'seed', { quotas: [{ subscriptionId: TARGET, limit: 0 }] });
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
    await client().sim('POST', 'clock', { advance: '1h' });
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
      client().arm('POST', `${groups[nth]}/${verb}`, { resources: [id], targetResourceGroup: other });
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
    await client().arm('PUT', elsewhere, { location: 'westeurope' });
    for (const verb of ['validateMoveResources', 'moveResources']) {
      const refused = await client().arm('POST', `${groups[1]}/${verb}`, { resources: [third], targetResourceGroup: elsewhere });
      expect(refused).toMatchObject({ status: 409, code: 'QuotaExceeded' });
      expect(refused.message).toContain('Current Usage: 16, Additional Required: 8');
    }
    for (const { headers } of [moving, secondMove]) expect((await ends(headers['location'])).status).toBe(204);
    expect((await usages(TARGET, 'Microsoft.Compute')).get('cores')).toEqual([16, 20]);
    const { id: last, ...four } = machine('last', 'Standard_D4_v3', other);
    expect((await put(last, four)).status).toBe(201);
    expect((await client().sim('GET', 'invariants')).body).toEqual([]);
  });

  it('a move under way within the subscription brings nothing', async () => {
    const one = machine('one', 'Standard_D8_v3');
    await open([one], {
      resourceGroups: [...smallWorld().resourceGroups, { subscriptionId: SOURCE, name: 'free' }],
      quotas: [{ subscriptionId: SOURCE, name: 'cores', limit: 12 }],
    });
    const free = `/subscriptions/${SOURCE}/resourceGroups/free`;
    const other = `/subscriptions/${SOURCE}/resourceGroups/other`;
    await client().arm('PUT', other, { location: 'westeurope' });
    const within = await client().arm('POST', `${GROUP}/moveResources`, { resources: [one.id], targetResourceGroup: other });
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

  it('within a subscription nothing is counted', async () => {
    const full = machine('full', 'Standard_D8s_v3');
    const other = `/subscriptions/${SOURCE}/resourceGroups/other`;
    await open([full], {
      resourceGroups: [...smallWorld().resourceGroups, { subscriptionId: SOURCE, name: 'other' }],
      quotas: [{ subscriptionId: SOURCE, name: 'cores', limit: 8 }],
    });
    const body = { resources: [full.id], targetResourceGroup: other };
    expect((await client().arm('POST', `${GROUP}/validateMoveResources`, body)).status).toBe(202);
  });
});
