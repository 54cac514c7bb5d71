import { failure } from '../../../activities/failures/failure';
import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { canSkipTime } from '../../support/rig';
import { ended, givingUp } from '../support/endings';
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
import { PLAN } from '../support/organisations';

type Json = Record<string, unknown>;

const CREATE = { method: 'POST', path: '/v1/customers$' };
const CHECKOUT = { method: 'POST', path: '/checkout$' };

(canSkipTime ? describe : describe.skip)('customerOnboarding: answers that get lost', () => {
  let onboardings: Onboardings;
  beforeAll(async () => {
    onboardings = await openOnboardings();
  });
  afterEach(() => onboardings.rig.azure.delete('faults'));
  afterAll(async () => onboardings.close());

  const fault = (match: Json, action: Json, more: Json = {}) => onboardings.rig.azure.post('faults', { match, action, ...more });
  const once = async (what: string, prepare: () => unknown, more: Json = {}) => {
    const domain = freeDomain();
    const run = await onboardings.begin(what, newCustomerInput(domain, more), prepare);
    const { failure: kind, message, result, view } = await ended(onboardings, run);
    if (kind !== undefined) throw new Error(`${kind}: ${message}`);
    const { customer, ...rest } = result as CustomerOnboardingResult;
    const books = await booksOf(onboardings.rig, customer.tenantId);
    const tenants = (await held(onboardings.rig)).tenants as { domain: string }[];
    expect(tenants.filter((one) => one.domain === customer.domain)).toHaveLength(1);
    expect([books.orders.length, books.subscriptions.length]).toEqual([1, 1]);
    expect(books.users.map(({ userPrincipalName }) => userPrincipalName).sort()).toEqual([
      `admin@${customer.domain}`,
      `handover@${customer.domain}`,
    ]);
    expect(books.relationships).toMatchObject([{ agreements: [{}] }]);
    return { customer, ...rest, books, view };
  };

  it('a customer whose making was not answered is looked up by its domain; the mover is administrator instead of the first one', async () => {
    const since = await requestsSoFar(onboardings.rig);
    const { firstAdministrator, admin, books, view } = await once('customer not answered', () =>
      fault(CREATE, { dropAnswer: true }),
    );
    expect((await writes(onboardings.rig, since)).filter((one) => one === 'POST /v1/customers')).toHaveLength(1);
    expect(firstAdministrator).toEqual({ userPrincipalName: expect.stringMatching(/^admin@/) as string });
    expect(books.roleMembers).toContainEqual(expect.objectContaining({ userId: admin?.objectId }));
    expect(admin?.secret).toBeDefined();
    expect((await onboardings.report(view)).notes).toContainEqual(
      expect.stringMatching(
        /^The answer that told the password of admin@.* was lost; handover@.* is made administrator in its place$/,
      ),
    );
  });

  it('a password that could not be stored is lost in the same way', async () => {
    const id = 'password not stored';
    const { firstAdministrator, books } = await once(id, () =>
      onboardings.wires.lay({ workflowId: id, activity: 'createCustomer', call: 'put' }, () => {
        throw failure('AccessDenied', 'the vault is closed');
      }),
    );
    expect(firstAdministrator?.secret).toBeUndefined();
    expect(books.roleMembers).toHaveLength(2);
  });

  it('a request that never arrived is sent again', async () => {
    const { firstAdministrator } = await once('customer not sent', () => fault(CREATE, { reset: true }));
    expect(firstAdministrator?.secret).toBeDefined();
  });

  it.each([
    ['a checkout that did not arrive', CHECKOUT, { reset: true }],
    ['a cart', { method: 'POST', path: '/carts$' }, { dropAnswer: true }],
    ['an agreement', { method: 'POST', path: '/agreements$' }, { dropAnswer: true }],
    ['a new user', { method: 'POST', path: '/users$' }, { dropAnswer: true }],
    ['a role assignment', { method: 'PUT', path: '/roleAssignments/' }, { dropAnswer: true }],
    ['a 500 after a checkout', CHECKOUT, { status: 500, code: '900103', message: 'Order failed' }],
  ])('%s is there once', async (what, match, action) => {
    await once(`once ${what}`, () => fault(match, action));
  });

  it('a checkout that was not answered is seen at the cart, and not sent again', async () => {
    const since = await requestsSoFar(onboardings.rig);
    await once('checkout not answered', () => fault(CHECKOUT, { dropAnswer: true }));
    expect((await writes(onboardings.rig, since)).filter((one) => one.endsWith('/checkout'))).toHaveLength(1);
  });

  it('an Azure plan whose order was not answered is found, though it is listed late', async () => {
    const { subscription } = await once(
      'plan not answered',
      async () => {
        await fault(CHECKOUT, { dropAnswer: true });
        await fault({ method: 'GET', path: '/orders$', nth: 2 }, { status: 200, body: { totalCount: 0, items: [] } });
      },
      { destination: { offerId: PLAN, displayName: 'Late' } },
    );
    expect(subscription).toMatchObject({ displayName: 'Late', ordered: true, orderId: expect.any(String) as string });
  });

  it('throttling is waited out, for what is sent once too', async () => {
    await once('throttled', async () => {
      for (const match of [CREATE, CHECKOUT, { method: 'POST', path: '/users$' }])
        await fault({ ...match, times: 2 }, { status: 429, headers: { 'retry-after': '1' } });
    });
  });

  it('a user whose making was not answered even when tried again is taken for the run’s own, and gets a new password', async () => {
    const id = 'user not answered';
    const { admin, books } = await once(id, () =>
      onboardings.wires.lay({ workflowId: id, activity: 'createAdmin', call: 'createUser', when: 'after', times: 1 }, () => {
        throw failure('AzureUnavailable', 'no answer');
      }),
    );
    expect(books.users.map(({ objectId }) => objectId)).toContain(admin?.objectId);
    const patched = await onboardings.rig.azure.accepted('PATCH', `/users/${admin?.objectId ?? ''}`);
    expect(patched).toHaveLength(1);
  });

  it('a deleted user of that name is restored, with a new password', async () => {
    const known = await knownCustomer(onboardings.rig, { subscription: {} });
    const input = { ...known.input, destination: { subscriptionId: known.subscriptionId } };
    const id = 'to be restored';
    const undone = await onboardings.begin(id, input, () =>
      onboardings.wires.lay({ workflowId: id, activity: 'awaitRole' }, () => {
        throw failure('AccessDenied', 'no');
      }),
    );
    expect((await ended(onboardings, undone)).failure).toBe('AccessDenied');
    const run = await onboardings.begin('restored', input);
    const { result } = await ended(onboardings, run);
    const { admin } = result as CustomerOnboardingResult;
    expect(admin).toMatchObject({ created: true });
    expect(await onboardings.rig.azure.accepted('PATCH', `/users/${admin?.objectId ?? ''}`)).toHaveLength(2);
  });

  it('what nothing tells is named, and not sent again', async () => {
    const domain = freeDomain();
    const since = await requestsSoFar(onboardings.rig);
    const run = await onboardings.begin('unclear', newCustomerInput(domain, { sandbox: false }), async () => {
      await fault(CREATE, { dropAnswer: true });
      await fault(
        { method: 'GET', path: '/v1/customers\\?' },
        { status: 200, body: { totalCount: 0, items: [] } },
        { for: '365d' },
      );
    });
    const { failure: kind, view } = await givingUp(onboardings, run);
    expect(kind).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([
      expect.stringMatching(new RegExp(`nothing tells whether ${domain}\\.onmicrosoft\\.com was made`)),
    ]);
    expect(await writes(onboardings.rig, since)).toEqual(['POST /v1/customers']);
    const tenants = (await held(onboardings.rig)).tenants as { domain: string }[];
    expect(tenants.filter((one) => one.domain === `${domain}.onmicrosoft.com`)).toHaveLength(1);
  });
});
