import path from 'node:path';
import { prepareStart } from '../../../client/cli/start';
import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { canSkipTime } from '../../support/rig';
import { ended } from '../support/endings';
import {
  booksOf,
  freeDomain,
  invitation,
  knownCustomer,
  newCustomerInput,
  type Onboardings,
  openOnboardings,
} from '../support/onboardings';
import { LEGACY, PLAN } from '../support/organisations';
import { acceptInvitation } from '../support/transfers';

(canSkipTime ? describe : describe.skip)('customerOnboarding', () => {
  let onboardings: Onboardings;
  beforeAll(async () => {
    onboardings = await openOnboardings();
  });
  afterAll(async () => onboardings.close());

  it.each([
    ['a legacy subscription', LEGACY],
    ['an Azure plan', PLAN],
  ])('a new customer gets %s, and a user who is Owner of it', async (what, offerId) => {
    const domain = freeDomain();
    const run = await onboardings.begin(
      `new with ${what}`,
      newCustomerInput(domain, { destination: { offerId, displayName: `${domain} production` } }),
    );
    const { failure, result, view } = await ended(onboardings, run);
    expect(failure).toBeUndefined();
    const { customer, subscription, admin, firstAdministrator, relationship } = result as CustomerOnboardingResult;
    expect(customer).toMatchObject({ domain: `${domain}.onmicrosoft.com`, name: `Company ${domain}`, created: true });
    expect(relationship).toBe('byCreation');
    expect(subscription).toMatchObject({ displayName: `${domain} production`, offerId, ordered: true });
    expect(admin).toMatchObject({ userPrincipalName: `handover@${domain}.onmicrosoft.com`, created: true });
    expect(firstAdministrator).toMatchObject({ userPrincipalName: `admin@${domain}.onmicrosoft.com` });
    expect(view.steps.map(({ name, state }) => [name, state])).toEqual([
      ['check', 'done'],
      ['relationship', 'skipped'],
      ['create', 'done'],
      ['order', 'done'],
      ['provision', 'done'],
      ['admin', 'done'],
      ['owner', 'done'],
      ['close', 'done'],
    ]);
    const books = await booksOf(onboardings.rig, customer.tenantId);
    expect(books.subscriptions).toMatchObject([{ subscriptionId: subscription?.subscriptionId, state: 'Enabled' }]);
    expect(books.orders).toHaveLength(1);
    expect(books.owners.map(({ properties }) => (properties as { principalId: string }).principalId)).toContain(admin?.objectId);
    expect(books.relationships).toMatchObject([{ agreements: [{ type: 'MicrosoftCustomerAgreement' }] }]);
    // The mover is not made administrator of the directory where the first one's password is known.
    expect(books.roleMembers).toHaveLength(1);
    expect(await onboardings.report(view)).toMatchObject({ outcome: 'done', customer, subscription, admin, firstAdministrator });
  });

  it('the example of the documentation runs on the world of the local stack', async () => {
    const { input, id } = prepareStart('customer-onboarding', {
      input: path.join(__dirname, '../../../docs/examples/customer-onboarding.yaml'),
    });
    const { failure, result } = await ended(onboardings, await onboardings.begin(id, input as Record<string, unknown>));
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({
      status: 'done',
      customer: { domain: 'fourthcoffee.onmicrosoft.com' },
      subscription: { displayName: 'Fourth Coffee production' },
    });
  });

  it('an Azure plan alone: ordered where there is none, nobody is made Owner', async () => {
    const known = await knownCustomer(onboardings.rig);
    const run = await onboardings.begin('a plan alone', { ...known.input, azurePlanOnly: true });
    const { failure, result, view } = await ended(onboardings, run);
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ azurePlan: 'ordered', subscription: { offerId: PLAN, ordered: true } });
    expect((result as CustomerOnboardingResult).admin).toBeUndefined();
    expect(view.steps.map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['order', 'done'],
        ['admin', 'skipped'],
        ['owner', 'skipped'],
      ]),
    );
    expect((await booksOf(onboardings.rig, known.tenantId)).users).toEqual([]);
    const again = await onboardings.begin('the same plan', { ...known.input, azurePlanOnly: true });
    const second = await ended(onboardings, again);
    expect(second.result).toMatchObject({ azurePlan: 'existing' });
    expect(second.view.steps.find(({ name }) => name === 'order')).toMatchObject({
      state: 'skipped',
      detail: 'an Azure plan is there already',
    });
    expect((await booksOf(onboardings.rig, known.tenantId)).orders).toHaveLength(1);
  });

  it('a customer that is there already keeps what it has: its subscription is checked, and a user made Owner', async () => {
    const known = await knownCustomer(onboardings.rig, { subscription: {} });
    const run = await onboardings.begin('known', { ...known.input, destination: { subscriptionId: known.subscriptionId } });
    const { failure, result, view } = await ended(onboardings, run);
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({
      status: 'done',
      customer: { tenantId: known.tenantId, created: false },
      relationship: 'existing',
      subscription: { subscriptionId: known.subscriptionId, ordered: false },
      admin: { created: true },
    });
    expect(view.steps.filter(({ state }) => state === 'skipped').map(({ name }) => name)).toEqual([
      'relationship',
      'create',
      'order',
      'provision',
    ]);
    expect((await booksOf(onboardings.rig, known.tenantId)).orders).toEqual([]);
  });

  it('one without a relationship is asked for it, then the subscription is ordered under its agreement', async () => {
    const known = await knownCustomer(onboardings.rig, { isRelated: false });
    const run = await onboardings.begin('to be related', known.input);
    const end = ended(onboardings, run);
    const { link } = await invitation(onboardings, known.tenantId);
    await acceptInvitation(onboardings.rig, link, known.tenantId);
    const { failure, result } = await end;
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ relationship: 'established', subscription: { ordered: true, offerId: LEGACY } });
    const { relationships } = await booksOf(onboardings.rig, known.tenantId);
    expect(relationships).toMatchObject([
      { agreements: [{ dateAgreed: '2026-11-01T00:00:00Z', primaryContact: { firstName: 'Dana' } }] },
    ]);
  });
});
