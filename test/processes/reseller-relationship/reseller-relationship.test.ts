import type { WorkflowHandle } from '@temporalio/client';
import { resellerRelationshipId, type ResellerRelationshipReport } from '../../../contracts/processes/reseller-relationship';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { ProgressView } from '../../../contracts/run/progress';
import { asked, canSkipTime, decide, progress, until } from '../../support/rig';
import { ended, type Ended, refusalOf } from '../support/endings';
import { CONTOSO, NORTHWIND } from '../support/organisations';
import { acceptInvitation, booksOf, openTransfers, ownCustomer, transferInput, type Transfers } from '../support/transfers';

type Json = Record<string, unknown>;

const A_FILE = expect.objectContaining({ uri: expect.any(String), sha256: expect.any(String) });

const idFor = (customerTenantId: string) =>
  resellerRelationshipId({ customer: { tenantId: customerTenantId }, partner: { tenantId: NORTHWIND } });
const childFor = ({ rig }: Transfers, customerTenantId: string) => rig.client.workflow.getHandle(idFor(customerTenantId));

/** Waits until the customer is asked to accept, and answers the link it is given. */
async function invited(handle: WorkflowHandle): Promise<string> {
  await until(
    `${handle.workflowId} has begun`,
    () =>
      handle.describe().then(
        () => true,
        () => false,
      ),
    { withinMs: 60_000 },
  );
  const { waitingFor } = await asked(handle, 'customer', 'accept');
  const link = waitingFor[0]?.link;
  if (link === undefined) throw new Error('the customer is asked without a link');
  return link;
}

(canSkipTime ? describe : describe.skip)('resellerRelationship', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  const runFor = (customerTenantId: string) => childFor(transfers, customerTenantId);
  const start = (customer: unknown, more: Json = {}): Promise<WorkflowHandle> =>
    transfers.rig.start('resellerRelationship', idFor((customer as { tenantId: string }).tenantId), {
      customer,
      partner: transferInput('unused').destinationPartner,
      ...more,
    });
  const endOf = ({ workflowId }: WorkflowHandle): Promise<Ended> => ended(transfers, { workflowId });

  const reportOf = (view: ProgressView): Promise<ResellerRelationshipReport> =>
    transfers.stored<ResellerRelationshipReport>(view.artifacts.report as ArtifactRef);

  it('a missing relationship is asked for by a run of its own, accepted at Microsoft, and the transfer goes on', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await transfers.begin('to be related', own);
    const end = transfers.played(run);
    end.catch(() => undefined);
    const link = await invited(runFor(own.tenantId));
    expect((await progress(run.handle)).step).toBe('relationship');
    await acceptInvitation(transfers.rig, link, own.tenantId);
    const { failure, result, view } = await end;
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ status: 'done', subscriptions: [{ after: { partnerTenantId: NORTHWIND } }] });
    expect((await transfers.report(view)).notes).toContainEqual(
      expect.stringMatching(/has accepted Northwind as its reseller; only .* can end that again$/),
    );
    expect((await endOf(runFor(own.tenantId))).result).toEqual({ status: 'done', established: true, report: A_FILE });
    const told = transfers.rig.notices.filter(({ workflowId }) => workflowId === idFor(own.tenantId));
    expect(told.map(({ to, step, link: to_ }) => [to, step, to_])).toEqual([['customer', 'accept', link]]);
  });

  it('the customer says no there: the transfer is declined, and nothing has been opened', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await transfers.begin('not to be related', own);
    const end = transfers.played(run);
    end.catch(() => undefined);
    const child = runFor(own.tenantId);
    await invited(child);
    await decide(child, { party: 'customer', choice: 'decline', comment: 'we do not know them' });
    const { failure, result, view } = await end;
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ status: 'declined' });
    expect(view).toMatchObject({
      status: 'declined',
      failure: { type: 'Declined', message: 'customer declined (relationship)' },
      undone: [],
    });
    const { partner, tickets } = await booksOf(transfers.rig, run);
    expect([partner, tickets]).toEqual([CONTOSO, []]);
  });

  it('a cancelled transfer takes its question back', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await transfers.begin('no longer to be related', own);
    const end = transfers.played(run);
    end.catch(() => undefined);
    const child = runFor(own.tenantId);
    await invited(child);
    await run.handle.cancel();
    expect((await end).failure).toBe('Cancelled');
    expect((await endOf(child)).failure).toBe('Cancelled');
    expect((await progress(child)).waitingFor).toEqual([]);
  });

  it('a run that asks already is waited for, and not asked over again', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const asking = await start(own.input.customer);
    const link = await invited(asking);
    const run = await transfers.begin('related by another', own);
    const end = transfers.played(run);
    end.catch(() => undefined);
    await until('the transfer waits for it', async () => (await progress(run.handle)).step === 'relationship', {
      withinMs: 60_000,
    });
    await acceptInvitation(transfers.rig, link, own.tenantId);
    const { result, view } = await end;
    expect(result).toMatchObject({ status: 'done' });
    expect((await transfers.report(view)).notes).toContain('another run asks for the same relationship: waiting for that one');
    expect((await endOf(asking)).result).toEqual({ status: 'done', established: true, report: A_FILE });
    expect(transfers.rig.notices.filter(({ workflowId }) => workflowId === asking.workflowId)).toHaveLength(1);
  });

  it('where there is one already nobody is asked; a rehearsal asks nobody either', async () => {
    const related = await ownCustomer(transfers.rig);
    const there = await start(related.input.customer);
    expect((await endOf(there)).result).toEqual({ status: 'done', established: false, report: A_FILE });
    const unrelated = await ownCustomer(transfers.rig, { isRelated: false });
    const rehearsed = await start(unrelated.input.customer, { rehearse: true });
    expect((await endOf(rehearsed)).result).toEqual({ status: 'rehearsed', established: false, report: A_FILE });
    const ids = [there, rehearsed].map(({ workflowId }) => workflowId);
    expect(transfers.rig.notices.filter(({ workflowId }) => ids.includes(workflowId))).toEqual([]);
  });

  it('an acceptance is not said here, only seen at Microsoft', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await start(own.input.customer);
    await invited(run);
    const refused = await decide(run, { party: 'customer', choice: 'approve' }).catch((error: unknown) => error);
    expect(String((refused as { cause?: unknown }).cause)).toMatch(/done at Microsoft, not by an approval here/);
    expect((await progress(run)).waitingFor).toHaveLength(1);
    await run.terminate('the refusal was of interest');
  });

  it('whatever the ending, a report says whether there is a relationship', async () => {
    const own = await ownCustomer(transfers.rig);
    const there = await reportOf((await endOf(await start(own.input.customer))).view);
    expect(there).toMatchObject({
      process: 'reseller-relationship',
      outcome: 'done',
      customer: { tenantId: own.tenantId },
      partner: { tenantId: NORTHWIND },
      relationship: 'existing',
      localStack: true,
    });
    expect(there).not.toHaveProperty('link');

    const unrelated = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await start(unrelated.input.customer);
    const link = await invited(run);
    await decide(run, { party: 'customer', choice: 'decline', comment: 'not them' });
    const { result, view } = await endOf(run);
    const declined = await reportOf(view);
    expect(declined).toMatchObject({ outcome: 'declined', link, decisions: [{ party: 'customer', comment: 'not them' }] });
    expect(declined).not.toHaveProperty('relationship');
    expect(result).toMatchObject({ report: view.artifacts.report });

    const cancelled = await start((await ownCustomer(transfers.rig, { isRelated: false })).input.customer);
    await invited(cancelled);
    await cancelled.cancel();
    expect(await reportOf((await endOf(cancelled)).view)).toMatchObject({ outcome: 'undone', notes: [] });
  });

  it('bad input is refused before anybody is asked', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const partner = transferInput('unused').destinationPartner as Json;
    const wrong = await start(own.input.customer, { partner: { ...partner, mpnId: '9999999' } });
    expect(await refusalOf(wrong)).toMatchObject({
      failure: 'UnknownPartner',
      message: expect.stringMatching(/^partner\.mpnId: /) as unknown,
    });
    const nobody = await ownCustomer(transfers.rig, { isRelated: false });
    const nameless = await start({ ...(nobody.input.customer as Json), contact: { name: 'Dana' } }, { colour: 'red' });
    expect(await refusalOf(nameless)).toMatchObject({
      failure: 'InvalidInput',
      message: expect.stringMatching(/customer\.contact\.email: .*colour/) as unknown,
    });
    const ids = [wrong, nameless].map(({ workflowId }) => workflowId);
    expect(transfers.rig.notices.filter(({ workflowId }) => ids.includes(workflowId))).toEqual([]);
  });
});

(canSkipTime ? describe : describe.skip)('resellerRelationship, at the pace of the real Azure', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    // A look every quarter of an hour: the hour that is skipped holds four of them, not thousands.
    transfers = await openTransfers((deps) => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } }));
  });
  afterAll(async () => transfers.close());

  it('silence there ends both as expired', async () => {
    const own = await ownCustomer(transfers.rig, { isRelated: false });
    const run = await transfers.begin('never to be related', {
      ...own,
      input: { ...own.input, deadlines: { relationship: 1 / 24, remindEvery: 1 } },
    });
    await asked(run.handle, 'customer', 'request');
    await decide(run.handle, { party: 'customer', choice: 'approve' });
    await invited(childFor(transfers, own.tenantId));
    // Time is skipped while the result is waited for.
    await run.handle.result().catch(() => undefined);
    for (const handle of [run.handle, childFor(transfers, own.tenantId)]) {
      const { failure, message, view } = await ended(transfers, { workflowId: handle.workflowId });
      expect([failure, view.status]).toEqual(['Expired', 'declined']);
      expect(message).toMatch(/^no answer from customer until .*: accept Northwind as your reseller at Microsoft/);
    }
  });
});
