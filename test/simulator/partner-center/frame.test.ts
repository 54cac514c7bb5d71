import { fields, items, NORTHWIND, openPartners, refused, type Partners, FABRIKAM } from './support';

const customer = (domain: string) => ({
  CompanyProfile: { Domain: `${domain}.onmicrosoft.com`, Attributes: { ObjectType: 'CustomerCompanyProfile' } },
  BillingProfile: {
    Email: 'someone@example.com',
    CompanyName: domain,
    DefaultAddress: { FirstName: 'S', LastName: 'O', AddressLine1: '1 Way', City: 'Bonn', Country: 'DE' },
  },
});

describe('Partner Center’s frame', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const tokenOf = async (party: string, scope: string) => {
    const app = partners.client.simulator.apps.find((one) => one.party === party);
    const reply = await partners.client.send(
      'POST',
      `/${app?.tenantId}/oauth2/v2.0/token`,
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: app?.clientId ?? '',
        client_secret: app?.clientSecret ?? '',
        scope,
      }).toString(),
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
    return String(fields(reply)['access_token']);
  };
  const listWith = (authorization: string | undefined) =>
    partners.client.send('GET', '/v1/customers', undefined, authorization === undefined ? {} : { authorization });

  describe('the caller', () => {
    it('is taken with a token for Partner Center or for the simulator itself', async () => {
      for (const scope of [
        'https://api.partnercenter.microsoft.com/.default',
        'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd/.default',
        `${partners.client.simulator.url}/.default`,
      ]) {
        expect((await listWith(`Bearer ${await tokenOf('sourcePartner', scope)}`)).status).toBe(200);
      }
    });

    it.each(['https://graph.windows.net/.default', 'https://management.azure.com/.default', ''])(
      'is refused with a token for %j',
      async (scope) => {
        expect(await listWith(`Bearer ${await tokenOf('sourcePartner', scope)}`)).toMatchObject(refused(401, 900420));
      },
    );

    it('is refused without a token, with a foreign one, and from a tenant that is no partner', async () => {
      expect(await listWith(undefined)).toMatchObject(refused(401, 400));
      expect(await listWith('Bearer some.foreign.token')).toMatchObject(refused(401, 400));
      const customers = await tokenOf('customer', 'https://api.partnercenter.microsoft.com/.default');
      expect(await listWith(`Bearer ${customers}`)).toMatchObject(refused(403, 2032));
    });

    it('is the first partner, or the named one, for the development identity', async () => {
      const mpnOf = async (headers: Record<string, string>) =>
        fields(await partners.client.send('GET', '/v1/profiles/mpn', undefined, { authorization: 'Bearer sim', ...headers }))[
          'mpnId'
        ];
      expect(await mpnOf({})).toBe('4711001');
      expect(await mpnOf({ 'x-sim-partner': NORTHWIND })).toBe('4711002');
      expect(await partners.contoso('GET', '/v1/customers', undefined, { 'x-sim-partner': FABRIKAM })).toMatchObject(
        refused(403, 2032),
      );
    });
  });

  describe('headers and paths', () => {
    it('gives back the ids it was sent, and makes them when it was not', async () => {
      const sent = { 'ms-requestid': 'one', 'ms-correlationid': 'two', 'x-locale': 'de-DE' };
      expect((await partners.contoso('GET', '/v1/customers', undefined, sent)).headers).toMatchObject({
        'ms-requestid': 'one',
        'ms-correlationid': 'two',
      });
      expect((await partners.contoso('GET', '/v1/nothing')).headers['ms-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('folds case and doubled slashes', async () => {
      expect((await partners.contoso('GET', `//V1//Customers/${FABRIKAM.toUpperCase()}/`)).status).toBe(200);
    });

    it('tells a wrong address from one it does not model, and a method from a path', async () => {
      expect(await partners.contoso('GET', '/v1/nothing')).toMatchObject(refused(404, 1000));
      expect(await partners.contoso('GET', '/v1/partnerRequests')).toMatchObject(refused(501, 0));
      expect(await partners.contoso('DELETE', '/v1/customers')).toMatchObject(refused(405, 405));
      expect(await partners.contoso('POST', '/v1/customers', '{"no')).toMatchObject(refused(400, 800002));
    });

    it('leaves Graph and ARM where they are', async () => {
      expect((await partners.client.arm('GET', '/tenants')).status).toBe(200);
      expect((await partners.client.send('GET', '/v1.0/users', undefined, { authorization: 'Bearer sim' })).status).toBe(200);
    });
  });

  describe('a POST that is repeated', () => {
    const post = (id: string, domain: string, call = partners.contoso) =>
      call('POST', '/v1/customers', customer(domain), { 'ms-requestid': id });

    it('is done once for one MS-RequestId, also when the first answer was lost', async () => {
      await partners.client.sim('POST', 'faults', {
        match: { method: 'POST', path: '^/v1/customers$' },
        action: { dropAnswer: true },
      });
      await expect(post('once', 'alpine', partners.contoso)).rejects.toThrow();
      const second = await post('once', 'alpine', partners.contoso);
      const third = await post('once', 'alpine', partners.contoso);
      expect(second.status).toBe(201);
      expect(fields(third)).toEqual(fields(second));
      expect(items(await partners.contoso('GET', '/v1/customers'))).toHaveLength(2);
      expect(await post('another', 'alpine', partners.contoso)).toMatchObject(refused(409, 600009));
    });

    it('is another one for another partner', async () => {
      await post('same', 'alpine', partners.contoso);
      expect(await post('same', 'alpine', partners.northwind)).toMatchObject(refused(409, 600009));
    });

    it('is remembered over a snapshot', async () => {
      const first = await post('kept', 'alpine', partners.contoso);
      const { body } = await partners.client.sim('GET', 'snapshot');
      await partners.client.sim('POST', 'reset');
      await partners.client.sim('POST', 'snapshot', body);
      expect(fields(await post('kept', 'alpine', partners.contoso))).toEqual(fields(first));
    });
  });

  describe('faults', () => {
    const fault = (action: unknown, match: unknown = { path: '/v1/customers' }) =>
      partners.client.sim('POST', 'faults', { match, action });

    it('throttles in Partner Center’s own words', async () => {
      await fault({ status: 429, message: 'Too many requests.', headers: { 'retry-after': '7' } });
      const { status, body, headers } = await partners.contoso('GET', '/v1/customers');
      expect({ status, body, after: headers['retry-after'] }).toEqual({
        status: 429,
        body: { statusCode: 429, message: 'Too many requests.' },
        after: '7',
      });
    });

    it('injects any of its errors', async () => {
      await fault({ status: 403, code: '900130', message: 'Bought too recently.' });
      expect(await partners.contoso('GET', '/v1/customers')).toMatchObject(refused(403, 900130));
    });

    it('breaks the connection', async () => {
      await fault({ reset: true });
      await expect(partners.contoso('GET', '/v1/customers')).rejects.toThrow();
    });

    it('shows what was, to the partner who saw it', async () => {
      await partners.contoso('GET', '/v1/customers');
      await partners.northwind('GET', '/v1/customers');
      await partners.contoso('POST', '/v1/customers', customer('alpine'));
      await fault({ stale: true });
      expect(items(await partners.contoso('GET', '/v1/customers'))).toHaveLength(1);
      expect(items(await partners.contoso('GET', '/v1/customers'))).toHaveLength(2);
    });
  });

  it('is in the audit and in the traffic, without the token', async () => {
    await partners.contoso('GET', '/v1/customers?size=5');
    const audit = (await partners.client.sim('GET', 'audit?format=json')).body as Record<string, unknown>[];
    expect(audit.at(-1)).toMatchObject({ principal: 'sim', method: 'GET', path: '/v1/customers', status: 200 });
    const traffic = String((await partners.client.sim('GET', 'traffic')).body);
    expect(traffic).toContain('/v1/customers?size=5');
    expect(traffic).not.toContain('Bearer');
  });

  it('gives long lists in pages that can be followed to the end', async () => {
    for (const domain of ['alpine', 'bellows', 'consolidated', 'datum'])
      await partners.contoso('POST', '/v1/customers', customer(domain));
    const seen: unknown[] = [];
    let next: { uri: string; headers: { key: string; value: string }[] } | undefined = { uri: '/customers?size=2', headers: [] };
    let pages = 0;
    while (next !== undefined) {
      const headers = Object.fromEntries(next.headers.map(({ key, value }) => [key, value]));
      const reply = await partners.contoso('GET', `/v1${next.uri}`, undefined, headers);
      expect(fields(reply)).toMatchObject({ totalCount: items(reply).length, attributes: { objectType: 'Collection' } });
      seen.push(...items(reply).map((one) => one['id']));
      next = (fields(reply)['links'] as { next?: typeof next }).next;
      expect(reply.headers['ms-continuationtoken']).toBe(next?.headers[0]?.value);
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(5);
    for (const [path, headers] of [
      ['?size=many', {}],
      ['?seekOperation=Next', {}],
      ['?seekOperation=Next', { 'ms-continuationtoken': 'mine' }],
    ] as const)
      expect(await partners.contoso('GET', `/v1/customers${path}`, undefined, headers)).toMatchObject(refused(400, 3000));
  });

  it('speaks for nobody in a world without partners', async () => {
    await partners.client.sim('POST', 'reset', {});
    expect(await partners.client.send('GET', '/v1/customers', undefined, { authorization: 'Bearer sim' })).toMatchObject(
      refused(403, 2032),
    );
  });
});
