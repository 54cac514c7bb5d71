import { MicrosoftSupport } from '@azure/arm-support';
import { ClientSecretCredential } from '@azure/identity';
import { simulatorControl } from '../../support/simulator-control';
import { NEW_PARTNER, openTickets, SUBSCRIPTION, type Tickets } from './support';

/** Azure's own client of Microsoft.Support, unmodified. */
describe('@azure/arm-support', () => {
  let tickets: Tickets;
  let support: MicrosoftSupport;
  beforeAll(async () => {
    tickets = await openTickets();
    const { simulator } = tickets.client;
    await simulatorControl(simulator).post('clock', { rate: 100 });
    const app = simulator.apps.find((one) => one.party === 'customer') as (typeof simulator.apps)[number];
    const tlsOptions = { ca: simulator.caPem };
    const credential = new ClientSecretCredential(app.tenantId, app.clientId, app.clientSecret, {
      authorityHost: simulator.url,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    support = new MicrosoftSupport(credential, SUBSCRIPTION, {
      endpoint: simulator.url,
      credentialScopes: [`${simulator.url}/.default`],
      tlsOptions,
    });
  });
  afterAll(() => tickets.client.close());

  it('opens a ticket, writes to it, reads Microsoft’s answer and closes it', async () => {
    const { properties } = tickets.request();
    expect(
      (await support.supportTickets.checkNameAvailability({ name: 'sdk', type: 'Microsoft.Support/supportTickets' }))
        .nameAvailable,
    ).toBe(true);
    const opened = await support.supportTickets.beginCreateAndWait('sdk', properties, { updateIntervalInMs: 20 });
    expect(opened).toMatchObject({ status: 'Open', severity: 'Minimal', serviceDisplayName: 'Subscription management' });
    const message = { sender: 'ann@contoso.example', subject: 'Form', body: 'The form is attached.' };
    const said = await support.communications.beginCreateAndWait('sdk', 'form', message, { updateIntervalInMs: 20 });
    expect(said).toMatchObject({ communicationDirection: 'Outbound', body: '<pre>The form is attached.</pre>' });
    const form = JSON.stringify({ destinationPartner: { tenantId: NEW_PARTNER } });
    await tickets.attach(
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Support/fileWorkspaces/${opened.supportTicketId}`,
      'f',
      form,
    );
    await tickets.advance('2h');
    const senders: (string | undefined)[] = [];
    for await (const one of support.communications.list('sdk')) senders.push(one.sender);
    expect(senders[0]).toBe('supportengineer@microsoft.com');
    expect((await support.supportTickets.update('sdk', { status: 'closed' })).status).toBe('closed');
    const open: unknown[] = [];
    for await (const one of support.supportTickets.list({ filter: "status eq 'Open'" })) open.push(one);
    expect(open).toEqual([]);
  });
});
