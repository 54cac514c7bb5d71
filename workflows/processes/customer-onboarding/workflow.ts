/**
 * A customer gets a partner, a subscription and a user who may move things into it (processes.md section 2; seed l.697-1300, 5006-5917,
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
import {
  CUSTOMER_ONBOARDING_STEPS,
  CustomerOnboardingInput,
  type CustomerOnboardingResult,
  type CustomerOnboardingStep,
} from '../../../contracts/processes/customer-onboarding';
import type { PartyCard, StepView } from '../../../contracts/run/progress';
import { parseOrFail } from '../../base/failures';
import { makeOwner, provideAdmin } from './administrator';
import { checkOnboarding, relate } from './check';
import { createNewCustomer } from './create-customer';
import { OnboardingEnding } from './report';
import { OnboardingJob } from './state';
import { orderSubscription } from './order';
import { reversibly } from '../../acts/undo';
import { beginRun, useEnvironment } from '../../run/begin';
import { standBy } from '../../parts/stand-by';

const WHO: Record<CustomerOnboardingStep, StepView['who']> = {
  check: 'handover',
  relationship: 'customer',
  create: 'destinationPartner',
  order: 'destinationPartner',
  provision: 'microsoft',
  admin: 'destinationPartner',
  owner: 'destinationPartner',
  close: 'handover',
};

export async function customerOnboarding(raw: CustomerOnboardingInput): Promise<CustomerOnboardingResult> {
  const input = parseOrFail(CustomerOnboardingInput, raw);
  const { customer, destination, partner } = input;
  const name = 'new' in customer ? customer.new.companyName : customer.name;
  const run = beginRun(
    'customer-onboarding',
    CUSTOMER_ONBOARDING_STEPS.map((step) => ({ name: step, who: WHO[step] })),
    {
      customer: name,
      sourceSubscription: '',
      ...('subscriptionId' in destination ? { destinationSubscription: destination.subscriptionId } : {}),
      parties: { customer: cardOf(customer), destinationPartner: partner },
    },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const job = new OnboardingJob(input, run);
  const ending = new OnboardingEnding(job);

  try {
    // 1. Check. Bad input ends here, before anything is written.
    progress.enter('check');
    const env = await job.operator.environment('Ask the worker what it runs against');
    useEnvironment(run, env);
    job.useEnvironment(env);
    const checked = await checkOnboarding(job);
    if (input.rehearse) return await ending.rehearsed(checked);

    // 2. A relationship with a customer that is there.
    await relate(job, checked);

    return await reversibly(progress, async (undo) => {
      // 3. A new customer.
      await createNewCustomer(job, undo);

      // 4, 5. Its subscription.
      await orderSubscription(job, undo);

      // 6, 7. Who moves things into it.
      if (input.azurePlanOnly) {
        for (const step of ['admin', 'owner']) progress.skip(step, 'an Azure plan alone is wanted');
      } else {
        await provideAdmin(job, undo);
        await makeOwner(job, undo);
      }

      // 8. Report.
      progress.enter('close');
      const result = await job.step('close', () => ending.write('done'));
      await standBy(run, input.standBy, result);
      progress.end('done', result);
      return result;
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}

function cardOf(customer: CustomerOnboardingInput['customer']): PartyCard {
  if (!('new' in customer)) return customer;
  const { companyName, contact, secondContact } = customer.new;
  return {
    name: companyName,
    contact: { name: `${contact.firstName} ${contact.lastName}`, email: contact.email },
    ...(secondContact ? { secondContact } : {}),
  };
}
