import { CUSTOMER, openTickets, READER, SUPPORTER, world, type Tickets } from './support';

const PARTNERS = '/providers/Microsoft.ManagementPartner/partners';

describe('partner id links', () => {
  let tickets: Tickets;
  let reader: string;
  beforeAll(async () => {
    tickets = await openTickets();
  });
  beforeEach(async () => {
    await tickets.client.sim('POST', 'reset', world);
    reader = await token(READER);
  });
  afterAll(() => tickets.client.close());
  const token = async ({ clientId, clientSecret }: typeof READER) =>
    ((await tickets.client.token(CUSTOMER, clientId, clientSecret)).body as { access_token: string }).access_token;
  const send = (method: string, path: string, bearer = reader) =>
    tickets.client.arm(method, `${PARTNERS}${path}`, undefined, bearer);

  it('are made, read, changed and deleted by the identity they are for', async () => {
    expect((await send('GET', '')).status).toBe(404);
    const made = await send('PUT', '/4711');
    expect(made).toMatchObject({
      status: 200,
      body: {
        id: '/providers/microsoft.managementpartner/partners/4711',
        name: '4711',
        etag: 1,
        properties: { partnerId: '4711', partnerName: 'Contoso', tenantId: CUSTOMER, version: 1, state: 'Active' },
      },
    });
    expect((await send('GET', '')).body).toEqual(made.body);
    expect((await send('GET', '/4711')).body).toEqual(made.body);
    expect((await send('PATCH', '/4712')).body).toMatchObject({
      name: '4712',
      etag: 2,
      properties: { partnerName: 'Northwind' },
    });
    expect((await send('GET', '/4711')).status).toBe(404);
    expect((await send('DELETE', '/4711')).status).toBe(404);
    expect(await send('DELETE', '/4712')).toMatchObject({ status: 200, body: undefined });
    expect((await send('GET', '')).status).toBe(404);
  });

  it('count on and keep their time of creation when they are made again', async () => {
    const first = (await send('PUT', '/4711')).body as { properties: { createdTime: string } };
    await send('DELETE', '/4711');
    await tickets.advance('1h');
    expect((await send('PUT', '/4711')).body).toMatchObject({
      etag: 3,
      properties: { createdTime: first.properties.createdTime },
    });
  });

  it('are changed by PATCH alone, and refused for what is no number', async () => {
    await send('PUT', '/4711');
    expect((await send('PUT', '/4711')).status).toBe(200);
    expect(await send('PUT', '/4712')).toMatchObject({ status: 409, code: 'Conflict' });
    expect((await send('PUT', '/contoso')).status).toBe(400);
    expect((await send('PATCH', '/4712x')).status).toBe(400);
    expect((await send('POST', '/4711')).status).toBe(405);
  });

  it('are each identity’s own, and part of a snapshot', async () => {
    await send('PUT', '/4711');
    const supporter = await token(SUPPORTER);
    expect((await send('PATCH', '/4711', supporter)).status).toBe(404);
    await send('PUT', '/4712', supporter);
    const snapshot = (await tickets.client.sim('GET', 'snapshot')).body;
    await tickets.client.sim('POST', 'reset', world);
    await tickets.client.sim('POST', 'snapshot', snapshot);
    expect([(await send('GET', '')).body, (await send('GET', '', supporter)).body]).toMatchObject([
      { name: '4711' },
      { name: '4712' },
    ]);
  });
});
