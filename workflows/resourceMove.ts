/**
 * Moves the resource groups of a subscription into another one of the same tenant (processes.md section 7; seed l.15023-15178).
 *
 *   1 plan          look at both sides, plan; nothing is written
 *   2 approve       customer and operator approve the plan's digest; drift means a new plan and new approvals
 *   3 prepare       snapshot, lift locks, register providers, create groups
 *   4 validate      Azure's own validation of every batch that can start now
 *   5 move          consolidate and move, side by side where no group is shared
 *   6 redistribute  inside the destination, to groups of the original names
 *   7 restore       role assignments and locks under the new ids, locks of the source
 *   8 verify        both sides are read: what is found is the outcome
 *   9 report
 *
 * Everything up to the report can be undone: a failure, a decline or a cancel moves back what has moved, newest first. From step 7 on, where
 * all has arrived, a failing step waits for the operator's ruling before anything is taken back.
 */
import { CancellationScope, isCancellation, log, workflowInfo } from '@temporalio/workflow';
import type { TogetherHint } from '../activities/planMove';
import type { ArtifactRef } from '../contracts/artifact';
import type { ResourceMoveReport } from '../contracts/report';
import { RESOURCE_MOVE_STEPS, ResourceMoveInput, type ResourceMoveResult } from '../contracts/resourceMove';
import { actor } from './lib/activities';
import { agreePlan, assertMovable, lookAndPlan, type Planning } from './lib/agreePlan';
import { now, plural } from './lib/clock';
import { fail, kindOf, parseOrFail } from './lib/failures';
import { MoveJob } from './lib/moveJob';
import { reversibly } from './lib/reversibly';
import { beginRun } from './lib/run';

export async function resourceMove(raw: ResourceMoveInput): Promise<ResourceMoveResult> {
  const input = parseOrFail(ResourceMoveInput, raw);
  const { workflowId } = workflowInfo();
  const { tenantId } = input.customer;
  const steps = RESOURCE_MOVE_STEPS.map((name) => ({
    name,
    who: name === 'approve' ? ('customer' as const) : ('handover' as const),
  }));
  const run = beginRun(
    'resource-move',
    steps,
    {
      customer: input.customer.name,
      sourceSubscription: input.source.subscriptionId,
      destinationSubscription: input.destination.subscriptionId,
    },
    input.rulingWithinDays,
  );
  const { progress, hold } = run;
  const mover = actor('operator');
  const planning: Planning = { input, mover, run, workflowId };
  const startedAt = now();
  let job: MoveJob | undefined;
  let local = false;

  const report = async (outcome: ResourceMoveReport['outcome']) => {
    if (!job) return undefined;
    const written = await mover.writeReport('Write the report from what both sides hold', {
      ...job.files,
      ...(job.carriedOver ? { carriedOver: job.carriedOver } : {}),
      report: {
        process: 'resource-move',
        id: workflowId,
        outcome,
        customer: input.customer.name,
        source: { subscriptionId: input.source.subscriptionId, resourceGroups: input.source.resourceGroups ?? [] },
        destination: { subscriptionId: input.destination.subscriptionId },
        startedAt,
        endedAt: now(),
        planDigest: job.digest,
        localStack: local,
        decisions: run.signOff.records,
        rulings: run.ruling.records,
        batches: job.book.list(),
        undone: progress.undone,
        leftUndone: progress.leftUndone,
        ...(progress.failed ? { failure: progress.failed } : {}),
      },
    });
    progress.artifacts.report = written.report;
    return written;
  };
  const result = async (status: ResourceMoveResult['status']): Promise<ResourceMoveResult> => {
    const written = await report(status);
    const totals = written?.totals ?? { resources: 0, moved: 0, refused: 0, batches: 0 };
    const done: ResourceMoveResult = {
      status,
      totals,
      planDigest: job?.digest ?? '',
      report: written?.report as ArtifactRef,
      decisions: run.signOff.records,
      localStack: local,
    };
    progress.end(status === 'declined' ? 'declined' : 'done', done);
    return done;
  };

  try {
    // 1. Look and plan. Nothing is written before the plan is approved.
    progress.enter('plan');
    const env = await mover.environment('Ask the worker what it runs against');
    local = env.local;
    if (!local)
      throw fail('NotYet', 'approvals on a shared Temporal need signed proofs, which are not there yet: use a local stack');
    const names = await mover.checkSubscriptions('Check both subscriptions', {
      tenantId,
      source: input.source.subscriptionId,
      destination: input.destination.subscriptionId,
    });
    progress.say(`From ${names.source} to ${names.destination}`);
    const first = await lookAndPlan(planning, []);
    job = new MoveJob({ mover, env, run, tenantId, destination: input.destination.subscriptionId }, first);
    assertMovable(first);
    if (input.planDigest && input.planDigest !== first.digest) {
      throw fail(
        'PlanChanged',
        `what is there now gives plan ${first.digest.slice(0, 12)}…, not the one that was given: assess again`,
      );
    }
    if (input.rehearse) {
      progress.enter('validate');
      await job.rehearse();
      for (const step of ['approve', 'prepare', 'move', 'redistribute', 'restore', 'verify']) progress.skip(step, 'rehearsal');
      progress.enter('report');
      return await result('rehearsed');
    }

    // 2. Approve: customer and operator, by the digest of what they read.
    job.use(await agreePlan(planning, first, []));
    const moving = job;

    await reversibly(progress, async (undo) => {
      const hints: TogetherHint[] = [];
      for (;;) {
        // 3. Prepare.
        progress.enter('prepare');
        await hold.released();
        await moving.snapshotOnce();
        await moving.prepare(undo);

        try {
          // 4. Validate with the service.
          progress.enter('validate');
          await moving.validate();

          // 5. Move.
          progress.enter('move');
          await moving.move(undo);
          break;
        } catch (error) {
          // Azure names resources that have to go along: what is left is planned again, and approved again, with the locks back meanwhile.
          if (kindOf(error) !== 'MissingDependents') throw error;
          hints.push(moving.hint(error));
          await moving.restoreLocks();
          progress.enter('plan', 'Azure wants more resources to go together: planning again');
          const again = await lookAndPlan(planning, hints);
          if (again.digest === moving.digest) throw error;
          assertMovable(again);
          moving.use(await agreePlan(planning, again, hints));
        }
      }

      // 6. Redistribute.
      progress.enter('redistribute');
      await moving.redistribute(undo);

      // 7. Restore what a move does not carry, then the locks of both sides.
      progress.enter('restore');
      await hold.released();
      await moving.restore(undo);

      // 8. Verify by looking.
      progress.enter('verify');
      await moving.verify();
    });

    // 9. Nothing is taken back from here on: what is left of the old side is tidied, and all is written down.
    progress.enter('report');
    return await CancellationScope.nonCancellable(async () => {
      await moving.tidy();
      return result('done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const kind = kindOf(error);
      if (kind !== 'Cancelled') progress.fail(error);
      if (kind === 'Declined') return result('declined');
      const begun = progress.status === 'undoing';
      const unfinished = progress.leftUndone.length > 0;
      const undone = !unfinished && (begun || kind === 'Cancelled');
      try {
        await report(undone ? 'undone' : 'failed');
      } catch (reportError) {
        log.error('the report could not be written', { error: String(reportError) });
      }
      if (isCancellation(error)) log.info('cancelled', { undone: plural(progress.undone.length, 'act') });
      progress.end(kind === 'Expired' ? 'declined' : undone ? 'undone' : 'failed');
      throw error;
    });
  }
}
