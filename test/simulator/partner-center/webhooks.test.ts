import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import {
  CONTOSO,
  FABRIKAM,
  fields,
  idOf,
  NORTHWIND,
  openPartners,
  openReceiver,
  type Partners,
  PLAN,
  type Receiver,
  refused,
} from './support';

const ALL = ['create-transfer', 'update-transfer', 'complete-transfer', 'expire-transfer', 'fail-transfer', 'test-created'];
const at = `/v1/customers/${FABRIKAM}/transfers`;
const path = '/webhooks/v1/registration';

describe('webhooks', () => {
  let partners: Partners;
  let source: Receiver;
  let target: Receiver;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(async () => {
    await partners.client.sim('POST', 'reset');
    [source, target] = [await openReceiver(), await openReceiver()];
  });
  afterEach(() => Promise.all([source.close(), target.close()]));
  afterAll(() => partners.client.close());

  const register = (call: Partners['contoso'], WebhookUrl: string, WebhookEvents = ALL) =>
    call('POST', path, { WebhookUrl, WebhookEvents });
  const ask = async () => {
    const asked = { sourcePartnerTenantId: CONTOSO, customerEmailId: 'admin@fabrikam.example' };
    return String(fields(await partners.northwind('POST', at, asked))['id']);
  };
  const cancel = (id: string) => partners.northwind('PATCH', `${at}/${id}`, { status: 'Cancel' });
  const mode = (name: string, delay?: string) => partners.client.sim('POST', 'webhooks', { mode: name, delay });
  const deliveries = async () => (await partners.client.sim('GET', 'webhooks')).body as Record<string, unknown>[];
  const names = (receiver: Receiver) => receiver.received.map(({ event }) => event['EventName']);
  /** Waits until everything that is due has been tried. */
  const settled = async (count: number, status: string) => {
    for (let look = 0; look < 200; look += 1) {
      const found = (await deliveries()).filter((one) => one['status'] === status);
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no ${count} deliveries are ${status}: ${JSON.stringify(await deliveries())}`);
  };

  describe('the registration', () => {
    it('is made, shown, changed and taken away', async () => {
      expect(await partners.contoso('GET', path)).toMatchObject(refused(404, 1000));
      expect(await partners.contoso('PUT', path, {})).toMatchObject(refused(404, 1000));
      const body = { WebhookUrl: source.url, WebhookEvents: ['test-created'] };
      const made = await register(partners.contoso, source.url, ['test-created']);
      expect(made).toMatchObject({ status: 200, body: { ...body, SubscriberId: expect.any(String) } });
      expect((await partners.contoso('GET', path)).body).toEqual(body);
      expect((await register(partners.contoso, source.url)).status).toBe(409);
      const changed = await partners.contoso('PUT', path, { ...body, WebhookEvents: ['create-transfer'] });
      expect(fields(changed)).toEqual({ ...fields(made), WebhookEvents: ['create-transfer'] });
      expect(await partners.northwind('GET', path)).toMatchObject(refused(404, 1000));
      expect((await partners.contoso('DELETE', path)).status).toBe(204);
      expect(await partners.contoso('DELETE', path)).toMatchObject(refused(404, 1000));
    });

    it.each([
      { WebhookUrl: 'https://example.com/hook', WebhookEvents: ALL },
      { WebhookUrl: 'http://127.0.0.1.example.com/', WebhookEvents: ALL },
      { WebhookUrl: 'ftp://127.0.0.1/', WebhookEvents: ALL },
      { WebhookUrl: 'hook', WebhookEvents: ALL },
      { WebhookUrl: 'http://127.0.0.1:1/', WebhookEvents: ['everything'] },
      { WebhookUrl: 'http://127.0.0.1:1/', WebhookEvents: [] },
    ])('refuses %j', async (body) => {
      expect(await partners.contoso('POST', path, body)).toMatchObject(refused(400, 3000));
    });

    it('lists what can be registered for, and takes any of it', async () => {
      const events = (await partners.contoso('GET', `${path}/events`)).body as string[];
      expect(events).toEqual(expect.arrayContaining([...ALL, 'subscription-updated']));
      expect((await register(partners.contoso, source.url, events)).status).toBe(200);
    });

    it('is tested with an event of its own, whatever it is registered for', async () => {
      expect(await partners.contoso('POST', `${path}/validationEvents`)).toMatchObject(refused(404, 1000));
      await register(partners.contoso, source.url, ['create-transfer']);
      const { correlationId } = fields(await partners.contoso('POST', `${path}/validationEvents`));
      await source.until(1);
      await settled(1, 'delivered');
      expect(names(source)).toEqual(['test-created']);
      expect(fields(await partners.contoso('GET', `${path}/validationEvents/${String(correlationId)}`))).toMatchObject({
        correlationId,
        partnerId: CONTOSO,
        status: 'completed',
        callbackUrl: source.url,
        results: [{ responseCode: 'OK', systemError: false }],
      });
      expect(await partners.northwind('GET', `${path}/validationEvents/${String(correlationId)}`)).toMatchObject(
        refused(404, 1000),
      );
    });
  });

  it('tell both partners; the transfer’s id is only in AuditUri, which leads to the record', async () => {
    await register(partners.contoso, source.url);
    await register(partners.northwind, target.url);
    const id = await ask();
    for (const [receiver, tenant, call] of [
      [source, CONTOSO, partners.contoso],
      [target, NORTHWIND, partners.northwind],
    ] as const) {
      const { event } = (await receiver.until(1))[0] as { event: Record<string, string> };
      expect(event).toEqual({
        EventName: 'create-transfer',
        ResourceName: 'transfer',
        ResourceUri: `${partners.client.simulator.url}${at}`,
        AuditUri: expect.stringMatching(new RegExp(`/v1/auditrecords/${tenant}_${FABRIKAM}_${id}_create-transfer_\\d{18}$`)),
        ResourceChangeUtcDate: expect.any(String),
      });
      const record = await call('GET', new URL(event['AuditUri'] as string).pathname);
      expect(record).toMatchObject({ status: 200, body: { operationType: 'create_transfer' } });
    }
  });

  it('carry a signature that the served certificate verifies, which the simulator’s authority has signed', async () => {
    await register(partners.contoso, source.url);
    await ask();
    const { headers, text } = (await source.until(1))[0] as Receiver['received'][number];
    expect(headers['x-ms-signature-algorithm']).toBe('rsa-sha256');
    const served = await partners.client.send('GET', String(headers['x-ms-certificate-url']));
    const certificate = new X509Certificate(String(served.body));
    expect(certificate.verify(createPublicKey(partners.client.simulator.caPem))).toBe(true);
    const signature = Buffer.from(/^Signature (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '', 'base64');
    expect(verify('sha256', Buffer.from(text), certificate.publicKey, signature)).toBe(true);
    expect(verify('sha256', Buffer.from(`${text} `), certificate.publicKey, signature)).toBe(false);
  });

  it('come at the end of a transfer without anybody asking', async () => {
    await register(partners.contoso, source.url, ['complete-transfer']);
    const id = await ask();
    const subscriptionId = await idOf(partners.contoso, PLAN);
    await partners.contoso('PATCH', `${at}/${id}`, { lineItems: [{ subscriptionId }] });
    await partners.client.sim('POST', 'clock', { rate: 36_000 });
    expect((await source.until(1))[0]?.event['EventName']).toBe('complete-transfer');
  });

  it('come when a transfer expires and when it fails', async () => {
    await register(partners.northwind, target.url, ['expire-transfer', 'fail-transfer']);
    await ask();
    await partners.advance('30d');
    await target.until(1);
    const id = await ask();
    const subscriptionId = await idOf(partners.contoso, PLAN);
    await partners.contoso('PATCH', `${at}/${id}`, { lineItems: [{ subscriptionId }] });
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${subscriptionId}`, { status: 'suspended' });
    await partners.advance('31m');
    await target.until(2);
    expect(names(target)).toEqual(['expire-transfer', 'fail-transfer']);
  });

  it('come when a subscription is changed and when a customer accepts', async () => {
    await register(partners.contoso, source.url, ['subscription-updated', 'reseller-relationship-accepted-by-customer']);
    await partners.contoso('PATCH', `/v1/customers/${FABRIKAM}/subscriptions/${await idOf(partners.contoso, PLAN)}`, {
      friendlyName: 'New',
    });
    const { url } = fields(await partners.contoso('GET', '/v1/customers/relationshiprequests'));
    await partners.client.send('POST', String(url), `customerTenantId=${NORTHWIND}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    await source.until(2);
    expect(names(source)).toEqual(['subscription-updated', 'reseller-relationship-accepted-by-customer']);
  });

  describe('are delivered', () => {
    beforeEach(() => register(partners.contoso, source.url));

    it('twice', async () => {
      await mode('doubled');
      await ask();
      await source.until(2);
      expect(new Set(source.received.map(({ text }) => text)).size).toBe(1);
    });

    it('late', async () => {
      await mode('late', '6h');
      await ask();
      await partners.advance('5h');
      expect(source.received).toHaveLength(0);
      await partners.advance('1h');
      await source.until(1);
    });

    it('not at all', async () => {
      await mode('lost');
      await ask();
      await partners.advance('2d');
      expect(await deliveries()).toMatchObject([{ event: 'create-transfer', status: 'lost', attempts: 0 }]);
      expect(source.received).toHaveLength(0);
    });

    it('the newer one first', async () => {
      await mode('outOfOrder', '1h');
      const id = await ask();
      expect(source.received).toHaveLength(0);
      await cancel(id);
      await source.until(2);
      expect(names(source)).toEqual(['update-transfer', 'create-transfer']);
    });

    it('a lone one after its delay, when no newer one comes', async () => {
      await mode('outOfOrder', '1h');
      await ask();
      await partners.advance('1h');
      await source.until(1);
      expect(names(source)).toEqual(['create-transfer']);
    });

    it('again after a failure, and no more than ten times', async () => {
      source.answers = [500, 503, 200];
      const id = await ask();
      await source.until(1);
      await partners.advance('1m');
      await source.until(2);
      await partners.advance('2m');
      await source.until(3);
      expect(await settled(1, 'delivered')).toMatchObject([{ attempts: 3, lastAnswer: '200' }]);
      source.answers = [500];
      await cancel(id);
      for (let attempt = 1; attempt <= 10; attempt += 1) {
        await source.until(3 + attempt);
        await partners.advance('10h');
      }
      expect(await settled(1, 'dropped')).toMatchObject([{ event: 'update-transfer', attempts: 10, lastAnswer: '500' }]);
      await partners.advance('10d');
      expect(source.received).toHaveLength(13);
    });

    it('over a snapshot, when they were still waiting', async () => {
      await mode('late', '6h');
      await ask();
      const { body } = await partners.client.sim('GET', 'snapshot');
      await partners.client.sim('POST', 'reset');
      await partners.advance('7h');
      expect(source.received).toHaveLength(0);
      await partners.client.sim('POST', 'snapshot', body);
      await partners.advance('7h');
      await source.until(1);
    });

    it('to nobody once the registration is gone', async () => {
      await partners.contoso('DELETE', path);
      await ask();
      expect(await deliveries()).toEqual([]);
    });
  });

  it('end with the simulator: what was waiting is not sent', async () => {
    const other = await openPartners();
    await other.contoso('POST', path, { WebhookUrl: source.url, WebhookEvents: ALL });
    await other.client.sim('POST', 'webhooks', { mode: 'late', delay: '1h' });
    const asked = { sourcePartnerTenantId: CONTOSO, customerEmailId: 'admin@fabrikam.example' };
    expect((await other.northwind('POST', at, asked)).status).toBe(201);
    await other.client.sim('POST', 'clock', { rate: 36_000 });
    await other.client.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(source.received).toHaveLength(0);
  });

  it.each([{ mode: 'sometimes' }, { mode: 'late', delay: 'soon' }, {}])('refuse the control %j', async (body) => {
    expect((await partners.client.sim('POST', 'webhooks', body)).status).toBe(400);
  });
});
