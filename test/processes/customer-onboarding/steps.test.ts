import { failure } from '../../../activities/failures/failure';
import { canSkipTime } from '../../support/rig';
import { ended, givingUp } from '../support/endings';
import {
  booksOf,
  cancelDuring,
  freeDomain,
  held,
  knownCustomer,
  newCustomerInput,
  type Onboardings,
  openOnboardings,
} from '../support/onboardings';
import type { Wire } from '../support/wires';

type Place = Pick<Wire, 'activity' | 'call'>;

/** Everything that is done after the check, in its order, and the call in which each act is done. */
const ACTS: [step: string, place: Place][] = [
  ['create', { activity: 'createCustomer', call: 'createCustomer' }],
  ['order', { activity: 'confirmAgreement', call: 'confirmAgreement' }],
  ['order', { activity: 'fillCart', call: 'createCart' }],
  ['order', { activity: 'checkOut', call: 'checkOutCart' }],
  ['provision', { activity: 'awaitProvisioned' }],
  ['admin', { activity: 'findAdmin' }],
  ['admin', { activity: 'createAdmin', call: 'put' }],
  ['admin', { activity: 'createAdmin', call: 'createUser' }],
  ['owner', { activity: 'snapshotRoles' }],
  ['owner', { activity: 'grantRole', call: 'putRoleAssignment' }],
  ['owner', { activity: 'awaitRole' }],
  ['close', { activity: 'writeRunReport' }],
];
const CASES = ACTS.flatMap(([step, place]) =>
  (['before', 'after'] as const).map((when) => ({ step, place, when, name: `${step}: ${place.call ?? place.activity ?? ''}` })),
);

(canSkipTime ? describe : describe.skip)('customerOnboarding, step by step', () => {
  let onboardings: Onboardings;
  beforeAll(async () => {
    onboardings = await openOnboardings();
  });
  afterAll(async () => onboardings.close());

  const refusing =
    (workflowId: string, place: Place, when: NonNullable<Wire['when']> = 'before', times?: number) =>
    () =>
      onboardings.wires.lay({ workflowId, ...place, when, ...(times ? { times } : {}) }, () => {
        throw failure('AccessDenied', 'not allowed any more');
      });

  it.each(CASES.filter(({ when }) => when === 'before'))(
    'in the sandbox $name is refused: all is taken back, and nothing is left',
    async ({ step, place }) => {
      const id = `refused ${step} ${place.call ?? place.activity ?? ''}`;
      const run = await onboardings.begin(id, newCustomerInput(), refusing(id, place));
      const { failure: kind, view } = await ended(onboardings, run);
      expect(kind).toBe('AccessDenied');
      expect(view).toMatchObject({ status: 'undone', failure: { step, type: 'AccessDenied' }, leftUndone: [] });
      expect(await held(onboardings.rig)).toEqual(run.before);
    },
  );

  it.each(CASES)('cancelled $when $name in the sandbox: all is taken back', async ({ step, place, when }) => {
    const id = `cancelled ${when} ${step} ${place.call ?? place.activity ?? ''}`;
    const run = await onboardings.begin(id, newCustomerInput(), () => cancelDuring(onboardings, id, { ...place, when }));
    const { failure: kind, view } = await ended(onboardings, run);
    // What was written last has been done when the cancel comes: a run that has ended well is not cancelled.
    if (step === 'close' && kind === undefined) {
      expect(view.status).toBe('done');
      return;
    }
    expect(kind).toBe('Cancelled');
    expect(view).toMatchObject({ status: 'undone', leftUndone: [] });
    expect(await held(onboardings.rig)).toEqual(run.before);
  });

  it.each(CASES.filter(({ step, when }) => when === 'before' && step !== 'create'))(
    'in production $name is refused once: the operator has it tried again, and nothing is there twice',
    async ({ step, place }) => {
      const id = `retried ${step} ${place.call ?? place.activity ?? ''}`;
      const domain = freeDomain();
      const run = await onboardings.begin(id, newCustomerInput(domain, { sandbox: false }), refusing(id, place, 'before', 1));
      const { failure: kind, result, view } = await retrying(run);
      expect(kind).toBeUndefined();
      expect(view.status).toBe('done');
      const { customer } = result as { customer: { tenantId: string } };
      const books = await booksOf(onboardings.rig, customer.tenantId);
      expect([books.orders.length, books.subscriptions.length, books.users.length]).toEqual([1, 1, 2]);
      expect((await onboardings.report(view)).rulings).toMatchObject([{ step, verdict: 'retry' }]);
    },
  );

  it.each(CASES.filter(({ step, when }) => when === 'before' && !['create', 'close'].includes(step)))(
    'in production $name is refused for good and given up: the customer stays, suspended, and is named',
    async ({ step, place }) => {
      const id = `given up ${step} ${place.call ?? place.activity ?? ''}`;
      const domain = freeDomain();
      const run = await onboardings.begin(id, newCustomerInput(domain, { sandbox: false }), refusing(id, place));
      const { failure: kind, view } = await givingUp(onboardings, run);
      expect(kind).toBe('UndoIncomplete');
      expect(view).toMatchObject({ status: 'failed', failure: { step, type: 'GivenUp' } });
      expect(view.leftUndone).toEqual([
        expect.stringMatching(
          new RegExp(`^the customer Company ${domain} \\(${domain}\\.onmicrosoft\\.com, tenant [0-9a-f-]{36}\\) stays`),
        ),
      ]);
      const tenantId = /tenant ([0-9a-f-]{36})/.exec(view.leftUndone[0] ?? '')?.[1] ?? '';
      const books = await booksOf(onboardings.rig, tenantId);
      expect(books.subscriptions.filter(({ state }) => state === 'Enabled')).toEqual([]);
      expect(books.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual([`admin@${domain}.onmicrosoft.com`]);
      const report = await onboardings.report(view);
      expect(report).toMatchObject({ outcome: 'failed', leftUndone: view.leftUndone, undone: view.undone });
      if (books.subscriptions.length > 0)
        expect(view.undone.join()).toMatch(/suspend .*: what was ordered can only be suspended/);
    },
  );

  it('a customer that is there keeps all but the suspended order, which is named', async () => {
    const known = await knownCustomer(onboardings.rig);
    const before = await booksOf(onboardings.rig, known.tenantId);
    const run = await onboardings.begin('known, given up', known.input, refusing('known, given up', { activity: 'awaitRole' }));
    const { failure: kind, view } = await givingUp(onboardings, run);
    expect(kind).toBe('GivenUp');
    expect(view).toMatchObject({
      status: 'undone',
      undone: [
        expect.stringMatching(/^take Owner from handover@/),
        expect.stringMatching(/^delete the user handover@/),
        'suspend Microsoft Azure CSP: what was ordered can only be suspended',
      ],
      leftUndone: [],
    });
    const after = await booksOf(onboardings.rig, known.tenantId);
    expect(after.subscriptions).toMatchObject([{ state: 'Disabled' }]);
    expect(after.users).toEqual(before.users);
    expect(after.relationships).toMatchObject([{ agreements: [{ type: 'MicrosoftCustomerAgreement' }] }]);
  });

  it('a named subscription and whoever was Owner already are not touched by an undo', async () => {
    const known = await knownCustomer(onboardings.rig, { subscription: {} });
    const run = await onboardings.begin(
      'known, nothing ordered',
      { ...known.input, destination: { subscriptionId: known.subscriptionId } },
      refusing('known, nothing ordered', { activity: 'awaitRole' }),
    );
    const { failure: kind, view } = await ended(onboardings, run);
    expect(kind).toBe('AccessDenied');
    expect(view.undone.map((what) => what.split(' ').slice(0, 2).join(' '))).toEqual(['take Owner', 'delete the']);
    expect(await held(onboardings.rig)).toEqual(run.before);
  });

  it('what cannot be taken back is named, and the rest is taken back all the same', async () => {
    const id = 'undo refused';
    const run = await onboardings.begin(id, newCustomerInput(), () => {
      refusing(id, { activity: 'awaitRole' })();
      refusing(id, { activity: 'removeAdmin', call: 'deleteUser' })();
    });
    const { failure: kind, view } = await ended(onboardings, run);
    expect(kind).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([expect.stringMatching(/^delete the user handover@.* \(AccessDenied: /)]);
    expect(view.undone.at(-1)).toMatch(/^delete the customer /);
    expect(await held(onboardings.rig)).toEqual(run.before);
  });

  async function retrying(run: Awaited<ReturnType<Onboardings['begin']>>) {
    return givingUp(onboardings, run, 'retry');
  }
});
