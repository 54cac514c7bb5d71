import { CONTOSO, FABRIKAM, fields, idOf, items, LEGACY, NORTHWIND, openPartners, PLAN, refused, type Partners } from './support';

const OTHER_PARTNER = 'd0000000-0000-4000-8000-000000000004';
const SECOND = 'f9000000-0000-4000-8000-000000000002';

describe('a transfer that the target asks for', () => {
  let partners: Partners;
  let planId: string;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(async () => {
    await partners.client.sim('POST', 'reset');
    planId = await idOf(partners.contoso, PLAN);
  });
  afterAll(() => partners.client.close());

  const at = `/v1/customers/${FABRIKAM}/transfers`;
  const asked = {
    sourcePartnerTenantId: CONTOSO,
    sourcePartnerName: 'Contoso',
    customerEmailId: 'admin@fabrikam.example',
    customerName: 'Fabrikam',
    targetPartnerTenantId: NORTHWIND,
    targetPartnerEmailId: 'sales@northwind.example',
    transferType: 3,
  };
  const ask = (more: Record<string, unknown> = {}) => partners.northwind('POST', at, { ...asked, ...more });
  const pending = async (more?: Record<string, unknown>) => `${at}/${String(fields(await ask(more))['id'])}`;
  const give = (path: string, subscriptionId = planId, productType = 'AzureSubscription') =>
    partners.contoso('PATCH', path, { lineItems: [{ subscriptionId, productType }] });
  const statusFor = async (call: Partners['contoso'], path: string) => fields(await call('GET', path))['status'];
  const seedSecond = () =>
    partners.client.sim('POST', 'seed', {
      subscriptions: [{ subscriptionId: SECOND, tenantId: FABRIKAM, offerId: 'MS-AZR-0017G', partnerTenantId: CONTOSO }],
    });

  it('is pending for 30 days, without lines', async () => {
    const reply = await ask();
    expect(reply).toMatchObject({
      status: 201,
      body: { ...asked, status: 'Pending', transferDirection: 1, lineItems: [], attributes: { objectType: 'TransferEntity' } },
    });
    const { createdTime, expirationTime } = fields(reply) as { createdTime: string; expirationTime: string };
    expect(Date.parse(expirationTime) - Date.parse(createdTime)).toBe(30 * 86_400_000);
    expect(fields(await partners.contoso('GET', `${at}/${String(fields(reply)['id'])}`))).toMatchObject({ transferDirection: 2 });
  });

  it('goes from pending over in progress to complete, and gives the target new ids', async () => {
    const path = await pending();
    expect(await give(path)).toMatchObject({
      status: 200,
      body: { status: 'InProgress', lineItems: [{ subscriptionId: planId, productType: 'AzureSubscription' }] },
    });
    expect(fields(await partners.northwind('GET', path))).toMatchObject({ status: 'InProgress', lineItems: [] });
    await partners.advance('29m');
    expect(await statusFor(partners.northwind, path)).toBe('InProgress');
    expect(await idOf(partners.northwind, PLAN)).toBe('undefined');
    await partners.advance('2m');
    const shown = fields(await partners.northwind('GET', path));
    expect(shown).toMatchObject({ status: 'Complete', completedTime: expect.any(String) });
    const [line] = shown['lineItems'] as Record<string, unknown>[];
    expect(line).toMatchObject({ status: 'Complete', orderId: expect.any(String) });
    expect(line?.['subscriptionId']).not.toBe(planId);
    expect(fields(await partners.contoso('GET', path))['lineItems']).toMatchObject([{ subscriptionId: planId }]);
    const arrived = fields(
      await partners.northwind('GET', `/v1/customers/${FABRIKAM}/subscriptions/${String(line?.['subscriptionId'])}`),
    );
    expect(arrived).toMatchObject({ entitlementId: PLAN, orderId: line?.['orderId'], friendlyName: 'Fabrikam analytics' });
    expect(await idOf(partners.contoso, PLAN)).toBe('undefined');
    expect(await partners.contoso('GET', `/v1/customers/${FABRIKAM}/subscriptions/${planId}`)).toMatchObject(refused(404, 20003));
    expect((await partners.client.arm('GET', `/subscriptions/${PLAN}`)).body).toMatchObject({
      managedByTenants: [{ tenantId: NORTHWIND }],
    });
  });

  it('is cancelled by the target while it is pending, and never later or by the source', async () => {
    const first = await pending();
    expect(await partners.contoso('PATCH', first, { status: 'Cancel' })).toMatchObject(refused(400, 900141));
    expect(fields(await partners.northwind('PATCH', first, { id: 'x', status: 'Cancel' }))['status']).toBe('Cancelled');
    expect(await give(first)).toMatchObject(refused(400, 900102));
    const second = await pending();
    expect(await partners.northwind('PATCH', second, { status: 'Complete' })).toMatchObject(refused(400, 900141));
    await give(second);
    expect(await partners.northwind('PATCH', second, { status: 'Cancel' })).toMatchObject(refused(409, 900104));
    expect(await give(second)).toMatchObject(refused(409, 900104));
  });

  it('expires after 30 days', async () => {
    const path = await pending();
    await partners.advance('29d');
    expect(await statusFor(partners.contoso, path)).toBe('Pending');
    await partners.advance('1d');
    expect(await statusFor(partners.contoso, path)).toBe('Expired');
    expect(await give(path)).toMatchObject(refused(400, 900102));
    expect((await ask()).status).toBe(201);
  });

  it('is one at a time for the same three', async () => {
    const { id } = fields(await ask());
    expect(await ask()).toMatchObject({ status: 409, body: { code: 900101, description: expect.stringContaining(String(id)) } });
  });

  it('asks for what it needs', async () => {
    expect(await ask({ customerEmailId: undefined })).toMatchObject(refused(400, 900136));
    expect(await ask({ sourcePartnerTenantId: 'Contoso' })).toMatchObject(refused(400, 900136));
    expect(await ask({ sourcePartnerTenantId: NORTHWIND })).toMatchObject(refused(400, 900148));
    expect(await ask({ sourcePartnerTenantId: FABRIKAM })).toMatchObject(refused(403, 900137));
    expect(await ask({ targetPartnerTenantId: CONTOSO })).toMatchObject(refused(400, 800002));
    expect(await ask({ transferType: 9 })).toMatchObject(refused(400, 800002));
    expect(await ask({ targetProductTypes: ['Bread'] })).toMatchObject(refused(400, 800002));
    expect((await partners.northwind('GET', at)).body).toEqual([]);
  });

  it('needs the customer’s agreement and an Azure plan at the target', async () => {
    await partners.client.sim('POST', 'seed', {
      tenants: [{ tenantId: OTHER_PARTNER, domain: 'datum.onmicrosoft.com', displayName: 'Datum' }],
      partners: [{ tenantId: OTHER_PARTNER, mpnId: '4711003' }],
    });
    const datum = (method: string, path: string, body: unknown) =>
      partners.northwind(method, path, body, { 'x-sim-partner': OTHER_PARTNER });
    const wanted = { ...asked, targetPartnerTenantId: OTHER_PARTNER };
    expect(await datum('POST', at, wanted)).toMatchObject(refused(403, 20002));
    await partners.client.sim('POST', 'seed', {
      relationships: [{ partnerTenantId: OTHER_PARTNER, customerTenantId: FABRIKAM }],
    });
    expect(await datum('POST', at, wanted)).toMatchObject(refused(403, 13605));
    await datum('POST', `/v1/customers/${FABRIKAM}/agreements`, {
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      type: 'MicrosoftCustomerAgreement',
      dateAgreed: '2020-05-05',
      primaryContact: { firstName: 'Dana', lastName: 'Doe', email: 'dana@fabrikam.example' },
    });
    expect(await datum('POST', at, wanted)).toMatchObject(refused(400, 900133));
    const snapshot = (await partners.client.sim('GET', 'snapshot')).body as {
      partnerCenter: { relationships: { partnerTenantId: string; azurePlan: string }[] };
    };
    for (const one of snapshot.partnerCenter.relationships)
      if (one.partnerTenantId === OTHER_PARTNER) one.azurePlan = 'suspended';
    await partners.client.sim('POST', 'snapshot', snapshot);
    expect(await datum('POST', at, wanted)).toMatchObject(refused(400, 900132));
  });

  it('takes nothing but what is under an Azure plan', async () => {
    const path = await pending();
    expect(await give(path, LEGACY)).toMatchObject(refused(400, 900131));
    expect(await give(path, planId, 'SaaS')).toMatchObject(refused(400, 800002));
    expect(await give(path, PLAN)).toMatchObject(refused(400, 800078));
    expect(await give(path, 'mine')).toMatchObject(refused(400, 800002));
    expect(await partners.contoso('PATCH', path, { lineItems: [] })).toMatchObject(refused(400, 800002));
    expect(await partners.contoso('PATCH', path, {})).toMatchObject(refused(400, 900141));
    const twice = { lineItems: [{ subscriptionId: planId }, { subscriptionId: planId.toUpperCase() }] };
    expect(await partners.contoso('PATCH', path, twice)).toMatchObject(refused(400, 800002));
    expect(await statusFor(partners.contoso, path)).toBe('Pending');
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${planId}`, { status: 'suspended' });
    expect(await give(path)).toMatchObject(refused(403, 900105));
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${planId}`, { status: 'deleted' });
    expect(await give(path)).toMatchObject(refused(400, 800078));
  });

  it('is not even begun when the customer has legacy Azure only, or for another product', async () => {
    const reservations = await pending({ targetProductTypes: ['AzureReservation'] });
    expect(await give(reservations)).toMatchObject(refused(400, 900141));
    await partners.northwind('PATCH', reservations, { status: 'Cancel' });
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${planId}`, { status: 'deleted' });
    expect(await ask()).toMatchObject(refused(400, 900131));
  });

  it('ends in part when one of two is suspended on the way', async () => {
    await seedSecond();
    const secondId = await idOf(partners.contoso, SECOND);
    const path = await pending();
    await partners.contoso('PATCH', path, { lineItems: [{ subscriptionId: planId }, { subscriptionId: secondId }] });
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${secondId}`, { status: 'suspended' });
    await partners.advance('31m');
    expect(fields(await partners.contoso('GET', path))).toMatchObject({
      status: 'PartiallyComplete',
      lineItems: [{ status: 'Complete' }, { status: 'Failed', transferError: { code: '900105' } }],
    });
    expect(await idOf(partners.northwind, PLAN)).not.toBe('undefined');
    expect(await idOf(partners.contoso, SECOND)).toBe(secondId);
  });

  it('can be made to fail, and never to end', async () => {
    const fault = (action: unknown) =>
      partners.client.sim('POST', 'faults', { match: { method: 'PATCH', path: 'transfers/' }, action });
    const failing = await pending();
    await fault({ lro: { status: 500, code: '900103', message: 'Transfer order is not successful' } });
    await give(failing);
    await partners.advance('31m');
    expect(fields(await partners.contoso('GET', failing))).toMatchObject({
      status: 'Failed',
      lineItems: [{ transferError: { code: '900103' } }],
    });
    expect(await idOf(partners.contoso, PLAN)).toBe(planId);
    const endless = await pending();
    await fault({ neverEnds: true });
    await give(endless);
    await partners.advance('40d');
    expect(await statusFor(partners.contoso, endless)).toBe('InProgress');
  });

  it('goes on over a snapshot', async () => {
    const path = await pending();
    await give(path);
    const { body } = await partners.client.sim('GET', 'snapshot');
    await partners.client.sim('POST', 'reset');
    expect(await partners.contoso('GET', path)).toMatchObject(refused(404, 900100));
    await partners.client.sim('POST', 'snapshot', body);
    await partners.advance('31m');
    expect(await statusFor(partners.contoso, path)).toBe('Complete');
  });

  it('is asked for and given by admin agents', async () => {
    const app = partners.client.simulator.apps.find((one) => one.party === 'destinationPartner');
    const principal = {
      objectId: 'ab000000-0000-4000-8000-000000000001',
      tenantId: NORTHWIND,
      type: 'ServicePrincipal',
      clientId: 'ab000000-0000-4000-8000-000000000002',
      clientSecret: 'secret',
    };
    await partners.client.sim('POST', 'seed', { principals: [principal] });
    const as = async (clientId: string, clientSecret: string) => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'https://api.partnercenter.microsoft.com/.default',
      });
      const reply = await partners.client.send('POST', `/${NORTHWIND}/oauth2/v2.0/token`, form.toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
      return partners.client.send('POST', at, asked, { authorization: `Bearer ${String(fields(reply)['access_token'])}` });
    };
    expect(await as(principal.clientId, 'secret')).toMatchObject(refused(403, 900150));
    expect((await as(app?.clientId ?? '', app?.clientSecret ?? '')).status).toBe(201);
  });

  it('is in the audit of both', async () => {
    const path = await pending();
    await give(path);
    await partners.advance('31m');
    for (const call of [partners.contoso, partners.northwind]) {
      const records = items(await call('GET', '/v1/auditrecords?startDate=2020-01-01'));
      expect(records.map((one) => one['operationType'])).toEqual(['create_transfer', 'update_transfer', 'update_transfer']);
      expect(records[2]).toMatchObject({ resourceType: 'transfer', userPrincipalName: 'system' });
    }
  });
});
