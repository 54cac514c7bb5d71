import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { targetOwnerClaimId } from '../../contracts/run/claim';
import type { CustomerOnboardingResult } from '../../contracts/processes/customer-onboarding';
import { MESSAGES } from '../../contracts/run/messages';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { MigrationReport } from '../../contracts/processes/migration';
import type { ProgressView } from '../../contracts/run/progress';
import { guidFrom } from '../../simulator/kernel/guids';
import { type KillableStack, startKillableStack } from '../support/killable-stack';
import { progress } from '../support/rig';
import {
  beginMigration,
  type BeginOptions,
  helpful,
  type MigrationRun,
  partOf,
  playPeople,
} from '../processes/support/migrations';
import { booksOf, freeDomain, newCustomerInput, textsIn } from '../processes/support/onboardings';
import type { Stage } from '../processes/support/open-process';
import { FABRIKAM, WITH_OUTLOOK } from '../processes/support/organisations';
import type { Manners } from '../processes/support/people';
import { differences } from '../processes/support/state';
import { comes, type CrashWatch, historyText, isAsked, patientProgress, reportOf, say, watchFor } from './crash-watch';

/** A transfer between accounts takes some seconds: long enough to be killed in. */
const CLOCK_RATE = 55;
/** Holds an answer back until the worker that waits for it is dead: 22 s. */
const HELD = { delay: '20m' };

interface Played extends MigrationRun {
  /** All people have answered, and the run has ended. */
  over: Promise<unknown>;
}

(process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip)('what dies during a migration and an onboarding', () => {
  let stack: KillableStack;
  let stage: Stage;
  let watch: CrashWatch;
  const seen: Record<string, boolean> = {};

  const start = (workflow: string, workflowId: string, input: unknown) =>
    stack.client.workflow.start(workflow, { taskQueue: WORKFLOW_TASK_QUEUE, workflowId, args: [input] });
  const handleOf = (workflowId: string) => stack.client.workflow.getHandle(workflowId);
  const moverOf = ({ mover }: MigrationRun) => mover.split('@')[0] ?? '';
  const stepOf = ({ steps }: ProgressView, name: string) => steps.find((one) => one.name === name);
  const moveOf = (run: MigrationRun) => partOf(run, 'resource-move');

  let isOver = false;
  /** @param silentAt questions that the test answers */
  async function begin(name: string, options: BeginOptions = {}, silentAt: string[] = []): Promise<Played> {
    const run = await beginMigration(stage, name, options);
    const yes = helpful({ rig: stage }, run);
    const people: Manners = (question) =>
      silentAt.includes(question.step) && question.digest !== undefined ? undefined : yes(question);
    return {
      ...run,
      over: playPeople(stage, run, people, { within: 350, ask: (handle) => patientProgress(handle, () => isOver) }).catch(
        (error: unknown) => error,
      ),
    };
  }

  async function killed(what: string, look: () => Promise<boolean>): Promise<void> {
    await comes(what, look);
    await stack.worker.kill();
    seen[what] = await look();
    await stack.worker.start();
  }

  let ordering: Played, transferring: Played, going: Played, removing: Played, moving: Played, returning: Played;
  let wholeTerminated: Played, moveTerminated: Played, onboardingTerminated: Played;
  let made: WorkflowHandle, administered: WorkflowHandle, follower: WorkflowHandle;
  const domains = [freeDomain(), freeDomain()];

  beforeAll(async () => {
    stack = await startKillableStack({ world: WITH_OUTLOOK, clockRate: CLOCK_RATE });
    stage = { azure: stack.azure, client: stack.client, start };
    watch = watchFor(stack.azure);
    await stack.azure.post('throttling', false);
    await stack.azure.post('faults', { match: { method: 'POST', path: `${FABRIKAM}.*checkout$` }, action: HELD });
    await stack.azure.post('faults', { match: { method: 'POST', path: '/users$' }, action: HELD });

    administered = await start('customerOnboarding', 'killed while the user is made', newCustomerInput(domains[1]));
    ordering = await begin('killed while it orders', {
      input: {
        destination: { displayName: 'Ordered once' },
        agreement: { acceptedOn: '2026-11-01', contact: { firstName: 'Dana', lastName: 'Doe', email: 'dana@fabrikam.example' } },
      },
    });
    await comes('the user is asked for', async () => (await watch.wasAsked('POST', '/users')) > 0);
    await stack.azure.post('faults', { match: { method: 'POST', path: '/v1/customers$' }, action: HELD });
    made = await start('customerOnboarding', 'killed before the customer is known', newCustomerInput(domains[0]));
    transferring = await begin('killed while it is transferred');
    going = await begin('killed while asked to go', {}, ['go', 'approve']);
    removing = await begin('killed while secrets go', {}, ['go']);
    moving = await begin('killed while resources move', {}, ['approve']);
    returning = await begin('killed while taken back', {}, ['approve']);
    wholeTerminated = await begin('whole terminated', {}, ['approve']);
    moveTerminated = await begin('move terminated', {}, ['approve']);
    onboardingTerminated = await begin('onboarding terminated', {}, ['go']);
    await comes('the customer is asked for', async () => (await watch.wasAsked('POST', '/v1/customers')) > 1);
    await comes('the order is sent', async () => (await watch.wasAsked('POST', FABRIKAM, '/checkout')) > 0);
    await killed('transfer', () => watch.isTransferring(transferring, 'mover'));

    await comes('asked to go', () => isAsked(removing.handle, 'go'));
    await stack.azure.post('faults', {
      match: { method: 'PUT', path: `${removing.sources[0]}.*virtualMachines/` },
      action: HELD,
    });
    await say(removing.handle, 'go', 'approve');
    const isWriting = async () => (await watch.wasAsked('PUT', removing.sources[0] ?? '', '/virtualMachines/')) > 0;
    await comes('secrets', isWriting);
    await comes('plan of the move', () => isAsked(handleOf(moveOf(moving)), 'approve'));
    await say(handleOf(moveOf(moving)), 'approve', 'approve');
    await killed('move and secrets', () => watch.isMoving(moving));

    await comes('plan of the one to be declined', () => isAsked(handleOf(moveOf(returning)), 'approve'));
    await say(handleOf(moveOf(returning)), 'approve', 'decline');
    await killed('way back', () => watch.isTransferring(returning, 'carl'));

    await comes('asked to go', () => isAsked(going.handle, 'go'));
    await say(going.handle, 'go', 'approve');
    await comes('plan of the one that was asked', () => isAsked(handleOf(moveOf(going)), 'approve'));
    await say(handleOf(moveOf(going)), 'approve', 'approve');
    await comes('it moves', () => watch.isMoving(going));
    await stack.server.kill();
    seen.server = await watch.isMoving(going);
    await stack.server.start();
    await comes('plans', async () =>
      (await Promise.all([wholeTerminated, moveTerminated].map((run) => isAsked(handleOf(moveOf(run)), 'approve')))).every(
        Boolean,
      ),
    );
    await comes('asked to go', () => isAsked(onboardingTerminated.handle, 'go'));
    const { sources, enrolment, mover, destination, input } = wholeTerminated;
    const { variant, customer, partner } = input;
    follower = await start('tenantMove', 'has the mover after the terminated one', {
      ...{ variant, enrolment, subscriptions: sources, customer, partner, destination: { subscriptionId: destination } },
      admin: { objectId: guidFrom('mover', destination), userPrincipalName: mover },
    });
    await comes('it waits', async () => stepOf(await progress(follower), 'check')?.detail?.startsWith('Waits') ?? false);
    await follower.executeUpdate(MESSAGES.pause, { args: [{ reason: 'only its turn is of interest', name: 'Olga' }] });
    // The newest part takes its time, and what it has done rests on the older ones.
    await stack.azure.post('faults', {
      match: { method: 'PUT', path: `${sources[0]}.*virtualMachines/` },
      action: { delay: '15m' },
    });
    await wholeTerminated.handle.terminate();
    // A question of the terminated run can still be read; only the next run's is to be answered.
    const { runId: terminated } = await handleOf(moveOf(moveTerminated)).describe();
    await handleOf(moveOf(moveTerminated)).terminate();
    await handleOf(`${onboardingTerminated.workflowId}-onboarding`).terminate();
    await comes(
      'the move begins anew',
      async () =>
        (await handleOf(moveOf(moveTerminated)).describe()).runId !== terminated &&
        isAsked(handleOf(moveOf(moveTerminated)), 'approve'),
    );
    await say(handleOf(moveOf(moveTerminated)), 'approve', 'approve');
    const ends = await Promise.all(
      [ordering, transferring, going, removing, moving, returning, moveTerminated, onboardingTerminated].map(({ over }) => over),
    );
    const failed = ends.filter((end) => end !== undefined);
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('; '));
    await Promise.all([made.result(), administered.result()]);
  }, 400_000);
  afterAll(async () => {
    isOver = true;
    await stack.stop();
  });

  /** All that moves is at the destination once, and nothing has been moved or transferred twice. */
  async function expectDoneOnce(run: MigrationRun): Promise<MigrationReport> {
    expect(await run.handle.result()).toMatchObject({ status: 'done' });
    expect(await progress(run.handle)).toMatchObject({ status: 'done', undone: [], leftUndone: [] });
    const report = await reportOf(stack, run);
    const moved = report.resources.filter(({ outcome }) => outcome === 'moved').map(({ is }) => is.toLowerCase());
    expect(moved.length).toBeGreaterThan(3);
    const there = await stack.azure.idsIn(report.destination?.subscriptionId ?? '');
    expect(there.filter((id) => moved.includes(id)).sort()).toEqual(moved.sort());
    expect(await watch.wasAsked('POST', run.sources[0] ?? '', '/moveResources')).toBe(1);
    expect(await watch.wasAsked('POST', `/ea/enrolments/${run.enrolment}/transfers`)).toBe(1);
    return report;
  }

  it('was killed in the middle each time', () => {
    expect(seen).toEqual({ transfer: true, 'move and secrets': true, 'way back': true, server: true });
  });

  it('during onboarding’s order: one subscription, ordered once', async () => {
    const { destination } = await expectDoneOnce(ordering);
    expect(destination?.displayName).toBe('Ordered once');
    const { orders, subscriptions } = await booksOf({ azure: stack.azure }, FABRIKAM);
    expect(orders).toHaveLength(1);
    expect(subscriptions.filter(({ displayName }) => displayName === 'Ordered once')).toHaveLength(1);
  });

  it('while the transfer takes its minutes: found and waited for', async () => {
    await expectDoneOnce(transferring);
  });

  it('while people are asked, and the server while resources move: the question stands, nothing is forgotten', async () => {
    await expectDoneOnce(going);
  });

  it('while secrets go: none is left, none is lost', async () => {
    await expectDoneOnce(removing);
  });

  it('while resources move: moved once', async () => {
    await expectDoneOnce(moving);
  });

  it('while all is taken back: everything is as it was', async () => {
    expect(await returning.handle.result()).toMatchObject({ status: 'declined' });
    expect((await progress(returning.handle)).leftUndone).toEqual([]);
    expect(differences(returning.before, await returning.state())).toEqual([]);
  });

  const partsOf = (run: MigrationRun) =>
    (['resource-move', 'secrets-removal', 'tenant-move', 'onboarding'] as const).map((part) => partOf(run, part));

  it('the whole terminated: its parts take themselves back, newest first, and all is as it was', async () => {
    const { sources, enrolment, destination } = wholeTerminated;
    const parts = partsOf(wholeTerminated);
    const hasEnded = async (id: string) => (await handleOf(id).describe()).status.name !== 'RUNNING';
    await comes('the ends of the parts', async () => (await Promise.all(parts.map(hasEnded))).every(Boolean));
    const views = await Promise.all(parts.map((id) => progress(handleOf(id))));
    expect(views.map(({ id, status, leftUndone }) => [id, status, leftUndone])).toEqual(parts.map((id) => [id, 'undone', []]));
    expect(differences(wholeTerminated.before, await wholeTerminated.state())).toEqual([]);
    const calls = await watch.audit();
    const last = (method: string, ...within: string[]) =>
      calls.findLastIndex((one) => one.method === method && within.every((part) => one.path.includes(part)));
    const order = [
      last('PUT', sources[0] ?? '', '/virtualMachines/'),
      last('DELETE', `/ea/enrolments/${enrolment}/accounts/`),
      last('DELETE', destination, '/roleAssignments/'),
    ];
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('who waits for a run that is terminated waits for its parts too, and then goes on', async () => {
    await comes('it has the mover', async () => (await progress(follower)).step === 'authLevel');
    const [{ startTime: since }, ...ends] = await Promise.all([
      handleOf(
        targetOwnerClaimId({ enrolment: wholeTerminated.enrolment, tenantId: FABRIKAM, userName: moverOf(wholeTerminated) }),
      ).describe(),
      ...partsOf(wholeTerminated).map((id) => handleOf(id).describe()),
    ]);
    expect(ends.filter(({ closeTime }) => closeTime === undefined || closeTime > since)).toEqual([]);
    await follower.cancel();
    await expect(follower.result()).rejects.toThrow();
    expect(differences(wholeTerminated.before, await wholeTerminated.state())).toEqual([]);
  });

  it('a move terminated: the operator has it run again, and it moves once', async () => {
    const { rulings } = await expectDoneOnce(moveTerminated);
    expect(rulings).toMatchObject([{ step: moveOf(moveTerminated), verdict: 'retry' }]);
  });

  it('a part terminated while it stands by: the rest is taken back, and what is left is named', async () => {
    const { status, leftUndone, failure, undone } = await progress(onboardingTerminated.handle);
    expect([status, failure?.type]).toEqual(['failed', 'GivenUp']);
    expect(undone).toEqual(['move the subscriptions back to their directory']);
    expect(leftUndone).toEqual([expect.stringMatching(/-onboarding was terminated: what it did has not been rolled back/)]);
  });

  it('a customer whose making was not answered, a user whose making was not answered: each is there once', async () => {
    const passwords = await textsIn(path.join(stack.folder, 'artifacts-secrets'));
    for (const [at, handle] of [made, administered].entries()) {
      const { status, customer, admin } = (await handle.result()) as CustomerOnboardingResult;
      expect([status, customer.domain]).toEqual(['done', `${domains[at]}.onmicrosoft.com`]);
      const { tenants } = await stack.azure.get<{ tenants: { domain: string }[] }>('snapshot');
      expect(tenants.filter(({ domain }) => domain === customer.domain)).toHaveLength(1);
      const books = await booksOf({ azure: stack.azure }, customer.tenantId);
      expect([books.orders.length, books.subscriptions.length]).toEqual([1, 1]);
      expect(books.users.map(({ userPrincipalName }) => userPrincipalName).sort()).toEqual([
        `admin@${customer.domain}`,
        `handover@${customer.domain}`,
      ]);
      expect(passwords.filter(({ file }) => path.basename(file).startsWith(`handover-${domains[at]}-`))).toMatchObject([
        { file: fileURLToPath(admin?.secret?.uri ?? '') },
      ]);
      const history = await historyText(handle);
      const files = (await textsIn(path.join(stack.folder, 'artifacts'))).map(({ text }) => text);
      for (const { text } of passwords) for (const place of [history, ...files]) expect(place.includes(text)).toBe(false);
    }
  });

  it('no invariant of Azure is broken', async () => {
    expect(await stack.azure.invariants()).toEqual([]);
  });
});
