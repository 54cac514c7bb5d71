/**
 * A customer gets a partner, a subscription and a user who may move things into it (docs/processes/customer-onboarding.md; seed l.697-1300, 5006-5917,
 * 6512-7370).
 *
 *   1 check         the partner, the customer, address, domain and offer; nothing is written
 *   2 relationship  with a customer that is there already: there is one, or it gets one (child run)
 *   3 create ◆      a new customer; in the sandbox it can be deleted again
 *   4 order         the subscription, unless one is named; the agreement is confirmed first
 *   5 provision     until it is there and Azure shows it
 *   6 admin         a user of the customer's directory, found or made
 *   7 owner         that user is Owner of the subscription, and seen to be
 *   8 close         the report
 *
 * A failure, a cancel or a no takes back what was done, newest first. After something that cannot be taken back (a customer outside of the
 * sandbox, an order) a failing step waits for the operator's ruling first. What stays is named.
 */
import { CancellationScope } from '@temporalio/workflow';
import { CustomerOnboardingInput, type CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { parseOrFail } from '../../base/failures';
import { makeOwner, provideAdmin } from './administrator';
import { checkOnboarding, relate } from './check';
import { createNewCustomer } from './create-customer';
import { rehearse } from './rehearse';
import { endingOf } from './report';
import { OnboardingState } from './state';
import { orderSubscription } from './order';
import { reversibly } from '../../acts/undo';
import { beginRun, meetWorker } from '../../run/begin';
import { complete, endBadly, endWell } from '../../run/ending';
import { holdForParent } from '../../children/hold-for-parent';

export async function customerOnboarding(raw: CustomerOnboardingInput): Promise<CustomerOnboardingResult> {
  const input = parseOrFail(CustomerOnboardingInput, raw);
  const { destination } = input;
  const run = beginRun('customer-onboarding', input, {
    sourceSubscription: '',
    destinationSubscription: 'subscriptionId' in destination ? destination.subscriptionId : undefined,
  });
  const { progress } = run;
  const state = new OnboardingState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Check. Bad input ends here, before anything is written.
    progress.enter('check');
    await meetWorker(run, state.operator, { asksPeople: false });
    const checked = await checkOnboarding(state);
    if (input.rehearse) {
      await rehearse(state, checked);
      return await endWell(ending, 'rehearsed');
    }

    // 2. A relationship with a customer that is there.
    await relate(state, checked);

    return await reversibly(progress, async (undo) => {
      // 3. A new customer.
      await createNewCustomer(state, undo);

      // 4, 5. Its subscription.
      await orderSubscription(state, undo);

      // 6, 7. Who moves things into it.
      if (input.azurePlanOnly) {
        for (const step of ['admin', 'owner']) progress.skip(step, 'an Azure plan alone is wanted');
      } else {
        await provideAdmin(state, undo);
        await makeOwner(state, undo);
      }

      // 8. Report.
      progress.enter('close');
      await state.step('close', () => ending.report('done'));
      await holdForParent(run, input.holdForParent, ending.result('done'));
      return complete(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
