/**
 * The billing of subscriptions of an Enterprise Agreement goes to a CSP partner, by Microsoft's billing ownership request: nothing moves
 * (processes.md section 3; learn.microsoft.com, mpa-request-ownership).
 *
 *   1 check     subscriptions, account, enrolment; the partner's agreement, customer and Azure plan; nothing has been sent yet
 *   2 open      the partner asks the account that owns them
 *   3 validate  Azure's own validation of each; what it refuses is cured, or left out
 *   4 warnings  what changes, accepted by the customer by name
 *   5 accept ◆  once, for the customer, or by the account's owner at Microsoft
 *   6 complete  each subscription has its own result; what was refused is ruled on
 *   7 verify    seen with the partner
 *   8 close     customer and operator are told
 *
 * Before ◆ a failure, a no or a cancel cancels the request. After it no cancel has an effect, and what is left is named.
 */
import { CancellationScope } from '@temporalio/workflow';
import { BILLING_MOVE_STEPS, BillingMoveInput, type BillingMoveStep } from '../../contracts/billingMove';
import type { StepView } from '../../contracts/progress';
import type { TenantMoveResult } from '../../contracts/tenantMove';
import { tell } from './ask';
import { checkBilling } from './billingCheck';
import { BillingJob } from './billingJob';
import { completeBilling, verifyBilling } from './billingOutcome';
import { requestBilling } from './billingRequest';
import { asEnd, kindOf, parseOrFail } from './failures';
import { reversibly } from './reversibly';
import { believe, beginRun } from './run';
import { chooseWay } from './tenantWay';

const WHO: Record<BillingMoveStep, StepView['who']> = {
  check: 'handover',
  open: 'destinationPartner',
  validate: 'handover',
  warnings: 'customer',
  accept: 'customer',
  complete: 'microsoft',
  verify: 'handover',
  close: 'handover',
};

export async function moveBilling(raw: unknown): Promise<TenantMoveResult> {
  const input = parseOrFail(BillingMoveInput, raw);
  const way = chooseWay(input);
  const { customer, partner } = input;
  const run = beginRun(
    'tenant-move',
    BILLING_MOVE_STEPS.map((name) => ({ name, who: WHO[name] })),
    {
      customer: customer.name,
      sourceSubscription: input.subscriptions[0] ?? '',
      parties: { customer, destinationPartner: partner },
    },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const job = new BillingJob(input, run, way);

  try {
    // 1. Check.
    job.enter('check');
    const env = await job.operator.environment('Ask the worker what it runs against');
    believe(run, env);
    job.useEnvironment(env);
    await checkBilling(job);
    if (input.rehearse) {
      for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
      return finished(job, 'rehearsed');
    }

    // 2-5. Up to the point of no return.
    await reversibly(progress, (undo) => requestBilling(job, undo));

    // From here on there is no way back, and no cancel reaches what follows. Nothing is left that could stand by.
    return await CancellationScope.nonCancellable(async () => {
      // 6. Each has its own result.
      await completeBilling(job);
      // 7. Seen with the partner.
      await verifyBilling(job);
      // 8. Close.
      job.enter('close');
      await tellOutcome(job, 'done');
      return finished(job, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const kind = kindOf(error);
      if (kind !== 'Cancelled') progress.fail(error);
      const ending = kind === 'Expired' || kind === 'Declined' ? 'declined' : progress.endingAfter(error);
      await tellOutcome(job, ending);
      if (kind === 'Declined') return finished(job, 'declined');
      progress.end(ending);
      throw asEnd(error);
    });
  }
}

function finished(job: BillingJob, status: TenantMoveResult['status']): TenantMoveResult {
  const result = job.result(status);
  job.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
  return result;
}

/** Nobody who was never asked is written to. */
async function tellOutcome(job: BillingJob, outcome: string): Promise<void> {
  if (Object.keys(job.run.progress.documents).length === 0) return;
  const left = job.run.progress.leftUndone.length > 0 ? `; left: ${job.run.progress.leftUndone.join('; ')}` : '';
  const what = `the transfer of ${job.what} is ${outcome}${left}`;
  for (const to of ['customer', 'operator'] as const)
    await tell(job.run, job.operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
}
