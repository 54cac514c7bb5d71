/**
 * The billing of subscriptions of an Enterprise Agreement goes to a CSP partner, by Microsoft's billing ownership request: nothing moves
 * (docs/processes/billing-transfer.md; learn.microsoft.com, mpa-request-ownership).
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
import { BillingTransferInput, type BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import { checkBilling } from './check';
import { BillingState } from './state';
import { completeBilling, verifyBilling } from './outcome';
import { endingOf } from './report';
import { requestBilling } from './request';
import { parseOrFail } from '../../base/failures';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import { reversibly } from '../../acts/undo';
import { beginRun, meetWorker } from '../../run/begin';
import { complete, endBadly, endWell } from '../../run/ending';

export async function billingTransfer(raw: BillingTransferInput): Promise<BillingTransferResult> {
  const input = parseOrFail(BillingTransferInput, raw);
  const run = beginRun('billing-transfer', input, { sourceSubscription: input.subscriptions[0] ?? '' });
  const state = new BillingState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Check.
    state.enter('check');
    await meetWorker(run, state.operator);
    await checkBilling(state);
    if (input.rehearse) {
      run.progress.skipPending('rehearsal');
      return await endWell(ending, 'rehearsed');
    }

    // 2-5. Up to the point of no return.
    await reversibly(run.progress, (undo) => requestBilling(state, undo));

    // From here on there is no way back, and no cancel reaches what follows. From here no parent can roll it back.
    return await CancellationScope.nonCancellable(async () => {
      // 6. Each has its own result.
      await completeBilling(state);
      // 7. Seen with the partner.
      await verifyBilling(state);
      // 8. Close.
      state.enter('close');
      await attempt(run, 'close', () => ending.report('done'), FORWARD);
      await ending.tell?.('done');
      return complete(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
