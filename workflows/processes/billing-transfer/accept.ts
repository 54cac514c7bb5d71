import { CancellationScope } from '@temporalio/workflow';
import type { BillingRequest } from '../../../activities/billing/ownership-requests';
import { acceptClicks, billingChanges, billingStates } from './documents/changes';
import type { BillingState } from './state';
import { askDocument } from '../../asking/ask-document';
import { DAY } from '../../base/clock';
import { fail, kindOf } from '../../base/failures';
import { thisRun } from '../../run/begin';
import { sendOnce } from '../../acts/send-once';
import { retryRefused } from '../../acts/retry-refused';

/** States of a request whose recipient has said yes. */
export const ACCEPTED = ['InProgress', 'Completed', 'CompletedWithErrors', 'Failed'];

/** The customer accepts by name what changes. Answers true when the request was accepted at Microsoft meanwhile. */
export async function agree(state: BillingState): Promise<boolean> {
  const { input, run } = state;
  state.enter('warnings');
  const document = billingChanges(input, state.subscriptions, state.recipientEmail, state.checked, state.name);
  const answers = run.signOff.records.length;
  try {
    const outcome = await askDocument(state, {
      step: 'warnings',
      what: `accept what changes when ${state.what} goes to ${input.partner.name}: it cannot be taken back afterwards`,
      document,
      parties: ['customer'],
      states: { customer: billingStates(input, state.recipientEmail) },
      withinDays: await daysLeft(state),
      // Microsoft has asked the account's owner too.
      orSeen: () => answeredAtMicrosoft(state),
    });
    if (outcome.choice === 'sendBack')
      throw fail(
        'Declined',
        `customer sent the request back: ${outcome.by.comment ?? 'no comment'}; start again when it is right`,
        {
          party: 'customer',
        },
      );
  } catch (error) {
    if (kindOf(error) === 'Declined') await decline(state);
    throw error;
  }
  if (run.signOff.records.length > answers) {
    state.approved = document;
    return false;
  }
  acceptedAtMicrosoft(state);
  return true;
}

/** ◆ Accepts what the customer has approved: by its identity, once, or by the account's owner at Microsoft. */
export async function accept(state: BillingState, subscriptions: string[]): Promise<void> {
  const { run, recipient, approved } = state;
  state.enter('accept');
  await run.pause.resumed();
  if (!recipient || !approved) return acceptByOwner(state, subscriptions);
  run.progress.say(`${state.recipientEmail} accepts; there is no way back from here`);
  const { by, tenantId } = recipient;
  // A cancel that comes while the acceptance is on its way would leave nobody to know whether it arrived.
  await CancellationScope.nonCancellable(async () => {
    const signed = { run: thisRun(), document: approved, decisions: run.signOff.records };
    try {
      await sendOnce({
        send: () =>
          retryRefused(state.pace(1), 'The acceptance', () =>
            by.acceptBillingRequest(`Accept ${state.what}`, { tenantId, name: state.name, subscriptions, signed }),
          ),
        look: async () => ((await statusOf(state)) === 'Pending' ? 'didNotHappen' : 'happened'),
      });
    } catch (error) {
      // Its owner may have been quicker, at Microsoft.
      if (!ACCEPTED.includes(await statusOf(state))) throw error;
    }
    const status = await statusOf(state);
    if (!ACCEPTED.includes(status)) throw fail('TransferRefused', `the request ${state.name} is ${status}: nothing was accepted`);
  });
}

async function acceptByOwner(state: BillingState, subscriptions: string[]): Promise<void> {
  const { input } = state;
  const goes = state.subscriptions.filter(({ subscriptionId }) => subscriptions.includes(subscriptionId));
  await askDocument(state, {
    step: 'accept',
    what: `accept the request of ${input.partner.name} as ${state.recipientEmail} at Microsoft: it cannot be taken back afterwards`,
    document: acceptClicks(input, goes, state.recipientEmail, state.name),
    parties: ['customer'],
    withinDays: await daysLeft(state),
    link: 'https://portal.azure.com',
    orSeen: () => answeredAtMicrosoft(state),
  });
  acceptedAtMicrosoft(state);
}

function acceptedAtMicrosoft(state: BillingState): void {
  state.enter('accept', `${state.recipientEmail} has accepted at Microsoft itself; there is no way back from here`);
}

/** Answers once the recipient has accepted. Throws `Declined`, `Expired`, `TransferRefused` when the request ended otherwise. */
async function answeredAtMicrosoft(state: BillingState): Promise<void> {
  const { status } = await state.partner.awaitBillingRequest('Look whether it has been answered at Microsoft', {
    ...state.ref,
    whileIn: ['Pending'],
    everyMs: state.pace(60),
  });
  if (ACCEPTED.includes(status)) return;
  if (status === 'Declined') throw fail('Declined', `${state.recipientEmail} has declined at Microsoft`, { party: 'customer' });
  if (status === 'Expired')
    throw fail('Expired', `Microsoft’s request ${state.name} has expired unanswered`, { parties: ['customer'] });
  throw fail('TransferRefused', `the request ${state.name} is ${status}: nothing was accepted`);
}

async function statusOf(state: BillingState): Promise<BillingRequest['status']> {
  const { request } = await state.partner.lookAtBillingRequest('Look what has become of the request', state.ref);
  if (!request) throw fail('NotFound', `the request ${state.name} is not at ${state.input.partner.name}`);
  return request.status;
}

/** Microsoft's 30 days, or those of the input. */
async function daysLeft(state: BillingState): Promise<number> {
  const { request } = await state.partner.lookAtBillingRequest('See how long the request is open', state.ref);
  const most = state.input.deadlines.ownership;
  const left = request?.expirationTime ? (Date.parse(request.expirationTime) - Date.now()) / DAY : most;
  return Math.max(1 / 24, Math.min(most, left));
}

/** The customer's no is told to Microsoft too, where its identity may; where it may not, the partner cancels. */
async function decline({ recipient, name, run }: BillingState): Promise<void> {
  if (!recipient) return;
  const { by, tenantId } = recipient;
  const { declined } = await by.declineBillingRequest('Decline the request', { tenantId, name });
  if (declined) run.progress.say('declined at Microsoft too');
}
