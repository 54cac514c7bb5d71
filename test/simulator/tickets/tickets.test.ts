import { CUSTOMER, openTickets, READER, SUPPORT, SUPPORTER, TICKET, world, type Tickets } from './support';

describe('support tickets', () => {
  let tickets: Tickets;
  beforeAll(async () => {
    tickets = await openTickets();
  });
  beforeEach(() => tickets.client.sim('POST', 'reset', world));
  afterAll(() => tickets.client.close());
  const token = async ({ clientId, clientSecret }: typeof READER) =>
    ((await tickets.client.token(CUSTOMER, clientId, clientSecret)).body as { access_token: string }).access_token;

  it('lists what tickets can be about', async () => {
    const { client } = tickets;
    const services = (await client.arm('GET', '/providers/Microsoft.Support/services')).value;
    expect(services.length).toBeGreaterThan(2);
    for (const service of services) {
      expect((await client.arm('GET', service['id'] as string)).body).toEqual(service);
      for (const one of (await client.arm('GET', `${service['id'] as string}/problemClassifications`)).value)
        expect((await client.arm('GET', one['id'] as string)).body).toEqual(one);
    }
    expect((await client.arm('GET', '/providers/Microsoft.Support/services/billing')).status).toBe(404);
    const actions = (await client.arm('GET', '/providers/Microsoft.Support/operations')).value.map((one) => one['name']);
    expect(actions).toEqual(
      expect.arrayContaining(['Microsoft.Support/supportTickets/write', 'Microsoft.Support/operations/read']),
    );
  });

  it('are opened by a long operation and shown when it has ended', async () => {
    const { client } = tickets;
    const accepted = await client.arm('PUT', TICKET, tickets.request());
    expect(accepted).toMatchObject({ status: 202, body: undefined, headers: { 'retry-after': '5' } });
    const { location = '', 'azure-asyncoperation': status = '' } = accepted.headers;
    expect(location).toMatch(/\/Microsoft\.Support\/operationResults\//);
    expect((await client.arm('GET', status)).body).toMatchObject({ status: 'InProgress' });
    expect((await client.arm('GET', location)).status).toBe(202);
    expect((await client.arm('GET', TICKET)).status).toBe(404);
    await tickets.advance('10s');
    expect((await client.arm('GET', status)).body).toMatchObject({
      status: 'Succeeded',
      properties: { supportTicketId: expect.stringMatching(/^\d{16}$/) as string },
    });
    const ticket = await client.arm('GET', location);
    expect(ticket.body).toEqual((await client.arm('GET', TICKET)).body);
    expect(ticket.body).toMatchObject({
      name: 'switch-1',
      type: 'Microsoft.Support/supportTickets',
      properties: {
        status: 'Open',
        severity: 'Minimal',
        serviceDisplayName: 'Subscription management',
        supportPlanType: 'Cloud Solution Provider',
        serviceLevelAgreement: { slaMinutes: 480 },
        supportEngineer: {},
        contactDetails: { preferredContactMethod: 'Email', preferredSupportLanguage: 'en-US' },
      },
    });
    expect((await client.arm('GET', `${SUPPORT}/operationsStatus/none`)).status).toBe(404);
    const foreign = status.replace(/subscriptions\/[^/]+/, 'subscriptions/22222222-0000-4000-8000-000000000002');
    expect((await client.arm('GET', foreign)).status).toBe(404);
  });

  it('are the same when the same is asked for again, also after a lost answer', async () => {
    const { client } = tickets;
    await client.sim('POST', 'faults', { match: { method: 'PUT' }, action: { dropAnswer: true } });
    await expect(client.arm('PUT', TICKET, tickets.request())).rejects.toThrow();
    const again = await client.arm('PUT', TICKET, tickets.request());
    expect(again.status).toBe(202);
    await tickets.advance('10s');
    const { supportTicketId } = await tickets.properties(TICKET);
    expect(await client.arm('PUT', TICKET, tickets.request())).toMatchObject({
      status: 200,
      body: { properties: { supportTicketId } },
    });
    expect((await client.arm('GET', `${SUPPORT}/supportTickets`)).value).toHaveLength(1);
    expect(await client.arm('PUT', TICKET, tickets.request({ title: 'Another transfer' }))).toMatchObject({ status: 409 });
  });

  it('that a fault keeps from being opened are not there', async () => {
    const lro = { status: 500, code: 'InternalServerError', message: 'no' };
    await tickets.client.sim('POST', 'faults', { match: { method: 'PUT' }, action: { lro } });
    const { headers } = await tickets.open();
    expect((await tickets.client.arm('GET', headers['azure-asyncoperation'] ?? '')).body).toMatchObject({ status: 'Failed' });
    expect((await tickets.client.arm('GET', TICKET)).status).toBe(404);
  });

  const contact = (changes: Record<string, unknown>) => ({
    contactDetails: { ...(tickets.request().properties['contactDetails'] as object), ...changes },
  });
  it.each([
    ['title', () => ({ title: '' })],
    ['severity', () => ({ severity: 'C' })],
    ['advancedDiagnosticConsent', () => ({ advancedDiagnosticConsent: 'maybe' })],
    ['advancedDiagnosticConsent', () => ({ advancedDiagnosticConsent: undefined })],
    ['serviceId', () => ({ serviceId: undefined })],
    [
      'problemClassificationId',
      () => ({ problemClassificationId: '/providers/Microsoft.Support/services/a/problemClassifications/b' }),
    ],
    ['fileWorkspaceName', () => ({ fileWorkspaceName: 'nowhere' })],
    ['problemStartTime', () => ({ problemStartTime: 'yesterday' })],
    ['country', () => contact({ country: 'DE' })],
    ['country', () => contact({ country: 'XYZ' })],
    ['primaryEmailAddress', () => contact({ primaryEmailAddress: 'ann' })],
    ['phoneNumber', () => contact({ preferredContactMethod: 'phone' })],
    ['preferredTimeZone', () => contact({ preferredTimeZone: 'Europe/Berlin' })],
    ['preferredSupportLanguage', () => contact({ preferredSupportLanguage: 'sv-se' })],
  ])('are refused for a wrong %s', async (field, changes) => {
    const refused = await tickets.client.arm('PUT', TICKET, tickets.request(changes()));
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining(field) as string });
    await tickets.advance('1m');
    expect((await tickets.client.arm('GET', `${SUPPORT}/supportTickets`)).value).toEqual([]);
  });

  it.each([
    ['of digits alone', '12345'],
    ["that begins with 'tmp-'", 'tmp-1'],
    ['with a character that is not allowed', 'a%26b'],
    ['of 256 characters', 'x'.repeat(256)],
  ])('are refused under a name %s', async (_what, name) => {
    expect((await tickets.client.arm('PUT', `${SUPPORT}/supportTickets/${name}`, tickets.request())).status).toBe(400);
  });

  it('have names that can be asked about', async () => {
    await tickets.open();
    const check = (name: string, type = 'Microsoft.Support/supportTickets', path = SUPPORT) =>
      tickets.client.arm('POST', `${path}/checkNameAvailability`, { name, type });
    expect((await check('switch-2')).body).toEqual({ nameAvailable: true });
    expect((await check('SWITCH-1')).body).toMatchObject({ nameAvailable: false, reason: 'AlreadyExists' });
    expect((await check('12345')).body).toMatchObject({ nameAvailable: false, reason: 'Invalid' });
    expect((await check('a', 'Microsoft.Support/files')).status).toBe(400);
    const message = (name: string) => check(name, 'Microsoft.Support/communications', TICKET);
    expect((await message('12345678-1234-1234-1234-123412341234')).body).toMatchObject({ reason: 'Invalid' });
    expect((await message('12345')).body).toEqual({ nameAvailable: true });
  });

  it('take no consent to be No under api-versions that do not ask for it', async () => {
    const body = tickets.request({ advancedDiagnosticConsent: undefined });
    expect((await tickets.client.arm('PUT', `${TICKET}?api-version=2020-04-01`, body)).status).toBe(202);
    await tickets.advance('10s');
    expect(await tickets.properties(TICKET)).toMatchObject({ advancedDiagnosticConsent: 'No' });
  });

  it('count the time of the plan in business hours of Redmond', async () => {
    const { now } = (await tickets.client.sim('GET', 'clock')).body as { now: string };
    const at = new Date(now);
    const friday = new Date(at.getTime() + ((5 - at.getUTCDay() + 7) % 7) * 86_400_000 + 7 * 86_400_000);
    friday.setUTCHours(23, 0, 0, 0);
    await tickets.advance(`${Math.round((friday.getTime() - at.getTime()) / 1000)}s`);
    await tickets.open();
    const { serviceLevelAgreement } = await tickets.properties(TICKET);
    const { startTime, expirationTime } = serviceLevelAgreement as { startTime: string; expirationTime: string };
    const hours = (Date.parse(expirationTime) - Date.parse(startTime)) / 3_600_000;
    expect(Math.round(hours)).toBe(8 + 12 + 48);
  });

  it('are listed newest first, a page at a time, by status, date and classification', async () => {
    for (const name of ['one', 'two', 'three']) {
      await tickets.open({}, `${SUPPORT}/supportTickets/${name}`);
      await tickets.advance('1h');
    }
    const names = async (query: string) =>
      (await tickets.client.arm('GET', `${SUPPORT}/supportTickets?${query}`)).value.map((one) => one['name']);
    expect(await names('')).toEqual(['three', 'two', 'one']);
    const page = await tickets.client.arm('GET', `${SUPPORT}/supportTickets?$top=2`);
    expect(page.value).toHaveLength(2);
    const rest = await tickets.client.arm('GET', (page.body as { nextLink: string }).nextLink);
    expect(rest.value.map((one) => one['name'])).toEqual(['one']);
    await tickets.client.arm('PATCH', `${SUPPORT}/supportTickets/two`, { status: 'closed' });
    expect(await names("$filter=status eq 'Open'")).toEqual(['three', 'one']);
    const { createdDate, problemClassificationId } = await tickets.properties(`${SUPPORT}/supportTickets/two`);
    expect(await names(`$filter=createdDate gt ${createdDate as string} and status eq 'open'`)).toEqual(['three']);
    expect(await names(`$filter=ProblemClassificationId eq '${problemClassificationId as string}'`)).toHaveLength(3);
    for (const query of [
      '$top=101',
      '$top=0',
      "$filter=title eq 'x'",
      "$filter=status ne 'Open'",
      "$filter=createdDate eq '2026-01-01'",
    ])
      expect((await tickets.client.arm('GET', `${SUPPORT}/supportTickets?${query}`)).status).toBe(400);
  });

  it('change their severity, contact, consent and status', async () => {
    await tickets.open();
    const patch = (body: unknown) => tickets.client.arm('PATCH', TICKET, body);
    expect(
      (await patch({ severity: 'moderate', contactDetails: { phoneNumber: '1', preferredContactMethod: 'phone' } })).body,
    ).toMatchObject({
      properties: {
        severity: 'Moderate',
        serviceLevelAgreement: { slaMinutes: 240 },
        contactDetails: { preferredContactMethod: 'Phone', phoneNumber: '1', firstName: 'Ann' },
      },
    });
    expect((await patch({ advancedDiagnosticConsent: 'Yes', status: 'closed' })).body).toMatchObject({
      properties: { status: 'closed', advancedDiagnosticConsent: 'Yes' },
    });
    expect(await tickets.properties(TICKET)).toMatchObject({ status: 'Closed', severity: 'Moderate' });
    for (const wrong of [{}, { severity: 'low' }, { status: 'solved' }, { contactDetails: { country: 'Germany' } }])
      expect((await patch(wrong)).status).toBe(400);
  });

  it('carry messages both ways', async () => {
    await tickets.open();
    const path = `${TICKET}/communications/first`;
    const subject = 'A subject that is rather longer than fifty characters are';
    const body = { properties: { sender: 'ann@contoso.example', subject, body: 'text' } };
    const accepted = await tickets.client.arm('PUT', path, body);
    expect(accepted.status).toBe(202);
    expect((await tickets.client.arm('GET', path)).status).toBe(404);
    expect((await tickets.client.arm('PUT', path, body)).headers['location']).toBe(accepted.headers['location']);
    await tickets.advance('10s');
    const { supportTicketId } = await tickets.properties(TICKET);
    const properties = await tickets.properties(path);
    expect(properties).toMatchObject({
      communicationDirection: 'Outbound',
      subject: `${subject.slice(0, 47)}... - TrackingID#${supportTicketId as string}`,
      body: '<pre>text</pre>',
    });
    expect((await tickets.client.arm('GET', accepted.headers['location'] ?? '')).body).toMatchObject({ properties });
    expect((await tickets.client.arm('PUT', path, body)).status).toBe(200);
    const all = (await tickets.client.arm('GET', `${TICKET}/communications`)).value;
    expect(all.map((one) => (one['properties'] as { communicationDirection: string }).communicationDirection)).toEqual([
      'Outbound',
      'Inbound',
    ]);
    expect((await tickets.client.arm('PUT', path, { properties: { ...body.properties, body: 'other' } })).status).toBe(409);
    expect((await tickets.client.arm('PUT', `${path}-2`, { properties: { subject, body: 'text' } })).message).toContain('sender');
    expect((await tickets.client.arm('GET', `${TICKET}/communications?$top=11`)).status).toBe(400);
    expect((await tickets.client.arm('PUT', `${SUPPORT}/supportTickets/none/communications/a`, body)).status).toBe(404);
  });

  it('take a role: a reader reads, Support Request Contributor writes', async () => {
    const reader = await token(READER);
    const supporter = await token(SUPPORTER);
    expect(await tickets.client.arm('PUT', TICKET, tickets.request(), reader)).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
    });
    expect((await tickets.client.arm('PUT', TICKET, tickets.request(), supporter)).status).toBe(202);
    await tickets.advance('10s');
    expect((await tickets.client.arm('GET', TICKET, undefined, reader)).status).toBe(200);
    expect((await tickets.client.arm('PATCH', TICKET, { status: 'closed' }, reader)).status).toBe(403);
    const second = SUPPORT.replace('11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002');
    expect((await tickets.client.arm('GET', `${second}/supportTickets`, undefined, supporter)).status).toBe(403);
  });

  it('exist without a subscription, beside those of subscriptions, for whom a role at the root lets', async () => {
    const path = '/providers/Microsoft.Support/supportTickets/switch-1';
    await tickets.open();
    expect((await tickets.client.arm('GET', path)).status).toBe(404);
    await tickets.open({ title: 'Of the tenant' }, path);
    expect(await tickets.properties(path)).toMatchObject({ title: 'Of the tenant' });
    expect((await tickets.client.arm('GET', '/providers/Microsoft.Support/supportTickets')).value).toHaveLength(1);
    expect((await tickets.client.arm('GET', path, undefined, await token(SUPPORTER))).status).toBe(403);
  });
});
