import { customerOnboardingId } from '../../../contracts/processes/customer-onboarding';
import { canSkipTime } from '../../support/rig';
import { ended } from '../support/runs';
import {
  ADDRESS,
  booksOf,
  endOf,
  freeDomain,
  held,
  knownCustomer,
  newCustomerInput,
  type Onboardings,
  openOnboardings,
  partnerInput,
  requestsSoFar,
  writes,
} from '../support/onboardings';
import { CONTOSO, FABRIKAM, LEGACY, PLAN, refusalOf } from '../support/transfers';

type Json = Record<string, unknown>;
interface Fault {
  match: Json;
  action: Json;
}

/** Of a new customer's input, with something of the customer itself changed. */
function changed(of: (customer: Json) => Json): Json {
  const input = newCustomerInput();
  return { ...input, customer: { new: of((input.customer as { new: Json }).new) } };
}
const withAddress = (more: Json) => changed((customer) => ({ ...customer, address: { ...ADDRESS, ...more } }));

const suggested = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052-8300' };
const suggesting: Fault = {
  match: { method: 'POST', path: '/validations/address$' },
  action: {
    status: 200,
    body: {
      originalAddress: {},
      suggestedAddresses: [suggested, { ...suggested, postalCode: '98052-8301' }],
      status: 'StreetPartial',
    },
  },
};
/** As of 2017 (seed l.12655). */
const correcting: Fault = {
  match: { method: 'POST', path: '/validations/address$' },
  action: {
    status: 400,
    code: '2007',
    message:
      "{'code':'60071','reason':'ZipCityInvalid','corrected_address':{'country':'US','region':'WA','city':'BELLEVUE','address_line1':'One Microsoft Way','postal_code':'98007'}}",
  },
};

const NEW: [what: string, input: () => Json, type: string, message: RegExp, fault?: Fault][] = [
  [
    'a country that Microsoft does not know',
    () => withAddress({ country: 'ZZ' }),
    'InvalidInput',
    /^customer\.new\.address\.country: .*ZZ/,
  ],
  [
    'an address that Microsoft does not know',
    () => withAddress({ addressLine1: 'Nowhere Lane' }),
    'InvalidInput',
    /^customer\.new\.address: .*StreetPartial.*suggests nothing/,
  ],
  [
    'an address for which Microsoft has several suggestions',
    () => withAddress({}),
    'InvalidInput',
    /^customer\.new\.address: .*StreetPartial.*suggestions: 1\) 1 Microsoft Way, Redmond WA 98052-8300, US 2\) 1 Microsoft Way, Redmond WA 98052-8301, US$/,
    suggesting,
  ],
  [
    'an address that Microsoft corrects',
    () => withAddress({ addressLine1: 'One Microsoft Way' }),
    'InvalidInput',
    /^customer\.new\.address: .*suggestions: 1\) One Microsoft Way, BELLEVUE WA 98007, US$/,
    correcting,
  ],
  [
    'everything of the country at once',
    () =>
      changed((customer) => ({
        ...customer,
        culture: 'de-DE',
        language: 'de',
        address: { ...ADDRESS, state: 'BY', postalCode: '80331-1' },
      })),
    'InvalidInput',
    /address\.state: BY.*address\.postalCode: 80331-1.*culture: de-DE.*language: de/,
  ],
  [
    'no state where there are some',
    () => withAddress({ state: undefined }),
    'InvalidInput',
    /customer\.new\.address\.state: is wanted in US/,
  ],
  [
    'a domain that is taken',
    () => changed((customer) => ({ ...customer, domain: 'contoso' })),
    'InvalidInput',
    /^customer\.new\.domain: contoso\.onmicrosoft\.com is taken; choose another$/,
  ],
  ['no agreement', () => ({ ...newCustomerInput(), agreement: undefined }), 'NoAgreement', /^agreement: .*agreement\.acceptedOn/],
  [
    'an offer that is not sold there',
    () => newCustomerInput(),
    'InvalidInput',
    /^destination\.offerId: Partner Center does not sell MS-AZR-0145P in US/,
    { match: { method: 'GET', path: '/v1/offers\\?' }, action: { status: 200, body: { totalCount: 0, items: [] } } },
  ],
  [
    'an unknown partner',
    () => newCustomerInput(freeDomain(), { partner: { ...partnerInput(), mpnId: '9999999' } }),
    'UnknownPartner',
    /^partner\.mpnId: Microsoft knows no partner 9999999/,
  ],
  [
    'another partner’s MPN id',
    () => newCustomerInput(freeDomain(), { partner: { ...partnerInput(), mpnId: '4711001' } }),
    'UnknownPartner',
    /^partner\.mpnId: 4711001 is another partner's/,
  ],
  [
    'a subscription of a customer that is not there yet',
    () => newCustomerInput(freeDomain(), { destination: { subscriptionId: CONTOSO } }),
    'InvalidInput',
    /destination\.subscriptionId: is there already/,
  ],
  [
    'the name of the first administrator',
    () => newCustomerInput(freeDomain(), { admin: { userName: 'Admin' } }),
    'InvalidInput',
    /admin\.userName: /,
  ],
  [
    'what is no domain, day or country',
    () => ({
      ...changed((customer) => ({ ...customer, domain: 'a_b.c', address: { ...ADDRESS, country: 'USA' } })),
      agreement: { acceptedOn: 'today' },
    }),
    'InvalidInput',
    /^customer\.new\.domain: is not the first part .*customer\.new\.address\.country: is not an ISO country.*agreement\.acceptedOn: is not a day/,
  ],
];

(canSkipTime ? describe : describe.skip)('customerOnboarding: bad input', () => {
  let onboardings: Onboardings;
  let count = 0;
  beforeAll(async () => {
    onboardings = await openOnboardings();
  });
  afterEach(() => onboardings.rig.azure.delete('faults'));
  afterAll(async () => onboardings.close());

  async function refused(input: Json, type: string, message: RegExp, fault?: Fault): Promise<void> {
    const before = await held(onboardings.rig);
    const since = await requestsSoFar(onboardings.rig);
    if (fault) await onboardings.rig.azure.post('faults', fault);
    const handle = await onboardings.rig.start('customerOnboarding', `refused ${++count}`, input);
    expect(await refusalOf(handle)).toEqual({ failure: type, message: expect.stringMatching(message) as string });
    expect(await writes(onboardings.rig, since)).toEqual([]);
    expect(await held(onboardings.rig)).toEqual(before);
    expect(onboardings.rig.notices).toEqual([]);
  }

  it.each(NEW.map(([what, ...rest]) => ({ what, rest })))(
    '$what is refused before anything is written',
    async ({ rest: [input, type, message, fault] }) => {
      await refused(input(), type, message, fault);
    },
  );

  describe('of a customer that is there', () => {
    const sold: [what: string, subscription: Json, type: string, message: RegExp][] = [
      [
        'a suspended subscription',
        { state: 'Disabled' },
        'SubscriptionDisabled',
        /^destination\.subscriptionId: Known Azure .* is suspended at Northwind; activate it/,
      ],
      [
        'licences',
        { offerId: '84A03D81-6B37-4D66-8D4A-FAEA24541538' },
        'LicenceBased',
        /^destination\.subscriptionId: .*licence-based/,
      ],
    ];
    it.each(sold)('%s is refused', async (_what, subscription, type, message) => {
      const known = await knownCustomer(onboardings.rig, { subscription });
      await refused({ ...known.input, destination: { subscriptionId: known.subscriptionId } }, type, message);
    });

    it('a subscription of another partner, of another customer or of nobody is refused', async () => {
      const known = await knownCustomer(onboardings.rig);
      const other = await knownCustomer(onboardings.rig, { subscription: {} });
      const contosos = 'c5000000-0000-4000-8000-000000000201';
      const message = /^destination\.subscriptionId: .* is not among the subscriptions that Northwind sells to this customer$/;
      for (const subscriptionId of [contosos, other.subscriptionId, FABRIKAM])
        await refused({ ...known.input, destination: { subscriptionId } }, 'NotThisPartner', message);
    });

    it('a subscription where there is no relationship is refused', async () => {
      const known = await knownCustomer(onboardings.rig, { isRelated: false });
      await refused(
        { ...known.input, destination: { subscriptionId: FABRIKAM } },
        'NotThisPartner',
        /^destination\.subscriptionId: .* is no customer of Northwind yet/,
      );
    });

    it('a relationship that nobody can be asked for is refused, with what is missing', async () => {
      const { tenantId, input } = await knownCustomer(onboardings.rig, { isRelated: false });
      await refused(
        { ...input, customer: { tenantId } },
        'InvalidInput',
        /^customer\.domain, customer\.country, customer\.contact: is needed to ask the customer for the relationship that Northwind does not have/,
      );
    });

    it('no agreement is refused, whether there is a relationship or not', async () => {
      for (const isRelated of [true, false]) {
        const { input } = await knownCustomer(onboardings.rig, { isRelated });
        await refused({ ...input, agreement: undefined }, 'NoAgreement', /^agreement: /);
      }
    });

    it('a second Azure plan is refused, with the subscriptions of the first', async () => {
      const known = await knownCustomer(onboardings.rig, { subscription: { offerId: PLAN } });
      await refused(
        { ...known.input, destination: { offerId: PLAN } },
        'InvalidInput',
        new RegExp(`^destination\\.offerId: the customer has an Azure plan already; .*${known.subscriptionId} \\(Known Azure\\)`),
      );
    });
  });

  it('an address of another town is refused with what Microsoft suggests, and the suggestion is taken', async () => {
    const wrong = { postalCode: '98007' };
    const message = /^customer\.new\.address: .*InteractionRequired.* 1\) 1 Microsoft Way, Bellevue WA 98007, US$/;
    await refused(withAddress(wrong), 'InvalidInput', message);
    const run = await onboardings.begin('suggested address', { ...withAddress({ ...wrong, city: 'Bellevue' }), rehearse: true });
    expect((await endOf(onboardings, run)).result).toMatchObject({ status: 'rehearsed' });
  });

  it.each([
    ['a new customer', async () => newCustomerInput(freeDomain(), { rehearse: true }), /is free: Northwind would make/],
    [
      'a known one',
      async () => ({ ...(await knownCustomer(onboardings.rig)).input, rehearse: true }),
      /has a reseller relationship/,
    ],
    [
      'one without a relationship',
      async () => ({ ...(await knownCustomer(onboardings.rig, { isRelated: false })).input, rehearse: true }),
      /would be asked to accept one/,
    ],
  ])('a rehearsal of %s looks, and writes nothing', async (what, input, note) => {
    const prepared = await input();
    const since = await requestsSoFar(onboardings.rig);
    const run = await onboardings.begin(`rehearsed ${what}`, prepared);
    const { failure, result, view } = await endOf(onboardings, run);
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ status: 'rehearsed', customer: { created: false } });
    expect(result).not.toHaveProperty('admin');
    expect(await writes(onboardings.rig, since)).toEqual([]);
    expect(await held(onboardings.rig)).toEqual(run.before);
    expect((await onboardings.report(view)).notes.join('\n')).toMatch(note);
    expect(view.steps.filter(({ state }) => state === 'skipped')).toHaveLength(7);
  });

  it('two runs for one customer: the second start is refused while the first is under way, and later shown the way', async () => {
    const input = newCustomerInput();
    const id = customerOnboardingId(input as unknown as Parameters<typeof customerOnboardingId>[0]);
    const first = await onboardings.begin(id, input);
    await expect(onboardings.begin(id, input)).rejects.toThrow(/already/i);
    const { result } = await endOf(onboardings, first);
    const { customer } = result as { customer: { tenantId: string; domain: string } };
    await refused(
      input,
      'InvalidInput',
      new RegExp(`^customer\\.new\\.domain: ${customer.domain} is your customer already; .*: ${customer.tenantId}$`),
    );
  });

  it('two runs at once for what one makes and the other knows: the user is made once', async () => {
    const known = await knownCustomer(onboardings.rig, { subscription: {} });
    const input = { ...known.input, destination: { subscriptionId: known.subscriptionId } };
    const runs = await Promise.all(
      ['one', 'another'].map((name) => onboardings.rig.start('customerOnboarding', `${name} of two`, input)),
    );
    const ends = await Promise.all(runs.map(({ workflowId }) => ended(onboardings, { workflowId })));
    const { users, owners } = await booksOf(onboardings.rig, known.tenantId);
    expect(users).toHaveLength(1);
    const mine = owners.filter(({ properties }) => (properties as Json).principalId === users[0]?.objectId);
    const done = ends.filter(({ failure }) => failure === undefined);
    expect(done.length).toBeGreaterThan(0);
    expect(mine).toHaveLength(1);
    for (const { failure } of ends) expect([undefined, 'Conflict']).toContain(failure);
  });

  it('a second run for a customer finds the user there, and leaves its password alone', async () => {
    const known = await knownCustomer(onboardings.rig, { subscription: {} });
    const input = { ...known.input, destination: { subscriptionId: known.subscriptionId } };
    await endOf(onboardings, await onboardings.begin('first of two', input));
    const since = await requestsSoFar(onboardings.rig);
    const { result } = await endOf(onboardings, await onboardings.begin('second of two', input));
    expect(result).toMatchObject({ admin: { created: false, secret: { name: expect.stringMatching(/^handover@/) as string } } });
    expect(await writes(onboardings.rig, since)).toEqual([]);
  });

  it('the legacy offer is what is ordered unless another is named', async () => {
    const known = await knownCustomer(onboardings.rig);
    const { result } = await endOf(onboardings, await onboardings.begin('by default', known.input));
    expect(result).toMatchObject({ subscription: { offerId: LEGACY, displayName: 'Microsoft Azure CSP' } });
  });
});
