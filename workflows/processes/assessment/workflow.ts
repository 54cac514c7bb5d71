/**
 * Assesses subscriptions before they move to CSP (processes.md section 4; seed l.14787-14943).
 *
 *   1 look       read every subscription, and the destination when one is named
 *   2 technical  each resource: NO ISSUES, MODIFY or BLOCKED, with reason, fix and approach
 *   3 cost       30 days of usage against the partner's rate card
 *   4 plan       the moves that would be made, and what the destination and Azure's own validation have against them
 *   5 report     all of it, and what has changed since an earlier report
 *
 * Nothing is written anywhere but the report, so there is nothing to undo: as a part of a larger run it ends like any other, and does not
 * stand by; a later one may then assess the same subscriptions anew. A subscription that cannot be seen is named in the report, and
 * the others go on; when none can be seen the run fails before anything else.
 */
import { CancellationScope, log } from '@temporalio/workflow';
import { ASSESSMENT_STEPS, AssessmentInput, type AssessmentResult } from '../../../contracts/processes/assessment';
import { actor } from '../../acts/actors';
import { AssessmentJob } from './steps';
import { asEnd, kindOf, parseOrFail } from '../../base/failures';
import { beginRun, useEnvironment } from '../../run/begin';

export async function assessment(raw: AssessmentInput): Promise<AssessmentResult> {
  const input = parseOrFail(AssessmentInput, raw);
  const { customer, partner, subscriptions, destinationSubscriptionId } = input;
  const run = beginRun(
    'assessment',
    ASSESSMENT_STEPS.map((name) => ({ name, who: 'handover' as const })),
    {
      customer: customer.name,
      sourceSubscription: subscriptions?.[0] ?? '',
      ...(destinationSubscriptionId ? { destinationSubscription: destinationSubscriptionId } : {}),
      parties: {
        customer: {
          tenantId: customer.tenantId,
          name: customer.name,
          contact: customer.contact,
          secondContact: customer.secondContact,
        },
        ...(partner ? { destinationPartner: partner } : {}),
      },
    },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const reader = actor('operator');
  const job = new AssessmentJob(input, run, reader);

  try {
    // 1. Look.
    progress.enter('look');
    const env = await reader.environment('Ask the worker what it runs against');
    useEnvironment(run, env);
    await job.look();

    // 2. Technical.
    progress.enter('technical');
    await job.assess();

    // 3. Cost.
    if (input.cost && partner) {
      progress.enter('cost');
      await job.compareCosts(input.cost, partner);
    } else progress.skip('cost', 'no costs were asked for');

    // 4. Plan.
    progress.enter('plan', job.plans);
    await job.askDestination();

    // 5. Report.
    progress.enter('report');
    await run.hold.released();
    const written = await job.write('done');
    const result: AssessmentResult = { status: 'done', ...written, localStack: env.local };
    progress.end('done', result);
    return result;
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      if (kindOf(error) !== 'Cancelled') progress.fail(error);
      const outcome = progress.endingAfter(error);
      try {
        if (job.hasRead) await job.write(outcome);
      } catch (reportError) {
        log.error('the report could not be written', { error: String(reportError) });
      }
      progress.end(outcome);
      throw asEnd(error);
    });
  }
}
