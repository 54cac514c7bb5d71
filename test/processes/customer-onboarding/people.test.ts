import path from 'node:path';
import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { resellerRelationshipId } from '../../../contracts/processes/reseller-relationship';
import { asked, canSkipTime, decide, progress, until } from '../../support/rig';
import { ended } from '../support/endings';
import {
  booksOf,
  cancelDuring,
  freeDomain,
  held,
  invitation,
  knownCustomer,
  newCustomerInput,
  type Onboardings,
  openOnboardings,
  partnerInput,
} from '../support/onboardings';
import { NORTHWIND } from '../support/organisations';
import { acceptInvitation } from '../support/transfers';

(canSkipTime ? describe : describe.skip)('customerOnboarding: people', () => {
  let onboardings: Onboardings;
  beforeAll(async () => {
    onboardings = await openOnboardings();
  });
  afterAll(async () => onboardings.close());

  it('a customer that declines the relationship ends it; nothing was written', async () => {
    const known = await knownCustomer(onboardings.rig, { isRelated: false });
    const run = await onboardings.begin('declined', known.input);
    const end = ended(onboardings, run);
    const { child } = await invitation(onboardings, known.tenantId);
    await decide(child, { party: 'customer', choice: 'decline', comment: 'we do not know them' });
    const { failure, result, view } = await end;
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ status: 'declined' });
    expect(view).toMatchObject({ status: 'declined', undone: [], leftUndone: [] });
    expect(await held(onboardings.rig)).toEqual(run.before);
    expect(await onboardings.report(view)).toMatchObject({ outcome: 'declined', failure: { type: 'Declined' } });
  });

  it('a cancel while the customer is asked takes the question back', async () => {
    const known = await knownCustomer(onboardings.rig, { isRelated: false });
    const run = await onboardings.begin('asked in vain', known.input);
    const end = ended(onboardings, run);
    const { child } = await invitation(onboardings, known.tenantId);
    await run.handle.cancel();
    expect((await end).failure).toBe('Cancelled');
    await until('the question is taken back', async () => (await progress(child)).waitingFor.length === 0);
    expect(await held(onboardings.rig)).toEqual(run.before);
  });

  it('a run that asks already is waited for; a relationship that comes late is enough', async () => {
    const known = await knownCustomer(onboardings.rig, { isRelated: false });
    const asking = await onboardings.rig.start(
      'resellerRelationship',
      resellerRelationshipId({ customer: known, partner: { tenantId: NORTHWIND } }),
      { customer: (known.input as { customer: object }).customer, partner: partnerInput() },
    );
    const link = (await asked(asking, 'customer', 'accept')).waitingFor[0]?.link ?? '';
    const run = await onboardings.begin('asked by another', known.input);
    await until('it waits', async () => (await progress(run.handle)).step === 'relationship');
    await acceptInvitation(onboardings.rig, link, known.tenantId);
    const { result, view } = await ended(onboardings, run);
    expect(result).toMatchObject({ status: 'done', relationship: 'established' });
    expect((await onboardings.report(view)).notes).toContain('another run asks for the same relationship: waiting for that one');
  });

  it('in production a cancel takes back what can be, and names the customer that stays', async () => {
    const domain = freeDomain();
    const run = await onboardings.begin('cancelled in production', newCustomerInput(domain, { sandbox: false }), () =>
      cancelDuring(onboardings, 'cancelled in production', { activity: 'grantRole', call: 'putRoleAssignment' }),
    );
    const { failure, view } = await ended(onboardings, run);
    expect(failure).toBe('UndoIncomplete');
    expect(view.undone.map((what) => what.split(' ')[0])).toEqual(['take', 'delete', 'suspend']);
    expect(view.leftUndone).toEqual([expect.stringMatching(new RegExp(`^the customer Company ${domain} .* stays`))]);
  });

  it('a pause begins nothing new', async () => {
    const id = 'paused';
    const handle = onboardings.rig.client.workflow.getHandle(id);
    const run = await onboardings.begin(id, newCustomerInput(), () =>
      onboardings.wires.lay({ workflowId: id, activity: 'checkNewCustomer', times: 1 }, () =>
        handle.executeUpdate('pause', { args: [{ name: 'Olga', reason: 'a moment' }] }),
      ),
    );
    await until('it is held before the first act', async () => (await progress(run.handle)).step === 'create');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await held(onboardings.rig)).toEqual(run.before);
    await handle.executeUpdate('resume', { args: [{ name: 'Olga' }] });
    expect((await ended(onboardings, run)).failure).toBeUndefined();
  });
});

(canSkipTime ? describe : describe.skip)('customerOnboarding, as a part and at the pace of the real Azure', () => {
  let onboardings: Onboardings;
  beforeAll(async () => {
    onboardings = await openOnboardings(
      (deps) => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } }),
      path.join(__dirname, '../support/parents.ts'),
    );
  });
  afterAll(async () => onboardings.close());

  it('silence to the end is no consent: expired, and nothing was written', async () => {
    const known = await knownCustomer(onboardings.rig, { isRelated: false });
    const run = await onboardings.begin('silent', { ...known.input, deadlines: { relationship: 1 / 24, remindEvery: 1 } });
    await invitation(onboardings, known.tenantId);
    // Time is skipped while the result is waited for.
    await run.handle.result().catch(() => undefined);
    const { failure, view } = await ended(onboardings, run);
    expect([failure, view.status]).toEqual(['Expired', 'declined']);
    expect(await held(onboardings.rig)).toEqual(run.before);
  });

  it.each([
    ['kept', true],
    ['taken back', false],
  ])('a part that stands by is %s when the whole says so', async (what, keep) => {
    const before = await held(onboardings.rig);
    const workflowId = `part ${what}`;
    const whole = await onboardings.rig.start('wholeOf', `whole ${what}`, {
      type: 'customerOnboarding',
      workflowId,
      input: newCustomerInput(),
      keep,
    });
    const standing = onboardings.rig.client.workflow.getHandle(workflowId);
    const result = (async () => {
      await until('the part stands by', () =>
        progress(standing).then(
          ({ step, steps }) => step === 'close' && steps.at(-1)?.detail?.startsWith('Done; holds until its parent'),
          () => false,
        ),
      );
      expect((await progress(standing)).status).toBe('running');
      if (!keep) await whole.cancel();
      return whole.result() as Promise<CustomerOnboardingResult>;
    })();
    if (keep) {
      const { customer, admin } = await result;
      expect((await ended(onboardings, { workflowId })).result).toMatchObject({ status: 'done', customer, admin });
      expect((await booksOf(onboardings.rig, customer.tenantId)).subscriptions).toMatchObject([{ state: 'Enabled' }]);
      return;
    }
    await expect(result).rejects.toThrow();
    const { failure, view } = await ended(onboardings, { workflowId });
    expect([failure, view.status, view.leftUndone]).toEqual(['Cancelled', 'undone', []]);
    expect(await held(onboardings.rig)).toEqual(before);
  });
});
