import { canSkipTime } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { refusalOf } from '../support/endings';
import { CONTOSO, NORTHWIND, PLAN } from '../support/organisations';
import { openTransfers, ownCustomer, type Transfers } from '../support/transfers';

type Json = Record<string, unknown>;
type Begin = NonNullable<Parameters<Transfers['begin']>[1]>;

/** Subscriptions of the default world that Contoso sells to Fabrikam. */
const LEGACY_ONE = 'c5000000-0000-4000-8000-000000000201';
const PLAN_ONE = 'c5000000-0000-4000-8000-000000000202';

const contact = (email: string) => ({ name: 'Carl', email });
const contoso = (more: Json = {}) => ({
  tenantId: CONTOSO,
  name: 'Contoso',
  mpnId: '4711001',
  contact: contact('carl@contoso.example'),
  ...more,
});
const northwind = (more: Json = {}) => ({
  tenantId: NORTHWIND,
  name: 'Northwind',
  mpnId: '4711002',
  contact: contact('nora@northwind.example'),
  ...more,
});

interface Refusal {
  what: string;
  begin: Begin;
  type: string;
  message: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'an MPN id that Microsoft does not know',
    begin: { input: { destinationPartner: northwind({ mpnId: '9999999' }) } },
    type: 'UnknownPartner',
    message: /^destinationPartner\.mpnId: Microsoft knows no partner 9999999; .* has 4711002/,
  },
  {
    what: 'an MPN id of another partner',
    begin: {
      input: { sourcePartner: contoso({ mpnId: '4711002' }), destinationPartner: northwind({ mpnId: '4711001' }) },
    },
    type: 'UnknownPartner',
    message: /^(sourcePartner\.mpnId: 4711002|destinationPartner\.mpnId: 4711001) is another partner's; /,
  },
  {
    what: 'the same partner on both sides',
    begin: { input: { destinationPartner: contoso({ mpnId: '4711002' }) } },
    type: 'InvalidInput',
    message: /^destinationPartner\.tenantId: is the source partner/,
  },
  {
    what: 'the same MPN id on both sides',
    begin: { input: { destinationPartner: northwind({ mpnId: '4711001' }) } },
    type: 'InvalidInput',
    message: /^destinationPartner\.mpnId: is the source partner’s MPN id/,
  },
  {
    what: 'a subscription of another partner',
    begin: { world: { subscription: { partnerTenantId: NORTHWIND } } },
    type: 'NotThisPartner',
    message: /^subscriptions\.0: [0-9a-f-]{36} is not among the subscriptions that Contoso sells/,
  },
  {
    what: 'a subscription that nobody has',
    begin: { input: { subscriptions: ['c5999999-0000-4000-8000-000000000999'] } },
    type: 'NotThisPartner',
    message: /^subscriptions\.0: c5999999-/,
  },
  {
    what: 'a suspended subscription',
    begin: { world: { subscription: { state: 'Disabled' } } },
    type: 'SubscriptionDisabled',
    message: /^subscriptions\.0: .* is suspended at Contoso; .* activate it first/,
  },
  {
    what: 'a licence-based subscription',
    begin: { offerId: 'CFQ7TTC0LH18:0001' },
    type: 'LicenceBased',
    message: /^subscriptions\.0: .* is licence-based \(CFQ7TTC0LH18:0001\)/,
  },
  {
    what: 'both kinds in one transfer',
    begin: { input: { subscriptions: [LEGACY_ONE, PLAN_ONE] } },
    type: 'InvalidInput',
    message: /^subscriptions: .* is legacy and goes by ticket, the others .* start one transfer for each kind/,
  },
  {
    what: 'Partner Center for a legacy subscription',
    begin: { input: { procedure: 'partnerCenterTransfer' } },
    type: 'InvalidInput',
    message: /^procedure: partnerCenterTransfer does not fit: .* use ticket or auto/,
  },
  {
    what: 'a ticket for an Azure plan',
    begin: { offerId: PLAN, input: { procedure: 'ticket' } },
    type: 'InvalidInput',
    message: /^procedure: ticket does not fit: .* use partnerCenterTransfer or auto/,
  },
  {
    what: 'an unknown procedure',
    begin: { input: { procedure: 'telephone' } },
    type: 'InvalidInput',
    message: /^procedure: /,
  },
  {
    what: 'an unknown time zone',
    begin: { input: { calendar: { timeZone: 'Europe/Atlantis' } } },
    type: 'InvalidInput',
    message: /^calendar\.timeZone: is not a time zone/,
  },
  {
    what: 'unknown keys',
    begin: { input: { deadlines: { requests: 3 }, colour: 'red' } },
    type: 'InvalidInput',
    message: /deadlines: .*requests.*\(input\): .*colour/,
  },
  {
    what: 'a subscription twice',
    begin: { input: { subscriptions: [LEGACY_ONE, LEGACY_ONE.toUpperCase()] } },
    type: 'InvalidInput',
    message: /^subscriptions\.1: is named twice/,
  },
];

(canSkipTime ? describe : describe.skip)('cspTransfer: bad input is refused before anything is sent', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  /** Whatever was asked of the outside beyond reading and signing in, since the given entry. */
  async function writesSince(seq: number): Promise<string[]> {
    const audit = await transfers.rig.azure.get<AuditEntry[]>(`audit?format=json&since=${seq}`);
    return audit
      .filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !path.endsWith('/token'))
      .map(({ method, path }) => `${method} ${path}`);
  }
  async function now(): Promise<number> {
    const audit = await transfers.rig.azure.get<(AuditEntry & { seq: number })[]>('audit?format=json');
    return audit.at(-1)?.seq ?? 0;
  }

  async function refused(what: string, begin: Begin) {
    const since = await now();
    const run = await transfers.begin(what, begin);
    const refusal = await refusalOf(run.handle);
    expect(await writesSince(since)).toEqual([]);
    expect(transfers.rig.notices.filter(({ workflowId }) => workflowId === what)).toEqual([]);
    expect(await run.state()).toEqual(run.before);
    return refusal;
  }

  it.each(REFUSALS)('$what', async ({ what, begin, type, message }) => {
    const seen = await refused(what, begin);
    expect(seen.message).toMatch(message);
    expect(seen.failure).toBe(type);
  });

  it('a customer without an e-mail address, with every problem at once', async () => {
    const { input } = await ownCustomer(transfers.rig);
    const customer = { ...(input.customer as Json), contact: { name: 'Dana' }, country: 'Germany' };
    const { failure, message } = await refused('no e-mail address', { input: { customer } });
    expect(failure).toBe('InvalidInput');
    expect(message).toMatch(/customer\.country: is not an ISO country code/);
    expect(message).toMatch(/customer\.contact\.email: /);
  });

  it('a customer of another country than the input says, and a partner of another than the customer', async () => {
    const own = await ownCustomer(transfers.rig);
    const customer = { ...(own.input.customer as Json), country: 'DE' };
    const wrongly = await refused('the customer is elsewhere', { ...own, input: { customer } });
    expect(wrongly.failure).toBe('OtherCountry');
    expect(wrongly.message).toMatch(/^customer\.country: Customer \d+ is in US, the input says .* in DE/);

    const german = 'de000000-0000-4000-8000-00000000000a';
    await transfers.rig.azure.post('seed', {
      tenants: [{ tenantId: german, domain: 'german.onmicrosoft.com', displayName: 'German', country: 'DE' }],
    });
    const abroad = await refused('the partners are elsewhere', {
      world: { subscription: { tenantId: german } },
      input: { customer: { ...(own.input.customer as Json), tenantId: german, name: 'German', country: 'DE' } },
    });
    expect(abroad.failure).toBe('OtherCountry');
    expect(abroad.message).toMatch(/^sourcePartner: Contoso is in US, .* German is in DE/);
  });

  it('a rehearsal writes nothing either, and says what would be done', async () => {
    const since = await now();
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await transfers.begin('a rehearsal', { ...own, input: { ...own.input, rehearse: true } });
    const { failure, result, view } = await transfers.played(run);
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({
      status: 'rehearsed',
      procedure: 'ticket',
      subscriptions: [{ subscriptionId: run.subscriptionId }],
      access: [],
      decisions: [],
    });
    expect(view.steps.filter(({ state }) => state !== 'skipped').map(({ name }) => name)).toEqual(['check']);
    const { notes, outcome } = await transfers.report(view);
    expect(outcome).toBe('rehearsed');
    expect(notes).toContain('Northwind has no reseller relationship yet: the customer would be asked to accept one');
    expect(notes[0]).toMatch(/^By support ticket: chosen: legacy subscriptions/);
    expect(await writesSince(since)).toEqual([]);
    expect(transfers.rig.notices.filter(({ workflowId }) => workflowId === run.workflowId)).toEqual([]);
  });
});
