import { CONTOSO, FABRIKAM, fields, idOf, items, LEGACY, NORTHWIND, openPartners, PLAN, refused, type Partners } from './support';

const SECOND = 'f9000000-0000-4000-8000-000000000001';
const OFFER = '2828BE95-46BA-4F91-B2FD-0BEF192ECF60';

describe('a transfer that the source creates', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(async () => {
    await partners.client.sim('POST', 'reset');
    await partners.client.sim('POST', 'seed', {
      subscriptions: [
        { subscriptionId: SECOND, displayName: 'Mail', tenantId: FABRIKAM, offerId: OFFER, partnerTenantId: CONTOSO },
      ],
    });
  });
  afterAll(() => partners.client.close());

  const at = `/v1/customers/${FABRIKAM}/transfers`;
  const create = (ids: string[] = [LEGACY], more: Record<string, unknown> = {}) =>
    partners.contoso('POST', at, {
      sourcePartnerTenantId: CONTOSO,
      targetPartnerTenantId: NORTHWIND,
      lineItems: ids.map((subscriptionId) => ({ subscriptionId, partnerIdOnRecord: '4711001' })),
      ...more,
    });
  const created = async (ids?: string[]) => `${at}/${String(fields(await create(ids))['id'])}`;
  const soldTo = async (call: Partners['contoso']) =>
    items(await call('GET', `/v1/customers/${FABRIKAM}/subscriptions`)).map((one) => one['id']);

  it('is active, in its documented form, and the same for both', async () => {
    const reply = await create([LEGACY, SECOND]);
    expect(reply).toMatchObject({
      status: 201,
      body: {
        status: 'Active',
        customerTenantId: FABRIKAM,
        partnertenantid: CONTOSO,
        sourcePartnerTenantId: CONTOSO,
        targetPartnerTenantId: NORTHWIND,
        lineItems: [
          { id: 0, subscriptionId: LEGACY, offerId: 'MS-AZR-0145P', quantity: 1, partnerIdOnRecord: '4711001', addonItems: [] },
          { id: 1, subscriptionId: SECOND, offerId: OFFER },
        ],
        attributes: { objectType: 'TransferEntity' },
      },
    });
    const list = (await partners.northwind('GET', at)).body as Record<string, unknown>[];
    expect(list).toMatchObject([{ id: fields(reply)['id'], lineItems: fields(reply)['lineItems'] }]);
  });

  it('is carried out when the target accepts', async () => {
    const path = await created([LEGACY, SECOND]);
    const accepted = await partners.northwind('POST', `${path}/accept`);
    expect(accepted).toMatchObject({ status: 200, body: { orders: [{ status: 'completed' }, {}], transferErrors: [] } });
    expect(fields(await partners.contoso('GET', path))).toMatchObject({
      status: 'Complete',
      lineItems: [{ status: 'Complete', orderId: expect.any(String), transferGroupId: '0' }, { status: 'Complete' }],
    });
    expect(await soldTo(partners.contoso)).toEqual([await idOf(partners.contoso, PLAN)]);
    expect(await soldTo(partners.northwind)).toEqual(expect.arrayContaining([LEGACY, SECOND]));
    expect(await partners.northwind('POST', `${path}/accept`)).toMatchObject(refused(400, 900102));
    expect(await partners.contoso('DELETE', path)).toMatchObject(refused(400, 900102));
  });

  it('ends in part when a subscription has been suspended since', async () => {
    const path = await created([LEGACY, SECOND]);
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${SECOND}`, { status: 'suspended' });
    expect(fields(await partners.northwind('POST', `${path}/accept`))).toMatchObject({
      orders: [{}],
      transferErrors: [{ transferGroupId: '1', code: '900105', lineItems: [{ subscriptionId: SECOND }] }],
    });
    expect(fields(await partners.northwind('GET', path))).toMatchObject({
      status: 'PartiallyComplete',
      lineItems: [{ status: 'Complete' }, { status: 'Failed', transferError: { code: '900105' } }],
    });
    expect(await soldTo(partners.contoso)).toContain(SECOND);
  });

  it('stays as it was when nothing could go', async () => {
    const path = await created([SECOND]);
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${SECOND}`, { status: 'suspended' });
    expect(fields(await partners.northwind('POST', `${path}/accept`))).toMatchObject({ orders: [], transferErrors: [{}] });
    expect(fields(await partners.northwind('GET', path))['status']).toBe('Active');
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${SECOND}`, { status: 'active' });
    expect(fields(await partners.northwind('POST', `${path}/accept`))).toMatchObject({ orders: [{}], transferErrors: [] });
  });

  it('is rejected by the target and withdrawn by the source, never the other way round', async () => {
    const rejected = await created();
    expect(await partners.contoso('PATCH', rejected, { status: 'Reject' })).toMatchObject(refused(400, 900141));
    expect(await partners.contoso('POST', `${rejected}/accept`)).toMatchObject(refused(400, 900141));
    expect(fields(await partners.northwind('PATCH', rejected, { status: 'Reject' }))['status']).toBe('Reject');
    expect(await partners.northwind('POST', `${rejected}/accept`)).toMatchObject(refused(400, 900102));
    const withdrawn = await created();
    expect(await partners.northwind('DELETE', withdrawn)).toMatchObject(refused(400, 900141));
    expect((await partners.contoso('DELETE', withdrawn)).status).toBe(204);
    expect(await partners.contoso('GET', withdrawn)).toMatchObject(refused(404, 900100));
    expect(await partners.northwind('POST', `${withdrawn}/accept`)).toMatchObject(refused(404, 900100));
  });

  it('refuses what cannot be transferred so', async () => {
    expect(await create([await idOf(partners.contoso, PLAN)])).toMatchObject(refused(400, 800078));
    expect(await create(['c5000000-0000-4000-8000-000000000145'])).toMatchObject(refused(400, 800078));
    expect(await create(['mine'])).toMatchObject(refused(400, 800002));
    expect(await create([LEGACY], { targetPartnerTenantId: CONTOSO })).toMatchObject(refused(400, 900148));
    expect(await create([LEGACY], { targetPartnerTenantId: FABRIKAM })).toMatchObject(refused(403, 900137));
    expect(await create([LEGACY], { targetPartnerTenantId: undefined })).toMatchObject(refused(400, 800002));
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${SECOND}`, { status: 'suspended' });
    expect(await create([LEGACY, SECOND])).toMatchObject(refused(403, 900105));
    expect((await partners.contoso('GET', at)).body).toEqual([]);
    const { id } = fields(await create());
    expect(await create([SECOND])).toMatchObject({
      status: 409,
      body: { code: 900101, description: expect.stringContaining(String(id)) },
    });
  });

  it('says beforehand which subscriptions could go', async () => {
    const path = `/v1/customers/${FABRIKAM}/transferseligibility`;
    const eligible = async (): Promise<Record<string, unknown>> => {
      const list = (await partners.contoso('GET', `${path}?transferType=directtoindirect`)).body as Record<string, unknown>[];
      return Object.fromEntries(list.map((one) => [String(one['id']), one['reason'] ?? one['isEligible']]));
    };
    expect(await eligible()).toMatchObject({ [LEGACY]: true, [SECOND]: true });
    const { id } = fields(await create());
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${SECOND}`, { status: 'deleted' });
    expect(await eligible()).toMatchObject({
      [LEGACY]: expect.stringContaining(String(id)),
      [SECOND]: expect.stringContaining('Deleted'),
      [await idOf(partners.contoso, PLAN)]: expect.stringContaining('Azure plan'),
    });
    expect(await partners.contoso('GET', path)).toMatchObject(refused(400, 3000));
  });
});
