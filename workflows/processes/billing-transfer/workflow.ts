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
 *   8 close     customer and operator are told; the report
 *
 * Before ◆ a failure, a no or a cancel cancels the request. After it no cancel has an effect, and what is left is named.
 */
import { CancellationScope } from '@temporalio/workflow';
import {
  BILLING_TRANSFER_STEPS,
  BillingTransferInput,
  type BillingTransferResult,
  type BillingTransferStep,
} from '../../../contracts/processes/billing-transfer';
import type { StepView } from '../../../contracts/run/progress';
import { checkBilling } from './check';
import { BillingJob } from './state';
import { completeBilling, verifyBilling } from './outcome';
import { reportBillingTransfer } from './report';
import { requestBilling } from './request';
import { parseOrFail } from '../../base/failures';
import { onlyForward } from '../../acts/only-forward';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';
import { TenantEnding } from '../tenant-move/ending';

const WHO: Record<BillingTransferStep, StepView['who']> = {
  check: 'handover',
  open: 'destinationPartner',
  validate: 'handover',
  warnings: 'customer',
  accept: 'customer',
  complete: 'microsoft',
  verify: 'handover',
  close: 'handover',
};

export async function billingTransfer(raw: BillingTransferInput): Promise<BillingTransferResult> {
  const input = parseOrFail(BillingTransferInput, raw);
  const { customer, partner } = input;
  const run = beginRun(
    'billing-transfer',
    BILLING_TRANSFER_STEPS.map((name) => ({ name, who: WHO[name] })),
    {
      customer: customer.name,
      sourceSubscription: input.subscriptions[0] ?? '',
      parties: { customer, destinationPartner: partner },
    },
    input.rulingWithinDays,
  );
  const job = new BillingJob(input, run);
  const ending = new TenantEnding(
    job,
    (outcome) => reportBillingTransfer(job, outcome),
    (outcome) => {
      const { leftUndone } = run.progress;
      return `the transfer of ${job.what} is ${outcome}${leftUndone.length > 0 ? `; left: ${leftUndone.join('; ')}` : ''}`;
    },
  );

  try {
    // 1. Check.
    job.enter('check');
    const env = await job.operator.environment('Ask the worker what it runs against');
    believe(run, env);
    job.useEnvironment(env);
    await checkBilling(job);
    if (input.rehearse) return await ending.rehearsed();

    // 2-5. Up to the point of no return.
    await reversibly(run.progress, (undo) => requestBilling(job, undo));

    // From here on there is no way back, and no cancel reaches what follows. Nothing is left that could stand by.
    return await CancellationScope.nonCancellable(async () => {
      // 6. Each has its own result.
      await completeBilling(job);
      // 7. Seen with the partner.
      await verifyBilling(job);
      // 8. Close.
      await ending.close();
      await onlyForward(run, 'close', () => ending.report('done'));
      return ending.ended(job.result('done'));
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
