import { everyItem } from '../../../activities/azure/partner-center/pages';
import { failureOf, type Loopback, startLoopback } from './loopback';

describe('requests to Partner Center', () => {
  let center: Loopback;
  beforeAll(async () => {
    center = await startLoopback();
  });
  afterAll(() => center.stop());

  it('carry the documented headers', async () => {
    center.answers(() => ({ status: 200, body: {} }));
    await center.transport.send('try', { method: 'POST', path: '/v1/things', body: {}, requestId: 'r-1', etag: 'e-1' });
    expect(center.received[0]?.headers).toMatchObject({
      authorization: 'Bearer a.b.c',
      accept: 'application/json',
      'content-type': 'application/json',
      'if-match': 'e-1',
      'ms-requestid': 'r-1',
      'ms-contract-version': 'v1',
      'ms-partnercenter-application': 'Handover',
      'x-locale': 'en-US',
    });
    expect(center.received[0]?.headers['ms-correlationid']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['a lost answer', 'reset' as const],
    ['a 503', { status: 503, body: {} }],
  ])('are repeated after %s with the same request and correlation id', async (_what, first) => {
    center.answers((_request, nth) => (nth === 1 ? first : { status: 201, body: { id: 'made' } }));
    const answer = await center.transport.send('make', { method: 'POST', path: '/v1/things', body: {}, requestId: 'r-2' });
    expect(answer.body).toEqual({ id: 'made' });
    expect(center.received.map(({ headers }) => headers['ms-requestid'])).toEqual(['r-2', 'r-2']);
    expect(new Set(center.received.map(({ headers }) => headers['ms-correlationid'])).size).toBe(1);
  });

  it('have a request id of their own for each read, kept when it is repeated', async () => {
    center.answers((_request, nth) => (nth === 1 ? 'reset' : { status: 200, body: {} }));
    await center.transport.send('read', { method: 'GET', path: '/v1/things' });
    await center.transport.send('read', { method: 'GET', path: '/v1/things' });
    const [first, again, other] = center.received.map(({ headers }) => headers['ms-requestid']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['a reset connection', 'reset' as const],
    ['a 500', { status: 500, body: { code: 900103, description: 'Order failed' } }],
    ['a 503 that says when to come back', { status: 503, headers: { 'retry-after': '1' } }],
  ])('that may be sent once are sent once: %s leaves the outcome unknown', async (_what, answer) => {
    center.answers(() => answer);
    const failure = await failureOf(center.transport.sendOnce('accept', { method: 'PATCH', path: '/v1/things/1', body: {} }));
    expect(failure.type).toBe('OutcomeUnknown');
    expect(failure.message).toMatch(/^accept: /);
    expect(center.received).toHaveLength(1);
  });

  it('that may be sent once and are refused say why', async () => {
    center.answers(() => ({ status: 409, body: { code: 900101, description: 'Under way.', data: [], source: 'PartnerFD' } }));
    const failure = await failureOf(center.transport.sendOnce('accept', { method: 'PATCH', path: '/v1/things/1', body: {} }));
    expect(failure.type).toBe('TransferExists');
  });

  it('are not repeated while Partner Center throttles: its Retry-After goes to whoever waits', async () => {
    center.answers(() => ({ status: 429, body: { statusCode: 429, message: 'Slow down' }, headers: { 'retry-after': '30' } }));
    const failure = await failureOf(center.transport.send('read', { method: 'GET', path: '/v1/things' }));
    expect(failure).toMatchObject({ type: 'Throttled', details: { retryAfterMs: 30_000 } });
    expect(center.received).toHaveLength(1);
  });

  it('with a tag of an older version are a conflict', async () => {
    center.answers(({ headers }) =>
      headers['if-match'] === 'new'
        ? { status: 200, body: {} }
        : { status: 400, body: { code: 2055, description: 'Etag is no longer valid' } },
    );
    const change = (etag: string) => center.transport.send('change', { method: 'PATCH', path: '/v1/things/1', body: {}, etag });
    expect((await failureOf(change('old'))).type).toBe('Conflict');
    await expect(change('new')).resolves.toMatchObject({ status: 200 });
  });

  describe('for a list', () => {
    const link = (uri: string, token: string) => ({
      next: { uri, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: token }] },
    });

    it('go on from page to page, with the token of each and one correlation id', async () => {
      center.answers(({ headers }) => {
        const at = Number(headers['ms-continuationtoken'] ?? '0');
        const links = at < 2 ? link('/customers?size=2&seekOperation=Next', String(at + 1)) : {};
        return { status: 200, body: { totalCount: 2, items: [{ id: `${at}a` }, { id: `${at}b` }], links } };
      });
      const items = await everyItem(center.transport, 'list', '/v1/customers?size=2');
      expect(items.map(({ id }) => id)).toEqual(['0a', '0b', '1a', '1b', '2a', '2b']);
      expect(center.received.map(({ path }) => path)).toEqual([
        '/v1/customers?size=2',
        '/v1/customers?size=2&seekOperation=Next',
        '/v1/customers?size=2&seekOperation=Next',
      ]);
      expect(new Set(center.received.map(({ headers }) => headers['ms-correlationid'])).size).toBe(1);
      expect(new Set(center.received.map(({ headers }) => headers['ms-requestid'])).size).toBe(3);
    });

    it('follow a link that names the version and the host, on their own host only', async () => {
      center.answers((_request, nth) => ({
        status: 200,
        body: { items: [{ id: nth }], links: nth === 1 ? link('https://elsewhere.example/v1/customers?page=2', 't') : {} },
      }));
      expect(await everyItem(center.transport, 'list', '/v1/customers')).toHaveLength(2);
      expect(center.received[1]?.path).toBe('/v1/customers?page=2');
    });

    it('end when the pages go round in a circle', async () => {
      center.answers(({ headers }) => ({
        status: 200,
        body: { items: [{}], links: link('/customers', headers['ms-continuationtoken'] === 'a' ? 'b' : 'a') },
      }));
      const failure = await failureOf(everyItem(center.transport, 'list the customers', '/v1/customers'));
      expect(failure.message).toBe('list the customers: the pages of the list do not end after 3. Report it to a developer.');
    });

    it('take a bare list as it is', async () => {
      center.answers(() => ({ status: 200, body: [{ Id: 1 }, { Id: 2 }] }));
      expect(await everyItem(center.transport, 'list', '/v1/x')).toEqual([{ id: 1 }, { id: 2 }]);
    });
  });
});
