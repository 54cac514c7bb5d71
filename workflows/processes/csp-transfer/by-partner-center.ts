import { CancellationScope, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import type { NewTransfer, PartnerTransfer } from '../../../activities/ports/partner-center';
import type { TransferRef } from '../../../activities/partner-center/transfers';
import { FAILURES } from '../../../contracts/run/failures';
import type { Document } from '../../../contracts/people/document';
import { acceptance } from './documents/acceptance';
import { DAY, HOUR, readable } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail, failureOf } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import { thisRun } from '../../run/begin';
import type { TransferState } from './state';

/**
 * The procedure of today up to its point of no return: the destination partner opens the transfer, the source partner reads what goes and
 * accepts. Until then the transfer can be cancelled.
 */
export async function requestByPartnerCenter(state: TransferState, undo: Undo): Promise<void> {
  const { run, input } = state;
  const { customer, sourcePartner, deadlines } = input;

  run.progress.enter('create');
  await run.pause.resumed();
  await listenForEvents(state);
  const wanted = newTransfer(state);
  let isOwn = true;
  undo('cancel the transfer', async () => isOwn && (await cancel(state, wanted)));
  const opened = await state.destination.openTransfer('Open the transfer', { transfer: wanted, runKey: runKey() });
  const { id, expirationTime, joined } = opened;
  isOwn = !joined;
  state.transferId = id;
  run.progress.track(id);
  if (joined) state.note(`Joined the transfer ${id}, which was open already; it is not this run's to cancel`);
  else state.note(`Transfer ${id} is open${expirationTime ? ` until ${readable(expirationTime)}` : ''}`);

  const ref = { customerTenantId: customer.tenantId, id };
  const withinDays = daysUntil(expirationTime, deadlines.transfer);
  const until = Date.now() + withinDays * DAY;
  const answers = run.signOff.records.length;
  const document = acceptance(input, state.subscriptions, id);
  const outcome = await state.ask({
    step: 'accept',
    what: `accept the transfer of ${state.what}: it cannot be taken back afterwards`,
    document,
    parties: ['sourcePartner'],
    withinDays,
    // Microsoft asks the source partner too, in Partner Center itself.
    orSeen: () =>
      run.waking.orSooner(() =>
        state.destination.awaitAccepted('Look whether it has been accepted in Partner Center', {
          ...ref,
          everyMs: state.pace(60),
        }),
      ),
  });
  if (outcome.choice === 'sendBack') {
    throw fail(
      'Declined',
      `sourcePartner sent the acceptance back: ${outcome.by.comment ?? 'no comment'}; start again with other subscriptions`,
      { party: 'sourcePartner' },
    );
  }
  if (run.signOff.records.length === answers) {
    state.note(`${sourcePartner.name} has accepted in Partner Center itself`);
    return;
  }
  run.progress.say(`${sourcePartner.name} accepts`);
  await accept(state, ref, document, until);
}

/** Events only make the looks come sooner: what goes wrong here costs minutes. */
async function listenForEvents(state: TransferState): Promise<void> {
  try {
    await state.destination.listenForEvents('Have Partner Center tell of the transfer');
  } catch (error) {
    if (isCancellation(error)) throw error;
    state.run.notes.push(`Partner Center sends no events: ${failureOf(error).message}`);
  }
}

/**
 * Accepts, once. What became of it is seen at the transfer and not taken from an error. What Partner Center puts off (900104, 900278,
 * throttling), and what is proven not to have arrived, is sent again until the transfer expires, ever less often.
 */
async function accept(state: TransferState, ref: TransferRef, document: Document, until: number): Promise<void> {
  for (let sent = 1, refused = 0; ; sent++) {
    await state.run.pause.resumed();
    // A cancel that comes while the acceptance is on its way would leave nobody to know whether it arrived.
    const answer = await CancellationScope.nonCancellable(() => acceptOnce(state, ref, document, `${runKey()}-${refused}`));
    if (answer === 'accepted') return;
    if (Date.now() >= until) throw answer.error;
    if (answer.isRefusal) refused++;
    const pause = Math.max(answer.retryAfterMs, Math.min(state.pace(5) * 2 ** Math.min(sent, 20), 6 * HOUR));
    state.run.progress.say(`Partner Center puts it off: ${failureOf(answer.error).message}`);
    await sleep(Math.min(pause, Math.max(1_000, until - Date.now())), { summary: 'Partner Center puts the acceptance off' });
  }
}

interface PutOff {
  error: unknown;
  /** Partner Center answered, and keeps that answer with the request id: the next try is another request. */
  isRefusal: boolean;
  retryAfterMs: number;
}

async function acceptOnce(state: TransferState, ref: TransferRef, document: Document, key: string): Promise<'accepted' | PutOff> {
  try {
    await state.source.acceptTransfer('Accept the transfer', {
      ...ref,
      subscriptionIds: state.subscriptions.map(({ before }) => before.partnerCenterId),
      runKey: key,
      signed: { run: thisRun(), document, decisions: state.run.signOff.records },
    });
    return 'accepted';
  } catch (error) {
    const { type, details } = failureOf(error);
    const { status } = await state.destination.lookAtTransfer('See whether the acceptance arrived', ref);
    if (['InProgress', 'Complete', 'PartiallyComplete'].includes(status)) return 'accepted';
    const { response } = FAILURES[type];
    const isLost = response === 'look';
    if (!isLost && response !== 'wait') throw error;
    if (!['Pending', 'Active'].includes(status)) throw fail('TransferRefused', `the transfer is ${status}: nothing was accepted`);
    return { error, isRefusal: !isLost, retryAfterMs: typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 0 };
  }
}

/** Waits until Microsoft has carried the transfer out. Throws `TransferRefused` when it ended otherwise, or for a part only. */
export async function completeTransfer(state: TransferState): Promise<void> {
  const ref = { customerTenantId: state.input.customer.tenantId, id: state.transferId ?? '' };
  const seen = await within(state.input.deadlines.transfer * DAY, 'Microsoft has completed the transfer', () =>
    state.run.waking.orSooner(() =>
      state.destination.awaitTransfer('Look whether the transfer is complete', { ...ref, everyMs: state.pace(5) }),
    ),
  );
  if (seen === 'late') throw fail('OutcomeUnknown', `the transfer ${ref.id} has not been completed in time`);
  if (seen.found.status !== 'Complete') {
    // The target is shown the lines of what has arrived, the source all of them.
    const why = errorsOf(seen.found) || errorsOf(await state.source.lookAtTransfer('Read what stood in the way', ref));
    throw fail('TransferRefused', `the transfer ended as ${seen.found.status}${why}`);
  }
  state.note(`Transfer ${ref.id} is complete`);
}

function errorsOf({ lineItems }: PartnerTransfer): string {
  const errors = lineItems.filter(({ error }) => error).map(({ subscriptionId, error }) => `${subscriptionId}: ${error ?? ''}`);
  return errors.length > 0 ? `: ${errors.join('; ')}` : '';
}

/** Also of a transfer whose opening was never answered. */
async function cancel(state: TransferState, wanted: NewTransfer): Promise<boolean> {
  const id = state.transferId ?? (await state.destination.findTransfer('Look for the transfer', wanted)).id;
  if (id === undefined) return false;
  const { cancelled } = await state.destination.cancelTransfer('Cancel the transfer', {
    customerTenantId: wanted.customerTenantId,
    id,
    customerName: wanted.customerName,
    runKey: runKey(),
  });
  return cancelled;
}

function newTransfer({ input: { customer, sourcePartner, destinationPartner } }: TransferState): NewTransfer {
  return {
    customerTenantId: customer.tenantId,
    customerName: customer.name,
    customerEmail: customer.contact.email,
    sourcePartnerTenantId: sourcePartner.tenantId,
    sourcePartnerName: sourcePartner.name,
    targetPartnerTenantId: destinationPartner.tenantId,
    targetPartnerEmail: destinationPartner.contact.email,
  };
}

function daysUntil(time: string | undefined, most: number): number {
  const left = time === undefined ? most : (Date.parse(time) - Date.now()) / DAY;
  return Math.max(1 / 24, Math.min(most, left));
}

/** The same over all attempts of this run, another one for each run. */
function runKey(): string {
  return workflowInfo().firstExecutionRunId;
}
