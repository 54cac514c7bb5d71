import { CONTOSO, FABRIKAM, fields, items, openPartners, refused, type Partners } from './support';

const AT = `/v1/customers/${FABRIKAM}`;
const POLICY = {
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: FABRIKAM },
  grantor: { grantorType: 'billToPartner', tenantID: CONTOSO },
  permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
};

describe('what partners settle for their customers', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  it('makes one self-serve policy for a customer, changes it by its etag and takes it away', async () => {
    const made = await partners.contoso('POST', '/v1/SelfServePolicy', POLICY);
    expect(made).toMatchObject({ status: 201, body: { id: `${CONTOSO}_${FABRIKAM}` } });
    expect(await partners.contoso('POST', '/v1/SelfServePolicy', POLICY)).toMatchObject(refused(409, 3000));
    const path = `/v1/SelfServePolicy/${String(fields(made)['id'])}`;
    expect(await partners.northwind('GET', path)).toMatchObject(refused(404, 1000));
    const changed = await partners.contoso('PUT', path, fields(made));
    expect(changed).toMatchObject({ status: 200 });
    expect(await partners.contoso('PUT', path, fields(made))).toMatchObject(refused(400, 2055));
    expect(items(await partners.contoso('GET', `/v1/SelfServePolicy?entity_id=${FABRIKAM}`))).toEqual([changed.body]);
    expect(await partners.contoso('DELETE', path)).toMatchObject({ status: 204 });
    expect(await partners.contoso('GET', path)).toMatchObject(refused(404, 1000));
  });

  it('refuses a self-serve policy in another partner’s name', async () => {
    expect(await partners.northwind('POST', '/v1/SelfServePolicy', POLICY)).toMatchObject(refused(400, 3000));
  });

  it('looks at a qualification for three days', async () => {
    const made = await partners.contoso('POST', `${AT}/qualifications`, { Qualification: 'Education' });
    expect(made).toMatchObject({ status: 201, body: { qualification: 'Education', vettingStatus: 'InReview' } });
    await partners.advance('4d');
    expect(await partners.contoso('GET', `${AT}/qualifications`)).toMatchObject({ body: [{ vettingStatus: 'Approved' }] });
    expect(await partners.contoso('GET', `${AT}/qualification`)).toMatchObject({ body: 'Education' });
    expect(await partners.contoso('POST', `${AT}/qualifications`, { Qualification: 'Royalty' })).toMatchObject(
      refused(400, 3000),
    );
  });

  it('counts the uses of a validation code', async () => {
    const codes = async () =>
      ((await partners.contoso('GET', '/v1/customers/all/validations')).body as Record<string, unknown>[])[0];
    const code = String((await codes())?.['validationId']);
    const ask = (query: string) =>
      partners.contoso('POST', `${AT}/qualifications${query}`, { qualification: 'GovernmentCommunityCloud' });
    expect(await ask('')).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('GET', `${AT}/validations`)).toMatchObject(refused(404, 1000));
    expect(await ask(`?code=${code}`)).toMatchObject({ status: 201 });
    expect(await codes()).toMatchObject({ maxCreates: 5, remainingCreates: 4 });
    expect(await partners.contoso('GET', `${AT}/validations`)).toMatchObject({
      body: { validationId: code, customerId: FABRIKAM },
    });
  });

  it('adds a domain that from then on is taken', async () => {
    const domain = { authenticationType: 'Federated', capability: 'Email', isDefault: false };
    const add = () =>
      partners.contoso('POST', `${AT}/verifieddomain`, { VerifiedDomainName: 'fabrikam.example', Domain: domain });
    expect(await partners.contoso('HEAD', '/v1/domains/fabrikam.example')).toMatchObject({ status: 404 });
    expect(await add()).toMatchObject({ status: 201, body: { name: 'fabrikam.example', authenticationType: 'federated' } });
    expect(await partners.contoso('HEAD', '/v1/domains/fabrikam.example')).toMatchObject({ status: 200 });
    expect(fields(await partners.contoso('GET', AT))['customDomains']).toContain('fabrikam.example');
    expect(await add()).toMatchObject(refused(409, 600009));
  });

  it('registers devices, each once, and tells by a job what could not be', async () => {
    const device = { serialNumber: 'S-1', productKey: 'K-1' };
    const made = await partners.contoso('POST', `${AT}/deviceBatches`, { batchId: 'first', devices: [device, device] });
    expect(made.status).toBe(202);
    const job = () => partners.contoso('GET', `/v1${made.headers['location']}`);
    expect(await job()).toMatchObject({ body: { status: 'processing' } });
    await partners.advance('11m');
    expect(await job()).toMatchObject({
      body: {
        status: 'finished_with_errors',
        devicesStatus: [{ status: 'finished' }, { errorDescription: 'ZtdDeviceAlreadyAssigned' }],
      },
    });
    const devices = `${AT}/deviceBatches/first/devices`;
    expect(await partners.contoso('POST', `${AT}/deviceBatches`, { batchId: 'first', devices: [device] })).toMatchObject(
      refused(409, 3000),
    );
    expect(await partners.contoso('POST', devices, [{ serialNumber: 'S-2' }])).toMatchObject(refused(400, 3000));
    expect(items(await partners.contoso('GET', devices))).toMatchObject([
      { serialNumber: 'S-1', policies: [{ key: 'o_o_b_e', value: null }] },
    ]);
    expect(await partners.northwind('GET', devices)).toMatchObject(refused(404, 1000));
  });

  it('keeps a policy as long as a device has it', async () => {
    await partners.contoso('POST', `${AT}/deviceBatches`, {
      batchId: 'first',
      devices: [{ serialNumber: 'S-1', productKey: 'K-1' }],
    });
    const written = { name: 'Quick', category: 'o_o_b_e', policySettings: ['skip_eula'] };
    const policy = String(fields(await partners.contoso('POST', `${AT}/policies`, written))['id']);
    const [device] = items(await partners.contoso('GET', `${AT}/deviceBatches/first/devices`));
    const path = `${AT}/deviceBatches/first/devices/${String(device?.['id'])}`;
    const assigned = await partners.contoso('PATCH', path, { ...device, policies: [{ key: 'o_o_b_e', value: policy }] });
    expect(assigned).toMatchObject({ status: 200, body: { policies: [{ value: policy }] } });
    expect(await partners.contoso('GET', `${AT}/policies/${policy}`)).toMatchObject({ body: { devicesAssigned: 1 } });
    expect(await partners.contoso('DELETE', `${AT}/policies/${policy}`)).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('DELETE', path)).toMatchObject({ status: 204 });
    expect(await partners.contoso('DELETE', `${AT}/policies/${policy}`)).toMatchObject({ status: 204 });
    expect(await partners.contoso('PUT', `${AT}/policies/${policy}`, written)).toMatchObject(refused(404, 1000));
    expect(await partners.contoso('POST', `${AT}/policies`, { ...written, policySettings: ['dance'] })).toMatchObject(
      refused(400, 3000),
    );
  });

  it('says which inventory is restricted, for the caller’s own customers', async () => {
    const ask = (customerId: string) =>
      partners.contoso('POST', '/v1/extensions/product/checkinventory?country=US', {
        targetItems: [{ productId: 'DZH318Z0BQ3P' }],
        inventoryContext: { customerId, azureSubscriptionId: 'c5000000-0000-4000-8000-000000000201' },
      });
    const answer = (await ask(FABRIKAM)).body as { isRestricted: boolean }[];
    expect(new Set(answer.map((one) => one.isRestricted))).toEqual(new Set([true, false]));
    expect(await ask(CONTOSO)).toMatchObject(refused(403, 20002));
  });
});
