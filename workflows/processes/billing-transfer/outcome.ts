import type { BillingRequest } from '../../../activities/billing/ownership-requests';
import type { BillingState } from './state';
import { requestAgain } from './request';
import { DAY } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail, failureOf, kindOf } from '../../base/failures';
import { askOperator, attempt, FORWARD } from '../../acts/retry-or-rule';

/** Microsoft calls minutes or hours; after this somebody has to look. */
const CARRIED_OUT_WITHIN_DAYS = 30;
const SEEN_WITHIN_DAYS = 2;

/**
 * After the acceptance: waits for each subscription's own result. What was not transferred is put to the operator, who has it asked for anew, says
 * that it was done by hand, or gives up on it. Throws `GivenUp` when nothing at all was transferred; else what is left is named.
 */
export async function completeBilling(state: BillingState): Promise<void> {
  const { run, input } = state;
  state.enter('complete', 'Microsoft transfers the billing');
  await awaitEnd(state, state.going);
  for (;;) {
    const failed = state.going.filter((id) => state.outcomeOf(id) === 'notTransferred');
    if (failed.length === 0) break;
    const said = state.billing
      .filter(({ subscriptionId }) => failed.includes(subscriptionId))
      .map(({ displayName, reason = '' }) => `${displayName}: ${reason}`)
      .join(' | ');
    run.progress.say(`Not transferred: ${said}`);
    const what = `${failed.length} of ${input.subscriptions.length} were not transferred: ${said}. Ask anew for the rest (retry), say what was done by hand (done), or give up on it?`;
    const ruled = await askOperator(run, 'complete', what, { said }).catch((error: unknown) => {
      if (state.billing.every(({ outcome }) => outcome === 'notTransferred')) throw error;
      return undefined;
    });
    if (ruled?.verdict !== 'retry') {
      if (ruled) for (const id of failed) state.settle(id, 'transferred');
      break;
    }
    await again(state, failed);
  }
}

/** One more request, for the rest. What goes wrong with it is the reason why the rest is not transferred. */
async function again(state: BillingState, failed: string[]): Promise<void> {
  try {
    await requestAgain(state, failed);
    state.enter('complete', 'Microsoft transfers the rest');
    await awaitEnd(state, failed);
  } catch (error) {
    const { type, message } = failureOf(error);
    state.enter('complete');
    for (const id of failed) state.settle(id, 'notTransferred', `${type}: ${message}`);
  }
}

/** Takes over what the partner's side says of each. Given up on without an end, they are unknown. */
async function awaitEnd(state: BillingState, subscriptions: string[]): Promise<void> {
  try {
    const ended = await attempt(state.run, 'complete', () => endOf(state), FORWARD);
    if (ended) state.settleBy(ended, subscriptions);
    else for (const id of subscriptions) state.settle(id, 'transferred');
  } catch (error) {
    if (kindOf(error) !== 'GivenUp') throw error;
    for (const id of subscriptions) state.settle(id, 'unknown', failureOf(error).message);
  }
}

async function endOf(state: BillingState): Promise<BillingRequest> {
  const seen = await within(CARRIED_OUT_WITHIN_DAYS * DAY, 'Microsoft has transferred the billing', () =>
    state.run.waking.orSooner(() =>
      state.partner.awaitBillingRequest('Look whether the transfer has ended', {
        ...state.ref,
        whileIn: ['Pending', 'InProgress'],
        everyMs: state.pace(5),
      }),
    ),
  );
  if (seen === 'late')
    throw fail('OutcomeUnknown', `the request ${state.name} has not ended within ${CARRIED_OUT_WITHIN_DAYS} days`);
  return seen.found;
}

/** What is said to be transferred is seen: the partner sells it, and it is in the customer's directory as before. What is not, is named. */
export async function verifyBilling(state: BillingState): Promise<void> {
  const { input, run } = state;
  state.enter('verify', `Looks for them at ${input.partner.name}`);
  const said = state.billing.filter(({ outcome }) => outcome === 'transferred').map(({ subscriptionId }) => subscriptionId);
  try {
    const seen = await attempt(run, 'verify', () => see(state, said), FORWARD);
    if (seen !== true) throw fail('GivenUp', 'said to be there, and not seen');
  } catch (error) {
    if (kindOf(error) !== 'GivenUp') throw error;
    for (const id of said) state.settle(id, 'unknown', failureOf(error).message);
  }
  for (const { displayName, subscriptionId, outcome, reason = '' } of state.billing)
    if (outcome !== 'transferred')
      run.progress.leftUndone.push(
        outcome === 'unknown'
          ? `${displayName} (${subscriptionId}) has not been seen with ${input.partner.name}: ${reason}`
          : `${displayName} (${subscriptionId}) is still billed by the enrolment: ${reason}`,
      );
}

async function see(state: BillingState, subscriptions: string[]): Promise<true> {
  const { input, partner, operator } = state;
  const { tenantId } = input.customer;
  const found = await within(SEEN_WITHIN_DAYS * DAY, 'The partner sells the subscriptions', async () => {
    await partner.awaitSoldByPartner('See them with the partner', {
      customerTenantId: tenantId,
      subscriptions,
      everyMs: state.pace(5),
    });
    await operator.awaitDirectory('See them in the directory', { subscriptions, tenantId, everyMs: state.pace(5) });
    return true;
  });
  if (found === 'late')
    throw fail(
      'OutcomeUnknown',
      `not all are seen with ${input.partner.name} after ${SEEN_WITHIN_DAYS} days: look in Partner Center`,
    );
  return true;
}
