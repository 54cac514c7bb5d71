import { CONTOSO, FABRIKAM, fields, items, LEGACY, openPartners, refused, type Partners } from './support';

describe('Partner Center about the partner itself', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  describe('profiles', () => {
    it('find a partner by MPN id, the caller when none is named', async () => {
      const mpn = (query = '') => partners.contoso('GET', `/v1/profiles/mpn${query}`);
      expect(fields(await mpn())).toMatchObject({ mpnId: '4711001', profileType: 'MpnProfile' });
      expect(fields(await mpn('?mpnId=4711002'))).toMatchObject({ mpnId: '4711002' });
      expect(await mpn('?mpnId=9999999')).toMatchObject(refused(404, 3000));
    });

    it('change under their tag', async () => {
      const path = '/v1/profiles/organization';
      const before = fields(await partners.contoso('GET', path));
      expect(before).toMatchObject({ tenantId: CONTOSO, companyName: 'Contoso', email: 'partner@contoso.onmicrosoft.com' });
      expect(fields(await partners.contoso('PUT', path, { ...before, email: 'new@contoso.example' }))).toMatchObject({
        email: 'new@contoso.example',
        id: CONTOSO,
      });
      expect(await partners.contoso('PUT', path, before)).toMatchObject(refused(400, 2055));
      expect(fields(await partners.northwind('GET', path))['email']).toBe('partner@northwind.onmicrosoft.com');
    });

    it.each([
      ['legalbusiness', { profileType: 'LegalBusinessProfile', vettingStatus: 'authorized' }],
      ['support', { profileType: 'support_profile', attributes: { objectType: 'PartnerSupportProfile' } }],
    ])('tell of %s', async (name, shown) => {
      expect(fields(await partners.contoso('GET', `/v1/profiles/${name}`))).toMatchObject(shown);
    });
  });

  describe('service requests', () => {
    const open = async (customerTenantId?: string) => {
      const opened = { partnerTenantId: CONTOSO, title: 'Transfer', severity: 'critical', customerTenantId };
      return String(fields(await partners.client.sim('POST', 'serviceRequests', opened))['id']);
    };

    it('are listed for the customer they are about, and only to the partner who opened them', async () => {
      const ids = [await open(FABRIKAM), await open()];
      expect(items(await partners.contoso('GET', `/v1/customers/${FABRIKAM}/servicerequests`))).toMatchObject([
        { id: ids[0], title: 'Transfer', severity: 'critical', status: 'open' },
      ]);
      expect(items(await partners.contoso('GET', '/v1/servicerequests'))).toHaveLength(2);
      expect(items(await partners.northwind('GET', `/v1/customers/${FABRIKAM}/servicerequests`))).toEqual([]);
      expect(await partners.northwind('GET', `/v1/servicerequests/${ids[0]}`)).toMatchObject(refused(404, 1000));
    });

    it('take notes and are closed', async () => {
      const path = `/v1/servicerequests/${await open(FABRIKAM)}`;
      const noted = await partners.contoso('PATCH', path, { Status: 'none', NewNote: { Text: 'Any news?' } });
      expect(fields(noted)).toMatchObject({ status: 'open', notes: [{ createdByName: 'Contoso', text: 'Any news?' }] });
      expect(fields(await partners.contoso('PATCH', path, { status: 'closed' }))).toMatchObject({
        status: 'closed',
        organization: { id: FABRIKAM },
        lastClosedDate: expect.stringMatching(/^20/),
      });
      expect(await partners.contoso('PATCH', path, { status: 'gone' })).toMatchObject(refused(400, 3000));
    });

    it('are about known topics, and cannot be opened by the API', async () => {
      expect(items(await partners.contoso('GET', '/v1/servicerequests/supporttopics'))[0]).toMatchObject({
        id: '32444671',
        attributes: { objectType: 'SupportTopic' },
      });
      expect(await partners.contoso('POST', '/v1/servicerequests', {})).toMatchObject(refused(405, 405));
      expect((await partners.client.sim('POST', 'serviceRequests', { title: '' })).status).toBe(400);
    });
  });

  describe('audit records', () => {
    const rename = (friendlyName: string) =>
      partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${LEGACY}`, { friendlyName });
    const recorded = async (query: string) => items(await partners.contoso('GET', `/v1/auditrecords?${query}`));
    const filter = (Field: string, Value: string, Operator = 'equals') =>
      `&filter=${encodeURIComponent(JSON.stringify({ Field, Value, Operator }))}`;

    it('tell what was done, to the partner who did it', async () => {
      await rename('one');
      const [record] = await recorded('startDate=6/1/2017%2012:00:00%20AM');
      expect(record).toMatchObject({
        partnerId: CONTOSO,
        customerId: FABRIKAM,
        customerName: 'Fabrikam',
        resourceType: 'subscription',
        operationType: 'update_subscription',
        operationStatus: 'succeeded',
        attributes: { objectType: 'AuditRecord' },
      });
      expect(fields(await partners.contoso('GET', `/v1/auditrecords/${String(record?.['id'])}`))).toEqual(record);
      expect(items(await partners.northwind('GET', '/v1/auditrecords?startDate=2020-01-01'))).toEqual([]);
      expect(await partners.northwind('GET', `/v1/auditrecords/${String(record?.['id'])}`)).toMatchObject(refused(404, 1000));
    });

    it('are found by day, customer and kind', async () => {
      await rename('one');
      expect(await recorded(`startDate=2020-01-01${filter('CustomerId', FABRIKAM)}`)).toHaveLength(1);
      expect(await recorded(`startDate=2020-01-01${filter('CompanyName', 'brik', 'substring')}`)).toHaveLength(1);
      expect(await recorded(`startDate=2020-01-01${filter('ResourceType', 'order')}`)).toHaveLength(0);
      expect(await recorded('startDate=2020-01-01&endDate=2020-01-02')).toHaveLength(0);
      expect(await recorded('startDate=2999-01-01')).toHaveLength(0);
    });

    it('come in pages, need a start, and are forgotten after 90 days', async () => {
      for (const name of ['one', 'two', 'three']) await rename(name);
      const first = await partners.contoso('GET', '/v1/auditrecords?startDate=2020-01-01&size=2');
      const { next } = fields(first)['links'] as { next: { uri: string; headers: { value: string }[] } };
      const token = { 'ms-continuationtoken': String(next.headers[0]?.value) };
      expect(items(first)).toHaveLength(2);
      expect(items(await partners.contoso('GET', `/v1${next.uri}`, undefined, token))).toHaveLength(1);
      expect(await partners.contoso('GET', '/v1/auditrecords')).toMatchObject(refused(400, 3000));
      expect(await partners.contoso('GET', '/v1/auditrecords?startDate=soon')).toMatchObject(refused(400, 3000));
      await partners.advance('91d');
      expect(await recorded('startDate=2020-01-01')).toHaveLength(0);
    });
  });
});
