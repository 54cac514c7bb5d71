import type { BillingJob } from './state';
import { requestAgain } from './request';
import { DAY } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail, failureOf, kindOf } from '../../base/failures';
import { onlyForward } from '../../acts/only-forward';

/** Microsoft calls minutes or hours; after this somebody has to look. */
const CARRIED_OUT_WITHIN_DAYS = 30;
const SEEN_WITHIN_DAYS = 2;

/**
 * After the acceptance: waits for each subscription's own result. What was not transferred is put to the operator, who has it asked for anew, says
 * that it was done by hand, or gives up on it. Throws `GivenUp` when nothing at all was transferred; else what is left is named.
 */
export async function completeBilling(job: BillingJob): Promise<void> {
  const { run, input } = job;
  job.enter('complete', 'Microsoft transfers the billing');
  await awaitEnd(job, job.going);
  for (;;) {
    const failed = job.going.filter((id) => job.outcomeOf(id) === 'notTransferred');
    if (failed.length === 0) break;
    const said = job.billing
      .filter(({ subscriptionId }) => failed.includes(subscriptionId))
      .map(({ displayName, reason = '' }) => `${displayName}: ${reason}`)
      .join(' | ');
    run.progress.say(`Not transferred: ${said}`);
    const what = `${failed.length} of ${input.subscriptions.length} were not transferred: ${said}. Ask anew for the rest (retry), say what was done by hand (done), or give up on it?`;
    const { verdict, reason } = await run.ruling.ask('complete', what, () => run.progress.publish());
    if (verdict === 'done') {
      for (const id of failed) job.settle(id, 'transferred');
      break;
    }
    if (verdict === 'give-up') {
      if (job.billing.every(({ outcome }) => outcome === 'notTransferred'))
        throw fail('GivenUp', `complete: ${reason} (${said})`);
      break;
    }
    await again(job, failed);
  }
}

/** One more request, for the rest. What goes wrong with it is the reason why the rest is not transferred. */
async function again(job: BillingJob, failed: string[]): Promise<void> {
  try {
    await requestAgain(job, failed);
    job.enter('complete', 'Microsoft transfers the rest');
    await awaitEnd(job, failed);
  } catch (error) {
    const { type, message } = failureOf(error);
    job.enter('complete');
    for (const id of failed) job.settle(id, 'notTransferred', `${type}: ${message}`);
  }
}

/** Takes over what the partner's side says of each. Given up on without an end, they are unknown. */
async function awaitEnd(job: BillingJob, subscriptions: string[]): Promise<void> {
  try {
    const ended = await onlyForward(job.run, 'complete', async () => {
      const seen = await within(CARRIED_OUT_WITHIN_DAYS * DAY, 'Microsoft has transferred the billing', () =>
        job.run.waking.orSooner(() =>
          job.partner.awaitBillingRequest('Look whether the transfer has ended', {
            ...job.ref,
            whileIn: ['Pending', 'InProgress'],
            everyMs: job.pace(5),
          }),
        ),
      );
      if (seen === 'late')
        throw fail('OutcomeUnknown', `the request ${job.name} has not ended within ${CARRIED_OUT_WITHIN_DAYS} days`);
      return seen.found;
    });
    if (ended) job.settleBy(ended, subscriptions);
    else for (const id of subscriptions) job.settle(id, 'transferred');
  } catch (error) {
    if (kindOf(error) !== 'GivenUp') throw error;
    for (const id of subscriptions) job.settle(id, 'unknown', failureOf(error).message);
  }
}

/** What is said to be transferred is seen: the partner sells it, and it is in the customer's directory as before. What is not, is named. */
export async function verifyBilling(job: BillingJob): Promise<void> {
  const { input, run, partner, operator } = job;
  job.enter('verify', `Looks for them at ${input.partner.name}`);
  const said = job.billing.filter(({ outcome }) => outcome === 'transferred').map(({ subscriptionId }) => subscriptionId);
  const { tenantId } = input.customer;
  try {
    const seen = await onlyForward(run, 'verify', async () => {
      const found = await within(SEEN_WITHIN_DAYS * DAY, 'The partner sells the subscriptions', async () => {
        await partner.awaitSoldByPartner('See them with the partner', {
          customerTenantId: tenantId,
          subscriptions: said,
          everyMs: job.pace(5),
        });
        await operator.awaitDirectory('See them in the directory', { subscriptions: said, tenantId, everyMs: job.pace(5) });
        return true;
      });
      if (found === 'late')
        throw fail(
          'OutcomeUnknown',
          `not all are seen with ${input.partner.name} after ${SEEN_WITHIN_DAYS} days: look in Partner Center`,
        );
      return true;
    });
    if (seen !== true) throw fail('GivenUp', 'said to be there, and not seen');
  } catch (error) {
    if (kindOf(error) !== 'GivenUp') throw error;
    for (const id of said) job.settle(id, 'unknown', failureOf(error).message);
  }
  for (const { displayName, subscriptionId, outcome, reason = '' } of job.billing)
    if (outcome !== 'transferred')
      run.progress.leftUndone.push(
        outcome === 'unknown'
          ? `${displayName} (${subscriptionId}) has not been seen with ${input.partner.name}: ${reason}`
          : `${displayName} (${subscriptionId}) is still billed by the enrolment: ${reason}`,
      );
}
