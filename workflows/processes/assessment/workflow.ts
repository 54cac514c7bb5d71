/**
 * Assesses subscriptions before they move to CSP (docs/processes/assessment.md; seed l.14787-14943).
 *
 *   1 look       Handover reads every subscription, and the destination when one is named
 *   2 technical  it judges each resource: NO ISSUES, MODIFY or BLOCKED, with reason, fix and approach
 *   3 cost       it compares 30 days of usage with the partner's rate card
 *   4 plan       it says what the destination and Azure's own validation have against the moves that would be made
 *   5 report     it writes all of it down, and what has changed since an earlier report
 *
 * Handover writes nothing but the report, so there is nothing to undo. As the child of a larger run it ends like any other and does not wait for
 * its parent; a later one may then assess the same subscriptions anew. The report names a subscription that cannot be read, and the others go
 * on; when none can be read the run fails before anything else.
 */
import { CancellationScope } from '@temporalio/workflow';
import { AssessmentInput, type AssessmentResult } from '../../../contracts/processes/assessment';
import { parseOrFail } from '../../base/failures';
import { beginRun, meetWorker } from '../../run/begin';
import { endBadly, endWell } from '../../run/ending';
import { compareCosts } from './costs';
import { askDestination } from './destination';
import { assess, look, plansOf } from './look';
import { endingOf } from './report';
import { AssessmentState } from './state';

export async function assessment(raw: AssessmentInput): Promise<AssessmentResult> {
  const input = parseOrFail(AssessmentInput, raw);
  const { partner, subscriptions, destination } = input;
  const run = beginRun('assessment', input, {
    sourceSubscription: subscriptions?.[0] ?? '',
    destinationSubscription: destination?.subscriptionId,
  });
  const { progress } = run;
  const state = new AssessmentState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Look.
    progress.enter('look');
    await meetWorker(run, state.operator, { asksPeople: false });
    await look(state);

    // 2. Technical.
    progress.enter('technical');
    await assess(state);

    // 3. Cost.
    if (input.cost && partner) {
      progress.enter('cost');
      await compareCosts(state, input.cost, partner);
    } else progress.skip('cost', 'no costs were asked for');

    // 4. Plan.
    progress.enter('plan', plansOf(state));
    await askDestination(state);

    // 5. Report.
    progress.enter('report');
    await run.pause.resumed();
    return await endWell(ending, 'done');
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
