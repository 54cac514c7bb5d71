import { CancellationScope, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import type { NewTransfer, PartnerTransfer } from '../../activities/partnerPorts';
import { FAILURES } from '../../contracts/failures';
import { acceptance } from '../documents/acceptance';
import { DAY, readable } from './clock';
import { within } from './deadline';
import { fail, failureOf } from './failures';
import type { Undo } from './reversibly';
import { settleOnce } from './settleOnce';
import type { TransferJob } from './transferJob';

/**
 * The procedure of today up to its point of no return: the destination partner opens the transfer, the source partner reads what goes and
 * accepts. Until then the transfer can be cancelled.
 */
export async function requestByPartnerCenter(job: TransferJob, undo: Undo): Promise<void> {
  const { run, input } = job;
  const { customer, sourcePartner, waits } = input;

  run.progress.enter('create');
  await run.hold.released();
  await listenForEvents(job);
  const wanted = newTransfer(job);
  let isOwn = true;
  undo('cancel the transfer', async () => isOwn && (await cancel(job, wanted)));
  const opened = await job.destination.openTransfer('Open the transfer', { transfer: wanted, runKey: runKey() });
  const { id, expirationTime, joined } = opened;
  isOwn = !joined;
  job.transferId = id;
  run.progress.track(id);
  if (joined) job.note(`Joined the transfer ${id}, which was open already; it is not this run's to cancel`);
  else job.note(`Transfer ${id} is open${expirationTime ? ` until ${readable(expirationTime)}` : ''}`);

  const outcome = await job.ask({
    step: 'accept',
    what: `accept the transfer of ${job.what}: it cannot be taken back afterwards`,
    document: acceptance(input, job.subscriptions, id),
    parties: ['sourcePartner'],
    withinDays: daysUntil(expirationTime, waits.transfer),
  });
  if (outcome.choice === 'sendBack') {
    throw fail(
      'Declined',
      `sourcePartner sent the acceptance back: ${outcome.by.comment ?? 'no comment'}; start again with other subscriptions`,
      {
        party: 'sourcePartner',
      },
    );
  }
  await run.hold.released();
  run.progress.say(`${sourcePartner.name} accepts`);
  await accept(job, { customerTenantId: customer.tenantId, id });
}

/** Events only make the looks come sooner: what goes wrong here costs minutes. */
async function listenForEvents(job: TransferJob): Promise<void> {
  try {
    await job.destination.listenForEvents('Have Partner Center tell of the transfer');
  } catch (error) {
    if (isCancellation(error)) throw error;
    job.notes.push(`Partner Center sends no events: ${failureOf(error).message}`);
  }
}

/** What Partner Center puts off (900104, 900278, throttling) is asked again, as another request, until the transfer expires. */
async function accept(job: TransferJob, ref: { customerTenantId: string; id: string }): Promise<void> {
  for (let nth = 1; ; nth++) {
    try {
      // A cancel that comes while the acceptance is on its way would leave nobody to know whether it arrived.
      await CancellationScope.nonCancellable(() => acceptOnce(job, ref, `${runKey()}-${nth}`));
      return;
    } catch (error) {
      const { type, message, details } = failureOf(error);
      if (!FAILURES[type].retryable) throw error;
      job.run.progress.say(`Partner Center puts it off: ${message}`);
      const pause = typeof details['retryAfterMs'] === 'number' ? details['retryAfterMs'] : job.pace(5);
      await sleep(pause, { summary: 'Partner Center puts the acceptance off' });
    }
  }
}

async function acceptOnce(job: TransferJob, ref: { customerTenantId: string; id: string }, key: string): Promise<void> {
  await settleOnce({
    send: () =>
      job.source.acceptTransfer('Accept the transfer', {
        ...ref,
        subscriptionIds: job.subscriptions.map(({ before }) => before.partnerCenterId),
        runKey: key,
      }),
    look: async () => {
      const { status } = await job.source.lookAtTransfer('See whether the acceptance arrived', ref);
      if (['InProgress', 'Complete', 'PartiallyComplete'].includes(status)) return 'happened';
      if (['Pending', 'Active'].includes(status)) return 'didNotHappen';
      throw fail('TransferRefused', `the transfer is ${status}: nothing was accepted`);
    },
  });
}

/** Waits until Microsoft has carried the transfer out. Throws `TransferRefused` when it ended otherwise, or for a part only. */
export async function completeTransfer(job: TransferJob): Promise<void> {
  const ref = { customerTenantId: job.input.customer.tenantId, id: job.transferId ?? '' };
  const seen = await within(job.input.waits.transfer * DAY, 'Microsoft has completed the transfer', () =>
    job.run.waking.orSooner(() =>
      job.destination.awaitTransfer('Look whether the transfer is complete', { ...ref, everyMs: job.pace(5) }),
    ),
  );
  if (seen === 'late') throw fail('OutcomeUnknown', `the transfer ${ref.id} has not been completed in time`);
  if (seen.found.status !== 'Complete') {
    // The target is shown the lines of what has arrived, the source all of them.
    const why = errorsOf(seen.found) || errorsOf(await job.source.lookAtTransfer('Read what stood in the way', ref));
    throw fail('TransferRefused', `the transfer ended as ${seen.found.status}${why}`);
  }
  job.note(`Transfer ${ref.id} is complete`);
}

function errorsOf({ lineItems }: PartnerTransfer): string {
  const errors = lineItems.filter(({ error }) => error).map(({ subscriptionId, error }) => `${subscriptionId}: ${error ?? ''}`);
  return errors.length > 0 ? `: ${errors.join('; ')}` : '';
}

/** Also of a transfer whose opening was never answered. */
async function cancel(job: TransferJob, wanted: NewTransfer): Promise<boolean> {
  const id = job.transferId ?? (await job.destination.findTransfer('Look for the transfer', wanted)).id;
  if (id === undefined) return false;
  const { cancelled } = await job.destination.cancelTransfer('Cancel the transfer', {
    customerTenantId: wanted.customerTenantId,
    id,
    customerName: wanted.customerName,
    runKey: runKey(),
  });
  return cancelled;
}

function newTransfer({ input: { customer, sourcePartner, destinationPartner } }: TransferJob): NewTransfer {
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
