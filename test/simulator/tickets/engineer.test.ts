import { destinationTenant } from '../../../simulator/services/support/engineer/form';
import {
  CUSTOMER,
  NEW_PARTNER,
  OLD_PARTNER,
  openTickets,
  SECOND,
  SUBSCRIPTION,
  SUPPORT,
  TICKET,
  type Tickets,
  world,
} from './support';

const WORKSPACE = `${SUPPORT}/fileWorkspaces/forms`;
const form = (tenantId = NEW_PARTNER, subscriptions = [SUBSCRIPTION]) =>
  JSON.stringify({
    subscriptions,
    sourcePartner: { tenantId: OLD_PARTNER },
    destinationPartner: { name: 'Northwind', tenantId },
  });

describe('Microsoft’s engineer', () => {
  let tickets: Tickets;
  beforeAll(async () => {
    tickets = await openTickets();
  });
  beforeEach(async () => {
    await tickets.client.sim('POST', 'reset', world);
    await tickets.client.arm('PUT', WORKSPACE);
  });
  afterAll(() => tickets.client.close());
  const status = async () => (await tickets.properties(TICKET))['status'];
  const openWithForm = async (text = form()) => {
    await tickets.open({ fileWorkspaceName: 'forms' });
    await tickets.attach(WORKSPACE, 'form.json', text);
  };

  it('confirms the form after 2 hours, moves the subscription 20 hours later and closes the ticket', async () => {
    await openWithForm();
    await tickets.advance('119m');
    expect(await tickets.said()).toEqual([]);
    await tickets.advance('2m');
    expect(await tickets.said()).toEqual(['Form received']);
    expect(await tickets.properties(TICKET)).toMatchObject({
      status: 'Open',
      supportEngineer: { emailAddress: 'supportengineer@microsoft.com' },
    });
    await tickets.advance('1198m');
    expect(await tickets.partner()).toBe(OLD_PARTNER);
    await tickets.advance('2m');
    expect(await tickets.partner()).toBe(NEW_PARTNER);
    expect(await tickets.partner(SECOND)).toBe(OLD_PARTNER);
    expect(await tickets.said()).toEqual(['Form received', 'Transfer complete']);
    expect(await status()).toBe('Closed');
    const messages = (await tickets.client.arm('GET', `${TICKET}/communications`)).value;
    expect(messages[0]).toMatchObject({
      properties: { communicationDirection: 'Inbound', sender: 'supportengineer@microsoft.com' },
    });
  });

  it('leaves role assignments alone', async () => {
    const assignments = async () =>
      (await tickets.client.arm('GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments`)).value;
    const before = await assignments();
    await openWithForm();
    await tickets.advance('2d');
    expect(await tickets.partner()).toBe(NEW_PARTNER);
    expect(await assignments()).toEqual(before);
  });

  it('reads a form that was there before the ticket, and moves every subscription of the customer that it names', async () => {
    await tickets.attach(WORKSPACE, 'form.json', form(NEW_PARTNER, [SUBSCRIPTION, SECOND]));
    await tickets.open({ fileWorkspaceName: 'forms' });
    await tickets.advance('23h');
    expect([await tickets.partner(), await tickets.partner(SECOND)]).toEqual([NEW_PARTNER, NEW_PARTNER]);
  });

  it('does nothing without a form, for another subject, and in a closed ticket', async () => {
    await tickets.open({ fileWorkspaceName: 'forms' });
    await tickets.advance('3d');
    expect(await tickets.said()).toEqual([]);
    await tickets.client.arm('PATCH', TICKET, { status: 'closed' });
    await tickets.open({ title: 'Question', description: 'About my bill' }, `${SUPPORT}/supportTickets/question`);
    await tickets.attach(WORKSPACE, 'form.json', form());
    await tickets.advance('3d');
    expect((await tickets.client.sim('GET', 'engineer')).body).toMatchObject({ done: [], steps: [] });
    expect(await tickets.partner()).toBe(OLD_PARTNER);
  });

  it('stops when the ticket is closed before the move', async () => {
    await openWithForm();
    await tickets.advance('3h');
    await tickets.client.arm('PATCH', TICKET, { status: 'closed' });
    await tickets.advance('3d');
    expect(await tickets.partner()).toBe(OLD_PARTNER);
    expect(await tickets.said()).toEqual(['Form received']);
  });

  it.each([
    ['without a destination', '{"sourcePartner": {"tenantId": "x"}}'],
    ['with a destination that is no partner', form(CUSTOMER)],
    ['with the partner it has', form(OLD_PARTNER)],
  ])('asks for a correction of a form %s, and goes on with the next one', async (_what, wrong) => {
    await openWithForm(wrong);
    await tickets.advance('2h');
    expect(await tickets.said()).toEqual(['Correction needed']);
    await tickets.advance('2d');
    expect([await status(), await tickets.partner()]).toEqual(['Open', OLD_PARTNER]);
    await tickets.attach(WORKSPACE, 'form.json', form());
    await tickets.advance('22h');
    expect(await tickets.said()).toEqual(['Correction needed', 'Form received', 'Transfer complete']);
  });

  it('asks for a correction as often as the script says, in its words', async () => {
    await tickets.script({ behaviour: 'askCorrection', times: 2, confirmAfter: '1h', text: 'A signature is missing.' });
    await openWithForm();
    await tickets.advance('1h');
    await tickets.attach(WORKSPACE, 'form.json', form());
    await tickets.advance('1h');
    expect(await tickets.said()).toEqual(['Correction needed', 'Correction needed']);
    const [newest] = (await tickets.client.arm('GET', `${TICKET}/communications`)).value;
    expect(newest).toMatchObject({ properties: { body: 'A signature is missing.' } });
    await tickets.attach(WORKSPACE, 'form.json', form());
    await tickets.advance('22h');
    expect(await tickets.partner()).toBe(NEW_PARTNER);
  });

  it('refuses and closes the ticket', async () => {
    await tickets.script({ behaviour: 'refuse' });
    await openWithForm();
    await tickets.advance('1d');
    expect([await tickets.said(), await status(), await tickets.partner()]).toEqual([
      ['Transfer refused'],
      'Closed',
      OLD_PARTNER,
    ]);
  });

  it('stays silent, also when the severity is raised', async () => {
    await tickets.script({ behaviour: 'silent' });
    await openWithForm();
    expect((await tickets.client.arm('PATCH', TICKET, { severity: 'critical' })).status).toBe(200);
    await tickets.advance('10d');
    expect([await tickets.said(), await status()]).toEqual([[], 'Open']);
  });

  it('answers when the severity is raised, if the script says so', async () => {
    await tickets.script({ behaviour: 'silent', answersWhenEscalated: true });
    await openWithForm();
    await tickets.advance('9h');
    await tickets.client.arm('PATCH', TICKET, { severity: 'moderate' });
    await tickets.advance('22h');
    expect([await tickets.said(), await tickets.partner()]).toEqual([['Form received', 'Transfer complete'], NEW_PARTNER]);
  });

  it('confirms and then stays silent; whoever works on a ticket is asked in words to change its severity', async () => {
    await tickets.script([{ behaviour: 'confirmThenSilent' }]);
    await openWithForm();
    await tickets.advance('10d');
    expect([await tickets.said(), await status(), await tickets.partner()]).toEqual([['Form received'], 'Open', OLD_PARTNER]);
    expect(await tickets.client.arm('PATCH', TICKET, { severity: 'critical' })).toMatchObject({
      status: 400,
      code: 'SeverityCannotBeUpdated',
    });
  });

  it('uses one rule of a list after another, and the last one for ever', async () => {
    await tickets.script([{ behaviour: 'silent' }, { behaviour: 'askCorrection' }, { behaviour: 'refuse', confirmAfter: 60 }]);
    await openWithForm();
    await tickets.advance('1d');
    for (let at = 0; at < 2; at += 1) {
      await tickets.attach(WORKSPACE, 'form.json', form());
      await tickets.advance('3h');
    }
    expect(await tickets.said()).toEqual(['Correction needed', 'Transfer refused']);
    await tickets.client.arm('PATCH', TICKET, { status: 'open' });
    await tickets.attach(WORKSPACE, 'form.json', form());
    await tickets.advance('2m');
    expect(await status()).toBe('Closed');
  });

  it('keeps other times', async () => {
    await tickets.script({ behaviour: 'confirm', confirmAfter: '9h', moveAfter: '3d' });
    await openWithForm();
    await tickets.advance('8h');
    expect(await tickets.said()).toEqual([]);
    await tickets.advance('2h');
    expect(await tickets.said()).toEqual(['Form received']);
    await tickets.advance('3d');
    expect(await tickets.partner()).toBe(NEW_PARTNER);
  });

  it('reads what is complete while the same file is being sent again', async () => {
    await openWithForm();
    await tickets.client.arm('PUT', `${WORKSPACE}/files/form.json`, {
      properties: { fileSize: 9, chunkSize: 9, numberOfChunks: 1 },
    });
    await tickets.advance('2h');
    expect(await tickets.said()).toEqual(['Form received']);
  });

  it('goes on from a snapshot', async () => {
    await openWithForm();
    await tickets.advance('3h');
    const snapshot = (await tickets.client.sim('GET', 'snapshot')).body;
    await tickets.client.sim('POST', 'reset', world);
    expect((await tickets.client.arm('GET', TICKET)).status).toBe(404);
    expect((await tickets.client.sim('POST', 'snapshot', snapshot)).status).toBe(200);
    expect(await tickets.said()).toEqual(['Form received']);
    expect((await tickets.client.arm('GET', `${WORKSPACE}/files`)).value).toHaveLength(1);
    await tickets.advance('20h');
    expect([await tickets.partner(), await status()]).toEqual([NEW_PARTNER, 'Closed']);
    await tickets.open({}, `${SUPPORT}/supportTickets/next`);
    expect((await tickets.properties(`${SUPPORT}/supportTickets/next`))['supportTicketId']).toMatch(/000002$/);
  });

  it.each([
    {},
    [],
    { behaviour: 'helpful' },
    { behaviour: 'silent', moveAfter: 'soon' },
    { behaviour: 'refuse', times: 0 },
    { behaviour: 'confirm', who: 1 },
  ])('takes no script %j', async (script) => {
    expect((await tickets.script(script)).status).toBe(400);
    expect((await tickets.client.sim('GET', 'engineer')).body).toMatchObject({ script: [{ behaviour: 'confirm' }] });
  });
});

test.each([
  [JSON.stringify({ document: { destinationPartner: { tenantId: NEW_PARTNER } } }), NEW_PARTNER],
  [`<tr><th>Destination partner: tenant id</th><td>${NEW_PARTNER}</td></tr>`, NEW_PARTNER],
  [`Destination partner\nName: Northwind\nTenant: <b>${NEW_PARTNER}</b>\nSource partner tenant: ${OLD_PARTNER}`, NEW_PARTNER],
  [`Source partner tenant: ${OLD_PARTNER}. Destination partner tenant: ${NEW_PARTNER}`, NEW_PARTNER],
  [`Destination partner\nTenant:\nSource partner\nTenant: ${OLD_PARTNER}`, undefined],
  [`The destination partner has a contract with the customer. Tenant: ${CUSTOMER}`, undefined],
  [JSON.stringify({ destinationPartner: { tenantId: 'Northwind' } }), undefined],
  ['', undefined],
])('the destination in the form %j is %s', (text, tenantId) => {
  expect(destinationTenant(text)).toBe(tenantId);
});
