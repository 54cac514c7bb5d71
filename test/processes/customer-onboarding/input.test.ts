import { customerOnboardingId } from '../../../contracts/processes/customer-onboarding';
import { canSkipTime } from '../../support/rig';
import { ended, refusalOf } from '../support/endings';
import {
  booksOf,
  freeDomain,
  held,
  knownCustomer,
  newCustomerInput,
  type Onboardings,
  openOnboardings,
  requestsSoFar,
  writes,
} from '../support/onboardings';
import { type Fault, NEW_CUSTOMER_REFUSALS, withAddress } from '../support/onboarding-refusals';
import type { Json } from '../support/open-process';
import { FABRIKAM, LEGACY, PLAN } from '../support/organisations';

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

  it.each(NEW_CUSTOMER_REFUSALS.map(([what, ...rest]) => ({ what, rest })))(
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
    expect((await ended(onboardings, run)).result).toMatchObject({ status: 'rehearsed' });
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
    const { failure, result, view } = await ended(onboardings, run);
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
    const { result } = await ended(onboardings, first);
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
    await ended(onboardings, await onboardings.begin('first of two', input));
    const since = await requestsSoFar(onboardings.rig);
    const { result } = await ended(onboardings, await onboardings.begin('second of two', input));
    expect(result).toMatchObject({ admin: { created: false, secret: { name: expect.stringMatching(/^handover@/) as string } } });
    expect(await writes(onboardings.rig, since)).toEqual([]);
  });

  it('the legacy offer is what is ordered unless another is named', async () => {
    const known = await knownCustomer(onboardings.rig);
    const { result } = await ended(onboardings, await onboardings.begin('by default', known.input));
    expect(result).toMatchObject({ subscription: { offerId: LEGACY, displayName: 'Microsoft Azure CSP' } });
  });
});
