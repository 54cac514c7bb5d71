import {
  CONTOSO,
  FABRIKAM,
  fields,
  idOf,
  items,
  LEGACY,
  NORTHWIND,
  NORTHWINDS,
  openPartners,
  PLAN,
  refused,
  type Partners,
} from './support';

const LICENCES = 'f9000000-0000-4000-8000-000000000001';

describe('Partner Center’s subscriptions', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const at = `/v1/customers/${FABRIKAM}/subscriptions`;
  const one = `${at}/${LEGACY}`;

  it('are those that the partner sells, in their documented form', async () => {
    const shown = items(await partners.contoso('GET', at));
    expect(
      shown.map(({ entitlementId, offerId, billingType, status }) => ({ entitlementId, offerId, billingType, status })),
    ).toEqual([
      { entitlementId: LEGACY, offerId: 'MS-AZR-0145P', billingType: 'usage', status: 'active' },
      { entitlementId: PLAN, offerId: 'MS-AZR-0017G', billingType: 'usage', status: 'active' },
    ]);
    expect(items(await partners.northwind('GET', at)).map((sold) => sold['entitlementId'])).toEqual([NORTHWINDS]);
    expect(fields(await partners.contoso('GET', one))).toMatchObject({
      id: LEGACY,
      friendlyName: 'Fabrikam production',
      unitType: 'Usage-based',
      links: { self: { uri: `/customers/${FABRIKAM}/subscriptions/${LEGACY}`, method: 'GET', headers: [] } },
      attributes: { objectType: 'Subscription' },
    });
    expect(await idOf(partners.contoso, PLAN)).not.toBe(PLAN);
  });

  it('are not found with another partner, and not when they are not sold at all', async () => {
    expect(await partners.northwind('GET', one)).toMatchObject(refused(404, 20003));
    expect(await partners.contoso('GET', `${at}/ea000000-0000-4000-8000-000000000017`)).toMatchObject(refused(404, 20003));
  });

  it('change as a whole, under their tag', async () => {
    const before = fields(await partners.contoso('GET', one));
    const changed = await partners.contoso('PATCH', one, { ...before, friendlyName: 'Production', partnerId: '4711001' });
    expect(changed).toMatchObject({ status: 200, body: { friendlyName: 'Production', partnerId: '4711001' } });
    expect(await partners.contoso('PATCH', one, { ...before, friendlyName: 'Again' })).toMatchObject(refused(400, 2055));
    expect(await partners.contoso('PATCH', one, { friendlyName: 'Again' }, { 'if-match': 'old' })).toMatchObject(
      refused(400, 2055),
    );
    const { etag } = fields(changed)['attributes'] as { etag: string };
    expect((await partners.contoso('PATCH', one, { friendlyName: 'Again' }, { 'if-match': `"${etag}"` })).status).toBe(200);
    expect(items(await partners.contoso('GET', `${at}?mpn_id=4711001`))).toHaveLength(1);
    expect(items(await partners.contoso('GET', `${at}?mpn_id=4711002`))).toHaveLength(0);
    expect(items(await partners.contoso('GET', `${at}?order_id=${String(before['orderId'])}`))).toHaveLength(1);
  });

  it('are suspended for Azure too, and come back, until they are deleted', async () => {
    const state = async () => fields(await partners.client.arm('GET', `/subscriptions/${LEGACY}`))['state'];
    expect(fields(await partners.contoso('PATCH', one, { status: 'suspended' }))['status']).toBe('suspended');
    expect(await state()).toBe('Disabled');
    expect(fields(await partners.contoso('PATCH', one, { Status: 'Active' }))['status']).toBe('active');
    expect(await state()).toBe('Enabled');
    await partners.contoso('PATCH', one, { status: 'deleted' });
    expect(await partners.contoso('PATCH', one, { status: 'active' })).toMatchObject(refused(400, 2011));
  });

  it('refuse what cannot change, and change nothing then', async () => {
    const before = fields(await partners.contoso('GET', one));
    expect(await partners.contoso('PATCH', one, { quantity: 2 })).toMatchObject(refused(400, 2006));
    expect(await partners.contoso('PATCH', one, { billingCycle: 'annual' })).toMatchObject(refused(400, 2054));
    expect(await partners.contoso('PATCH', one, { partnerId: '1', friendlyName: 'x' })).toMatchObject(refused(404, 800015));
    expect(await partners.contoso('PATCH', one, { status: 'sleeping' })).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('PATCH', one, { friendlyName: '' })).toMatchObject(refused(400, 3000));
    expect(fields(await partners.contoso('GET', one))).toEqual(before);
  });

  it('are sold by licences when their offer is none of Azure’s', async () => {
    await partners.client.sim('POST', 'seed', {
      subscriptions: [
        {
          subscriptionId: LICENCES,
          displayName: 'Exchange Online',
          tenantId: FABRIKAM,
          offerId: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
          partnerTenantId: CONTOSO,
        },
      ],
    });
    const path = `${at}/${LICENCES}`;
    const shown = fields(await partners.contoso('GET', path));
    expect(shown).toMatchObject({ billingType: 'license', unitType: 'Licenses', quantity: 1, autoRenewEnabled: true });
    expect(shown['entitlementId']).toBeUndefined();
    expect(fields(await partners.contoso('PATCH', path, { quantity: 5, autoRenewEnabled: false }))).toMatchObject({
      quantity: 5,
      autoRenewEnabled: false,
    });
    expect(await partners.contoso('PATCH', path, { quantity: 0 })).toMatchObject(refused(400, 3000));
    await partners.contoso('PATCH', path, { status: 'suspended' });
    expect(await partners.contoso('PATCH', path, { quantity: 6 })).toMatchObject(refused(400, 2001));
    expect(items(await partners.contoso('GET', `${path}/azureEntitlements`))).toEqual([]);
    expect(await partners.contoso('POST', `${path}/registrations`)).toMatchObject(refused(400, 800021));
  });

  it('take the id in Partner Center that a world gives', async () => {
    const [azureId, id] = ['f9000000-0000-4000-8000-000000000002', 'f9000000-0000-4000-8000-0000000000aa'];
    const sold = {
      subscriptionId: azureId,
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017G',
      partnerTenantId: CONTOSO,
      partnerCenterId: id,
    };
    await partners.client.sim('POST', 'seed', { subscriptions: [sold] });
    expect(fields(await partners.contoso('GET', `${at}/${id}`))).toMatchObject({ entitlementId: azureId });
  });

  it('tell how they are provisioned and entitled', async () => {
    expect(fields(await partners.contoso('GET', `${one}/provisioningstatus`))).toMatchObject({
      status: 'success',
      quantity: 1,
      attributes: { objectType: 'SubscriptionProvisioningStatus' },
    });
    expect(items(await partners.contoso('GET', `${one}/azureEntitlements`))).toEqual([
      { id: LEGACY, friendlyName: 'Fabrikam production', status: 'active', subscriptionId: LEGACY },
    ]);
  });

  it('are registered after a while', async () => {
    const status = async () => fields(await partners.contoso('GET', `${one}/registrationstatus`))['status'];
    expect(await status()).toBe('NotRegistered');
    const { status: code, headers } = await partners.contoso('POST', `${one}/registrations`);
    expect({ code, location: headers['location'] }).toEqual({
      code: 202,
      location: `/customers/${FABRIKAM}/subscriptions/${LEGACY}/registrationstatus`,
    });
    expect(await status()).toBe('Registering');
    await partners.advance('6m');
    expect(await status()).toBe('Registered');
  });

  it('have a support contact, the partner unless another is named', async () => {
    const path = `${one}/supportcontact`;
    expect(fields(await partners.contoso('GET', path))).toMatchObject({ supportTenantId: CONTOSO, supportMpnId: '4711001' });
    const named = { SupportTenantId: NORTHWIND, SupportMpnId: '4711002', Name: 'Northwind' };
    expect((await partners.contoso('PUT', path, named)).status).toBe(200);
    expect(fields(await partners.contoso('GET', path))).toMatchObject({ supportTenantId: NORTHWIND, name: 'Northwind' });
    expect(await partners.contoso('PUT', path, { supportTenantId: 'me' })).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('PUT', path, { supportTenantId: NORTHWIND })).toMatchObject(refused(400, 3000));
  });
});
