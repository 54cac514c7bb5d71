import { type Client, openClient } from '../support/client';
import { GROUP, inGroup, smallWorld, SOURCE, STORAGE, TARGET_GROUP, VM } from '../support/small-world';

const lines = (body: unknown) =>
  (typeof body === 'string' ? body : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the simulator’s own controls', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world: smallWorld() });
  });
  beforeEach(() => client.sim('POST', 'reset', smallWorld()));
  afterAll(() => client.close());

  const patch = (tags: Record<string, string>) => client.arm('PATCH', GROUP, { tags });
  const tagsNow = async () => ((await client.arm('GET', GROUP)).body as { tags: unknown }).tags;
  const fault = (match: unknown, action: unknown, more = {}) => client.sim('POST', 'faults', { match, action, ...more });
  const accepted = () =>
    client.arm('POST', `${GROUP}/moveResources`, { resources: [STORAGE], targetResourceGroup: TARGET_GROUP });

  describe('the clock', () => {
    it('jumps and runs faster, and tells clients real seconds', async () => {
      expect((await accepted()).headers['retry-after']).toBe('15');
      await client.sim('POST', 'reset', smallWorld());
      await client.sim('POST', 'clock', { rate: 6 });
      expect((await accepted()).headers['retry-after']).toBe('3');
      await client.sim('POST', 'reset', smallWorld());
      await client.sim('POST', 'clock', { rate: 36_000, advance: '6h' });
      expect((await accepted()).headers['retry-after']).toBe('1');
    });

    it.each([{ advance: 'soon' }, { rate: 0 }, { rate: -1 }, { speed: 2 }])('refuses %j', async (change) => {
      expect((await client.sim('POST', 'clock', change)).status).toBe(400);
    });
  });

  describe('a fault', () => {
    it('answers in Azure’s place, so often and no more, without the work being done', async () => {
      await fault(
        { method: 'PATCH', path: '/resourcegroups/source-rg\\?', times: 2 },
        { status: 503, code: 'ServerTimeout', message: 'later', headers: { 'retry-after': '7' } },
      );
      for (let at = 0; at < 2; at += 1)
        expect(await patch({ a: 'b' })).toMatchObject({ status: 503, code: 'ServerTimeout', headers: { 'retry-after': '7' } });
      expect(await tagsNow()).toEqual({ team: 'shop' });
      expect((await patch({ a: 'b' })).status).toBe(200);
    });

    it('meets the n-th request', async () => {
      await fault({ method: 'PATCH', nth: 2 }, { status: 500, code: 'InternalServerError' });
      expect([(await patch({})).status, (await patch({})).status, (await patch({})).status]).toEqual([200, 500, 200]);
    });

    it('lasts for a virtual time', async () => {
      await fault(
        { path: 'moveResources' },
        { status: 409, code: 'OperationNotAllowed', message: 'system upgrade' },
        { for: '6h' },
      );
      expect((await accepted()).code).toBe('OperationNotAllowed');
      await client.sim('POST', 'clock', { advance: '5h' });
      expect((await accepted()).code).toBe('OperationNotAllowed');
      await client.sim('POST', 'clock', { advance: '61m' });
      expect((await accepted()).status).toBe(202);
    });

    it('does the work and drops the answer', async () => {
      await fault({ method: 'PATCH' }, { dropAnswer: true });
      await expect(patch({ a: 'b' })).rejects.toThrow(/hang up|ECONNRESET/);
      expect(await tagsNow()).toEqual({ a: 'b' });
      expect(lines((await client.sim('GET', 'audit')).body)).toMatchObject([
        { method: 'PATCH', status: 200, fault: 'dropAnswer' },
        { method: 'GET' },
      ]);
    });

    it('resets the connection before the work', async () => {
      await fault({ method: 'PATCH' }, { reset: true });
      await expect(patch({ a: 'b' })).rejects.toThrow(/hang up|ECONNRESET/);
      expect(await tagsNow()).toEqual({ team: 'shop' });
    });

    it('holds an answer back, by virtual time', async () => {
      await client.sim('POST', 'clock', { rate: 100 });
      await fault({ method: 'PATCH' }, { delay: '20s' });
      const started = Date.now();
      await patch({});
      expect(Date.now() - started).toBeGreaterThanOrEqual(195);
    });

    it('shows what was', async () => {
      await tagsNow();
      await patch({ a: 'b' });
      await fault({ method: 'GET' }, { stale: true });
      expect(await tagsNow()).toEqual({ team: 'shop' });
      expect(await tagsNow()).toEqual({ a: 'b' });
    });

    it('ends a long operation with an error, after its time', async () => {
      await fault(
        { path: 'moveResources' },
        { lro: { status: 409, code: 'OperationNotAllowed', message: 'upgrade', afterSeconds: 60 } },
      );
      const location = (await accepted()).headers['location'] ?? '';
      expect((await client.arm('GET', location)).status).toBe(202);
      await client.sim('POST', 'clock', { advance: '61s' });
      expect(await client.arm('GET', location)).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
      expect((await client.arm('GET', STORAGE)).status).toBe(200);
      expect((await patch({})).status).toBe(200);
    });

    it('keeps any other long operation from ending', async () => {
      await fault({ method: 'DELETE' }, { neverEnds: true });
      const location = (await client.arm('DELETE', GROUP)).headers['location'] ?? '';
      await client.sim('POST', 'clock', { advance: '90d' });
      expect((await client.arm('GET', location)).status).toBe(202);
    });

    it('can be looked at and taken away', async () => {
      await client.sim('POST', 'faults', [
        { id: 'one', match: { method: 'PATCH' }, action: { status: 500 } },
        { match: { method: 'GET' }, action: { stale: true } },
      ]);
      expect((await client.sim('GET', 'faults')).body).toMatchObject([{ id: 'one', struck: 0 }, { seen: 0 }]);
      expect((await client.sim('DELETE', 'faults/one')).body).toEqual({ removed: 1 });
      expect((await patch({})).status).toBe(200);
      expect((await client.sim('DELETE', 'faults')).body).toEqual({ removed: 1 });
    });

    it.each([
      {},
      { match: { path: '(' }, action: { status: 500 } },
      { action: { explode: true } },
      { action: { status: 500 }, match: { verb: 'GET' } },
    ])('that is none is refused: %j', async (wrong) => {
      expect((await client.sim('POST', 'faults', wrong)).status).toBe(400);
    });
  });

  it('keeps traffic in the validator’s form, without tokens, and an audit of who did what', async () => {
    await patch({ a: 'b' });
    const [pair] = lines((await client.sim('GET', 'traffic')).body);
    expect(pair).toMatchObject({
      liveRequest: {
        method: 'PATCH',
        url: expect.stringContaining(`${GROUP}?api-version=`),
        query: { 'api-version': '2021-04-01' },
        body: { tags: { a: 'b' } },
      },
      liveResponse: { statusCode: '200', body: { name: 'Source-RG' } },
    });
    expect(JSON.stringify(pair)).not.toContain('Bearer');
    expect(lines((await client.sim('GET', `traffic?since=${Number(pair?.['seq'])}`)).body)).toEqual([]);
    expect((await client.sim('GET', 'audit?format=json')).body).toMatchObject([
      {
        principal: 'sim',
        method: 'PATCH',
        path: GROUP,
        status: 200,
        operation: 'Microsoft.Resources/subscriptions/resourceGroups/write',
      },
    ]);
  });

  it('seeds all of a world or nothing of it', async () => {
    const extra = inGroup(GROUP, 'Microsoft.Storage/storageAccounts', 'extra001');
    const refused = await client.sim('POST', 'seed', { resources: [{ id: extra }, { id: VM }] });
    expect(refused).toMatchObject({
      status: 400,
      code: 'WorldError',
      body: { error: { problems: [{ path: 'resources[1].id' }] } },
    });
    expect((await client.arm('GET', extra)).status).toBe(404);
    expect((await client.sim('POST', 'seed', { resources: [{ id: extra }] })).status).toBe(200);
    expect((await client.arm('GET', extra)).status).toBe(200);
    expect((await client.sim('POST', 'seed', '{')).status).toBe(400);
  });

  it('resets to the default world, and not at all to one with problems', async () => {
    expect((await client.sim('POST', 'reset', { nonsense: 1 })).status).toBe(400);
    expect((await client.arm('GET', VM)).status).toBe(200);
    await client.sim('POST', 'reset');
    expect((await client.arm('GET', `/subscriptions/${SOURCE}`)).status).toBe(404);
    expect((await client.arm('GET', '/subscriptions')).value).toHaveLength(8);
  });

  it('takes back everything since a snapshot', async () => {
    const snapshot = (await client.sim('GET', 'snapshot')).body;
    await client.arm('DELETE', STORAGE);
    await patch({});
    await client.sim('POST', 'snapshot', snapshot);
    expect((await client.arm('GET', STORAGE)).status).toBe(200);
    expect(await tagsNow()).toEqual({ team: 'shop' });
    expect((await client.sim('POST', 'snapshot', {})).status).toBe(400);
  });

  it('counts a reference that was dangling from the start as no fault of anybody’s, and one that a deletion breaks as broken', async () => {
    const missing = inGroup(GROUP, 'Microsoft.Network/networkSecurityGroups', 'gone');
    const holder = inGroup(GROUP, 'Microsoft.Storage/storageAccounts', 'holder01');
    await client.sim('POST', 'seed', {
      resources: [{ id: holder, location: 'westeurope', properties: { a: missing, b: STORAGE } }],
    });
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
    await client.arm('DELETE', STORAGE);
    expect((await client.sim('GET', 'invariants')).body).toMatchObject([
      { invariant: 'a reference leads somewhere', detail: expect.stringContaining('logs0001') },
    ]);
  });

  it('throttles as Azure does, says how long to wait in real seconds, and can be told otherwise', async () => {
    await client.sim('POST', 'throttling', { writes: { size: 2, perSecond: 0.1 } });
    const first = await patch({});
    expect(first.headers['x-ms-ratelimit-remaining-subscription-writes']).toBe('1');
    await patch({});
    const refused = await patch({});
    expect(refused).toMatchObject({ status: 429, code: 'SubscriptionRequestsThrottled', headers: { 'retry-after': '10' } });
    expect((await client.arm('GET', GROUP)).status).toBe(200);
    await client.sim('POST', 'clock', { advance: '11s' });
    expect((await patch({})).status).toBe(200);
    expect((await client.sim('POST', 'throttling', false)).status).toBe(200);
    for (let at = 0; at < 5; at += 1) expect((await patch({})).status).toBe(200);
  });

  it('knows no other control', async () => {
    expect((await client.sim('POST', 'selfdestruct')).status).toBe(404);
  });
});
