import { tell } from '../../asking/notify';
import { DAY } from '../../base/clock';
import { heardWithin, within } from '../../acts/deadline';
import { fail } from '../../base/failures';
import { arrived } from './arrival';
import type { TransferJob } from './state';

/**
 * Waits until the destination partner sells every subscription, and notes the ids before and after. While it takes long the operator is told
 * again and again; past the deadline it is the operator's to rule on.
 * @param complete what Partner Center says of its transfer; absent: Microsoft moves on a ticket
 */
export async function seeHandedOver(job: TransferJob, complete: (() => Promise<void>) | undefined): Promise<void> {
  const { progress } = job.run;
  const step = complete ? 'complete' : 'handover';
  progress.enter(step, 'Microsoft moves the subscriptions');
  if (complete) await job.forward(step, complete);
  await job.forward(step, () => awaitArrival(job, step));
  await job.forward(step, () => keepIds(job));
}

async function awaitArrival(job: TransferJob, step: string): Promise<void> {
  const { waits, destinationPartner } = job.input;
  const ends = Date.now() + waits.transfer * DAY;
  for (let nth = 1; ; nth++) {
    const left = ends - Date.now();
    const seen = await within(Math.min(left, waits.remindEvery * DAY), `${destinationPartner.name} sells the subscriptions`, () =>
      arrived(job),
    );
    if (seen !== 'late') return;
    const what = `Microsoft has not moved ${job.what} yet, ${nth * waits.remindEvery} days after it was agreed`;
    if (Date.now() >= ends) throw fail('OutcomeUnknown', what);
    await tell(job.run, job.operator, `Tell the operator: ${what}`, { kind: 'tell', to: 'operator', step, what, nth });
  }
}

async function keepIds(job: TransferJob): Promise<void> {
  const { customer, destinationPartner, sourcePartner } = job.input;
  const question = { customerTenantId: customer.tenantId, subscriptions: job.ids };
  const now = await job.destination.soldByPartner('Read the ids at the new partner', question);
  job.subscriptions = job.subscriptions.map((one) => {
    const found = now.find(({ subscriptionId }) => subscriptionId === one.subscriptionId);
    return found
      ? { ...one, after: { partnerTenantId: destinationPartner.tenantId, partnerCenterId: found.partnerCenterId } }
      : one;
  });
  const gone = await heardWithin(DAY, `${sourcePartner.name} sells none of them any more`, () =>
    job.source.awaitNotSoldByPartner('See that the old partner sells none of them', { ...question, everyMs: job.pace(15) }),
  );
  const arrivedAll = job.subscriptions.every(({ after }) => after);
  job.note(`${arrivedAll ? job.what : 'a part of the subscriptions'} is with ${destinationPartner.name}`);
  if (!gone) job.note(`${sourcePartner.name}'s own Partner Center has not been seen without them within a day`);
}
