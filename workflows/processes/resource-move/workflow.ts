/**
 * Moves the resource groups of a subscription into another one of the same tenant (docs/processes/resource-move.md; seed l.15023-15178).
 *
 *   1 plan          Handover reads both sides and plans; it writes nothing
 *   2 approve       customer and operator approve the plan by its digest; when something has changed they are asked about a new plan
 *   3 prepare       Handover keeps a snapshot, lifts locks, registers providers, creates groups
 *   4 validate      Azure validates every batch that waits for no other one
 *   5 move          batches are consolidated and moved, side by side where they share no group
 *   6 redistribute  inside the destination, to groups of the original names
 *   7 restore       role assignments and locks come to the new ids, the locks of the source come back
 *   8 verify        Handover reads both sides: what it finds is the outcome
 *   9 report        Handover tidies and writes the report
 *
 * Until the report everything can be undone; as the child of a larger run this one waits there for its parent. A failure, a decline or a cancel
 * moves back what has moved, newest first. From step 7 on, where all has arrived, the operator rules on a failing step before anything is
 * undone. After step 8 nothing is undone any more.
 */
import { CancellationScope } from '@temporalio/workflow';
import type { TogetherHint } from '../../../activities/resource-moves/plan';
import { ResourceMoveInput, type ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { fail, kindOf, parseOrFail } from '../../base/failures';
import { reversibly, type Undo } from '../../acts/undo';
import { holdForParent } from '../../children/hold-for-parent';
import { beginRun, meetWorker } from '../../run/begin';
import { endBadly, endWell } from '../../run/ending';
import { agreePlan, assertMovable, lookAndPlan } from './agree-plan';
import { prepare, rehearse, snapshotOnce, validate } from './prepare';
import { endingOf } from './report';
import { restore, restoreLocks, tidy, verify } from './restore';
import { runBatches } from './run-batches';
import { MoveState } from './state';

export async function resourceMove(raw: ResourceMoveInput): Promise<ResourceMoveResult> {
  const input = parseOrFail(ResourceMoveInput, raw);
  const { source, destination } = input;
  const run = beginRun('resource-move', input, {
    sourceSubscription: source.subscriptionId,
    destinationSubscription: destination.subscriptionId,
  });
  const { progress, pause } = run;
  const state = new MoveState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Plan. Nothing is written before the plan is approved.
    progress.enter('plan');
    await meetWorker(run, state.operator);
    await firstPlan(state);
    if (input.rehearse) {
      progress.enter('validate');
      await rehearse(state);
      progress.enter('report');
      progress.skipPending('rehearsal');
      return await endWell(ending, 'rehearsed');
    }

    // 2. Approve: customer and operator, by the digest of what they read.
    state.take(await agreePlan(state, state.current.planned, []));

    await reversibly(progress, async (undo) => {
      // 3, 4, 5. Prepare, validate, move.
      await moveAll(state, undo);

      // 6. Redistribute.
      progress.enter('redistribute');
      for (const plan of state.plans) await runBatches(state, undo, plan, (stage) => stage === 'redistribute');

      // 7. Restore what a move does not carry, then the locks of both sides.
      progress.enter('restore');
      await pause.resumed();
      await restore(state, undo);

      // 8. Verify by looking.
      progress.enter('verify');
      await verify(state);
      if (input.holdForParent) {
        await ending.report('done');
        await holdForParent(run, true, ending.result('done'));
      }
    });

    // 9. Report.
    progress.enter('report');
    return await CancellationScope.nonCancellable(async () => {
      await tidy(state);
      return endWell(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}

/** Throws `NothingToMove`, and `PlanChanged` when the input names another plan. */
async function firstPlan(state: MoveState): Promise<void> {
  const { input, run, operator, tenantId } = state;
  const names = await operator.checkSubscriptions('Check both subscriptions', {
    tenantId,
    source: input.source.subscriptionId,
    destination: input.destination.subscriptionId,
  });
  run.progress.say(`From ${names.source} to ${names.destination}`);
  const planned = await lookAndPlan(state, []);
  state.propose(planned);
  assertMovable(planned);
  if (input.planDigest && input.planDigest !== planned.digest)
    throw fail(
      'PlanChanged',
      `what is there now gives plan ${planned.digest.slice(0, 12)}…, not the one that was given: rehearse, read its plan, and give that`,
    );
}

/** Azure may name resources that have to go along: what is left is planned and approved again then, with the locks back meanwhile. */
async function moveAll(state: MoveState, undo: Undo): Promise<void> {
  const { progress, pause } = state.run;
  const hints: TogetherHint[] = [];
  for (;;) {
    progress.enter('prepare');
    await pause.resumed();
    await snapshotOnce(state);
    await prepare(state, undo);
    try {
      progress.enter('validate');
      await validate(state);
      progress.enter('move');
      await runBatches(state, undo, state.current, (stage) => stage !== 'redistribute');
      return;
    } catch (error) {
      if (kindOf(error) !== 'MissingDependents') throw error;
      const hint = state.hint(error);
      if (hint.missing.every((id) => hints.some(({ missing }) => missing.includes(id)))) throw error;
      hints.push(hint);
      await restoreLocks(state);
      progress.enter('plan', 'Azure wants more resources to go together: planning again');
      const again = await lookAndPlan(state, hints);
      assertMovable(again);
      state.take(await agreePlan(state, again, hints));
    }
  }
}
