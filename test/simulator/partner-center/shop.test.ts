import { FABRIKAM, fields, items, LEGACY, NORTHWIND, openPartners, refused, type Partners } from './support';

const AT = `/v1/customers/${FABRIKAM}`;
const SUITE = '796B6B5F-613C-4E24-A17C-EBA730D49C02';
const MAIL = '195416C1-3447-423A-B37B-EE59A99A19C4';
const ARCHIVE = '2828BE95-46BA-4F91-B2FD-0BEF192ECF60';
const TRIAL = 'C0BD2E08-11AC-4836-BDC7-3712E744922F';
const RESERVATION = 'DZH318Z0BQ4B:0047:DZH318Z0DSM8';

interface Line {
  subscriptionId: string;
  offerId: string;
}

describe('what partners buy', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const order = (line: object) =>
    partners.contoso('POST', `${AT}/orders`, { lineItems: [{ lineItemNumber: 0, quantity: 1, ...line }] });
  const bought = async (line: object) => {
    const reply = await order(line);
    expect(reply).toMatchObject({ status: 201 });
    const { id, lineItems } = fields(reply) as { id: string; lineItems: Line[] };
    return { id, subscription: String(lineItems[0]?.subscriptionId) };
  };
  const subscription = (id: string) => partners.contoso('GET', `${AT}/subscriptions/${id}`);

  it('makes an Azure subscription of an order, with its partner as owner', async () => {
    const made = await bought({ offerId: 'MS-AZR-0145P', friendlyName: 'Second' });
    expect(await subscription(made.subscription)).toMatchObject({
      status: 200,
      body: { friendlyName: 'Second', orderId: made.id, status: 'active' },
    });
    const { entitlementId } = fields(await subscription(made.subscription));
    expect(await partners.client.arm('GET', `/subscriptions/${String(entitlementId)}`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['an offer that there is not', { offerId: 'A0000000-0000-4000-8000-000000000000' }, 400, 3000],
    ['no offer at all', {}, 400, 3000],
    ['none of it', { offerId: SUITE, quantity: 0 }, 400, 3000],
    ['a reservation without a place', { offerId: RESERVATION }, 400, 3000],
    [
      'a reservation for somebody else’s subscription',
      { offerId: RESERVATION, provisioningContext: { subscriptionId: NORTHWIND, scope: 'shared' } },
      400,
      800021,
    ],
    ['an add-on to nothing', { offerId: ARCHIVE }, 400, 3000],
  ])('refuses %s', async (_what, line, status, code) => {
    expect(await order(line)).toMatchObject(refused(status, code));
  });

  it('adds an add-on to an order and changes its billing cycle', async () => {
    const parent = await bought({ offerId: MAIL });
    const patch = (body: object) => partners.contoso('PATCH', `${AT}/orders/${parent.id}`, body);
    const added = await patch({ lineItems: [{ offerId: ARCHIVE, quantity: 2, parentSubscriptionId: parent.subscription }] });
    const [, line] = (fields(added) as { lineItems: Line[] }).lineItems;
    expect(await subscription(String(line?.subscriptionId))).toMatchObject({
      body: { parentSubscriptionId: parent.subscription, quantity: 2 },
    });
    expect(await patch({ billingCycle: 'Annual' })).toMatchObject({ body: { billingCycle: 'annual' } });
    expect(await subscription(parent.subscription)).toMatchObject({ body: { billingCycle: 'annual' } });
    expect(await patch({ billingCycle: 'weekly' })).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('PATCH', `${AT}/orders/nothing`, {})).toMatchObject(refused(404, 20000));
  });

  it('takes a subscription’s add-ons along with it to another partner', async () => {
    const parent = await bought({ offerId: MAIL });
    const addOn = await bought({ offerId: ARCHIVE, parentSubscriptionId: parent.subscription });
    const transfer = await partners.contoso('POST', `${AT}/transfers`, {
      sourcePartnerTenantId: fields(await partners.contoso('GET', '/v1/profiles/organization'))['tenantId'],
      targetPartnerTenantId: NORTHWIND,
      lineItems: [{ subscriptionId: parent.subscription }],
    });
    expect(fields(transfer)['lineItems']).toMatchObject([{ addonItems: [{ id: 0, subscriptionId: addOn.subscription }] }]);
    expect(await partners.northwind('POST', `${AT}/transfers/${String(fields(transfer)['id'])}/accept`)).toMatchObject({
      status: 200,
    });
    expect(await subscription(addOn.subscription)).toMatchObject(refused(404, 20003));
    const arrived = await partners.northwind('GET', `${AT}/subscriptions/${addOn.subscription}`);
    expect(arrived).toMatchObject({ status: 200, body: { parentSubscriptionId: parent.subscription } });
  });

  it('cancels an order once, and what it bought is gone', async () => {
    const made = await bought({ offerId: SUITE });
    const cancel = () => partners.contoso('PATCH', `${AT}/orders/${made.id}`, { id: made.id, status: 'cancelled' });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await subscription(made.subscription)).toMatchObject({ body: { status: 'deleted' } });
    expect(await cancel()).toMatchObject(refused(400, 800040));
  });

  it('provides a reservation after a while, and then it is an entitlement', async () => {
    const { id } = await bought({ offerId: RESERVATION, provisioningContext: { subscriptionId: LEGACY, scope: 'shared' } });
    const entitled = () => partners.contoso('GET', `${AT}/entitlements?entitlementtype=reservedinstance&showExpiry=true`);
    expect(items(await partners.contoso('GET', `${AT}/orders/${id}/provisioningstatus`))).toMatchObject([{ status: 'pending' }]);
    expect(items(await entitled())).toEqual([]);
    await partners.advance('11m');
    expect(await partners.contoso('GET', `${AT}/orders/${id}`)).toMatchObject({ body: { status: 'completed' } });
    const [found] = items(await entitled()) as { entitledArtifacts: { link: { uri: string } }[]; expiryDate: string }[];
    expect(found).toMatchObject({ productId: 'DZH318Z0BQ4B', skuId: '0047', entitlementType: 'reservedinstance' });
    expect(await partners.contoso('GET', `/v1${found?.entitledArtifacts[0]?.link.uri}`)).toMatchObject({
      status: 200,
      body: { type: 'reservedinstance' },
    });
  });

  it('checks out a cart once, an order for each group', async () => {
    const lineItems = [
      { id: 0, catalogItemId: 'MS-AZR-0145P', quantity: 1, billingCycle: 'monthly' },
      { id: 1, catalogItemId: 'DG7GMGF0DWM3:0002:DG7GMGF0DT1M', quantity: 2, billingCycle: 'one_time' },
      { id: 2, catalogItemId: 'DZH318Z0BXWC:0002:DZH318Z0BMRV', quantity: 1, billingCycle: 'monthly', termDuration: 'P1M' },
    ];
    const made = await partners.contoso('POST', `${AT}/carts`, { lineItems });
    const path = `${AT}/carts/${String(fields(made)['id'])}`;
    expect(await partners.northwind('GET', path)).toMatchObject(refused(404, 1000));
    const changed = await partners.contoso('PUT', path, { lineItems: lineItems.slice(0, 2) });
    expect(changed).toMatchObject({ status: 201, body: { lineItems: [{ orderGroup: 'OMS-0' }, { orderGroup: '0' }] } });
    const { orders } = fields(await partners.contoso('POST', `${path}/checkout`)) as { orders: { id: string }[] };
    expect(orders).toMatchObject([{ status: 'completed' }, { status: 'pending' }]);
    for (const { id } of orders) expect(await partners.contoso('GET', `${AT}/orders/${id}`)).toMatchObject({ status: 200 });
    expect(await partners.contoso('POST', `${path}/checkout`)).toMatchObject(refused(400, 3000));
  });

  it('forgets a cart that nobody touched for a week', async () => {
    const made = await partners.contoso('POST', `${AT}/carts`, { lineItems: [{ catalogItemId: SUITE, quantity: 1 }] });
    await partners.advance('8d');
    expect(await partners.contoso('GET', `${AT}/carts/${String(fields(made)['id'])}`)).toMatchObject(refused(404, 1000));
  });

  it('converts a trial into what is paid for', async () => {
    const { subscription: id, id: orderId } = await bought({ offerId: TRIAL });
    const [offered] = items(await partners.contoso('GET', `${AT}/subscriptions/${id}/conversions`));
    expect(offered).toMatchObject({ orderId, offerId: TRIAL });
    const converted = await partners.contoso('POST', `${AT}/subscriptions/${id}/conversions`, { ...offered, quantity: 25 });
    expect(converted).toMatchObject({ status: 200, body: { targetOfferId: offered?.['targetOfferId'] } });
    expect(await subscription(id)).toMatchObject({ body: { offerId: offered?.['targetOfferId'], quantity: 25 } });
    expect(items(await partners.contoso('GET', `${AT}/subscriptions/${id}/conversions`))).toEqual([]);
  });

  it('upgrades a subscription only while it is active', async () => {
    const { subscription: id } = await bought({ offerId: '91FD106F-4B2C-4938-95AC-F54F74E9A239', quantity: 7 });
    const path = `${AT}/subscriptions/${id}`;
    await partners.contoso('PATCH', path, { status: 'suspended' });
    const [upgrade] = items(await partners.contoso('GET', `${path}/upgrades`));
    expect(upgrade).toMatchObject({ isEligible: false, targetOffer: { id: SUITE } });
    expect(await partners.contoso('POST', `${path}/upgrades`, upgrade)).toMatchObject(refused(400, 2011));
    await partners.contoso('PATCH', path, { status: 'active' });
    const { targetSubscriptionId } = fields(await partners.contoso('POST', `${path}/upgrades`, upgrade));
    expect(await subscription(String(targetSubscriptionId))).toMatchObject({ body: { offerId: SUITE, quantity: 7 } });
    expect(await subscription(id)).toMatchObject({ body: { status: 'deleted' } });
  });

  it('sells the Azure plan to whom the customer agreement was accepted, once all is legacy no more', async () => {
    const eligible = () =>
      partners.contoso('POST', '/v1/productupgrades/eligibility', { customerId: FABRIKAM, productFamily: 'azure' });
    expect(await eligible()).toMatchObject({ body: { isEligible: true } });
    const { headers } = await partners.contoso('POST', '/v1/productupgrades', { customerId: FABRIKAM, productFamily: 'azure' });
    const done = await partners.contoso('POST', `/v1${headers['location']}`, { customerId: FABRIKAM, productFamily: 'azure' });
    expect(done).toMatchObject({ status: 200, body: { status: 'Completed', lineItems: [{ sourceProduct: { id: LEGACY } }] } });
    expect(await subscription(LEGACY)).toMatchObject({ body: { offerId: 'MS-AZR-0017G' } });
    expect(await eligible()).toMatchObject({ body: { isEligible: false } });
  });

  it('finds products, SKUs and availabilities, and nothing else', async () => {
    const at = '/v1/products/DZH318Z0BQ5S/skus';
    const skus = items(await partners.contoso('GET', `${at}?country=US`));
    expect(skus[1]).toMatchObject({ id: '0002', title: 'Reserved VM Instance, Standard_ND6s, US West 2, 1 Year' });
    expect(new Set(skus.map((one) => one['id'])).size).toBe(skus.length);
    expect(await partners.contoso('GET', `${at}/ZZZZ?country=US`)).toMatchObject(refused(404, 1000));
    expect(await partners.contoso('GET', at)).toMatchObject(refused(400, 3000));
    const [plan] = items(await partners.contoso('GET', `${AT}/products/DZH318Z0BPS6/skus/0001/availabilities`));
    expect(await order({ offerId: plan?.['catalogItemId'] })).toMatchObject({ status: 201 });
  });
});
