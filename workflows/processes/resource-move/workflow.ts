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
 *   9 report        and tidy: from here on nothing is taken back
 *
 * Up to the report everything can be undone, and as a part of a larger run it stands by there: a failure, a decline or a cancel moves back
 * what has moved, newest first. From step 7 on, where
 * all has arrived, a failing step waits for the operator's ruling before anything is taken back.
 */
import { CancellationScope } from '@temporalio/workflow';
import type { TogetherHint } from '../../../activities/resource-moves/plan';
import { RESOURCE_MOVE_STEPS, ResourceMoveInput, type ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { actor } from '../../acts/actors';
import { agreePlan, assertMovable, lookAndPlan, type Planning } from './agree-plan';
import { fail, kindOf, parseOrFail } from '../../base/failures';
import { MoveEnding } from './report';
import { MoveJob } from './steps';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';
import { standBy } from '../../parts/stand-by';

const STEPS = RESOURCE_MOVE_STEPS.map((name) => ({
  name,
  who: name === 'approve' ? ('customer' as const) : ('handover' as const),
}));

export async function resourceMove(raw: ResourceMoveInput): Promise<ResourceMoveResult> {
  const input = parseOrFail(ResourceMoveInput, raw);
  const { source, destination, customer } = input;
  const { tenantId } = customer;
  const facts = {
    customer: customer.name,
    sourceSubscription: source.subscriptionId,
    destinationSubscription: destination.subscriptionId,
    parties: {
      customer: {
        tenantId,
        name: customer.name,
        ...(customer.email ? { contact: { name: customer.name, email: customer.email } } : {}),
      },
    },
  };
  const run = beginRun('resource-move', STEPS, facts, input.rulingWithinDays);
  const { progress, hold } = run;
  const mover = actor('operator');
  const planning: Planning = { input, mover, run };
  const ending = new MoveEnding(input, run, mover);

  try {
    // 1. Plan. Nothing is written before the plan is approved.
    progress.enter('plan');
    const env = await mover.environment('Ask the worker what it runs against');
    believe(run, env);
    ending.localStack = env.local;
    const names = await mover.checkSubscriptions('Check both subscriptions', {
      tenantId,
      source: source.subscriptionId,
      destination: destination.subscriptionId,
    });
    progress.say(`From ${names.source} to ${names.destination}`);
    const first = await lookAndPlan(planning, []);
    const job = new MoveJob({ mover, env, run, tenantId, destination: destination.subscriptionId }, first);
    ending.job = job;
    assertMovable(first);
    if (input.planDigest && input.planDigest !== first.digest) {
      throw fail(
        'PlanChanged',
        `what is there now gives plan ${first.digest.slice(0, 12)}…, not the one that was given: rehearse, read its plan, and give that`,
      );
    }
    if (input.rehearse) {
      progress.enter('validate');
      await job.rehearse();
      for (const step of ['approve', 'prepare', 'move', 'redistribute', 'restore', 'verify']) progress.skip(step, 'rehearsal');
      progress.enter('report');
      return await ending.well('rehearsed');
    }

    // 2. Approve: customer and operator, by the digest of what they read.
    job.use(await agreePlan(planning, first, []));

    await reversibly(progress, async (undo) => {
      const hints: TogetherHint[] = [];
      for (;;) {
        // 3. Prepare.
        progress.enter('prepare');
        await hold.released();
        await job.snapshotOnce();
        await job.prepare(undo);

        try {
          // 4. Validate with the service.
          progress.enter('validate');
          await job.validate();

          // 5. Move.
          progress.enter('move');
          await job.move(undo);
          break;
        } catch (error) {
          // Azure names resources that have to go along: what is left is planned again and approved again, with the locks back meanwhile.
          if (kindOf(error) !== 'MissingDependents') throw error;
          const hint = job.hint(error);
          if (hint.missing.every((id) => hints.some(({ missing }) => missing.includes(id)))) throw error;
          hints.push(hint);
          await job.restoreLocks();
          progress.enter('plan', 'Azure wants more resources to go together: planning again');
          const again = await lookAndPlan(planning, hints);
          assertMovable(again);
          job.use(await agreePlan(planning, again, hints));
        }
      }

      // 6. Redistribute.
      progress.enter('redistribute');
      await job.redistribute(undo);

      // 7. Restore what a move does not carry, then the locks of both sides.
      progress.enter('restore');
      await hold.released();
      await job.restore(undo);

      // 8. Verify by looking.
      progress.enter('verify');
      await job.verify();
      if (input.standBy) await standBy(run, true, await ending.result('done'));
    });

    // 9. Report.
    progress.enter('report');
    return await CancellationScope.nonCancellable(async () => {
      await job.tidy();
      return ending.well('done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
