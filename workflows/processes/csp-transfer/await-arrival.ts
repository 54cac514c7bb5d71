import { tell } from '../../asking/notify';
import { DAY } from '../../base/clock';
import { answerWithin, within } from '../../acts/deadline';
import { fail } from '../../base/failures';
import { arrived } from './arrival';
import { forward } from './forward';
import type { TransferState } from './state';

/**
 * Waits until the destination partner sells every subscription, and notes the ids before and after. While it takes long the operator is told
 * again and again; past the deadline it is the operator's to rule on.
 * @param complete what Partner Center says of its transfer; absent: Microsoft moves on a ticket
 */
export async function awaitHandover(state: TransferState, complete: (() => Promise<void>) | undefined): Promise<void> {
  const { progress } = state.run;
  const step = complete ? 'complete' : 'awaitArrival';
  progress.enter(step, 'Microsoft moves the subscriptions');
  if (complete) await forward(state, step, complete);
  await forward(state, step, () => awaitArrival(state, step));
  await forward(state, step, () => keepIds(state));
}

async function awaitArrival(state: TransferState, step: string): Promise<void> {
  const { deadlines, destinationPartner } = state.input;
  const ends = Date.now() + deadlines.transfer * DAY;
  for (let nth = 1; ; nth++) {
    const left = ends - Date.now();
    const seen = await within(
      Math.min(left, deadlines.remindEvery * DAY),
      `${destinationPartner.name} sells the subscriptions`,
      () => arrived(state),
    );
    if (seen !== 'late') return;
    const what = `Microsoft has not moved ${state.what} yet, ${nth * deadlines.remindEvery} days after it was agreed`;
    if (Date.now() >= ends) throw fail('OutcomeUnknown', what);
    await tell(state.run, state.operator, `Tell the operator: ${what}`, { kind: 'tell', to: 'operator', step, what, nth });
  }
}

async function keepIds(state: TransferState): Promise<void> {
  const { customer, destinationPartner, sourcePartner } = state.input;
  const question = { customerTenantId: customer.tenantId, subscriptions: state.ids };
  const now = await state.destination.soldByPartner('Read the ids at the new partner', question);
  state.subscriptions = state.subscriptions.map((one) => {
    const found = now.find(({ subscriptionId }) => subscriptionId === one.subscriptionId);
    return found
      ? { ...one, after: { partnerTenantId: destinationPartner.tenantId, partnerCenterId: found.partnerCenterId } }
      : one;
  });
  const gone = await answerWithin(DAY, `${sourcePartner.name} sells none of them any more`, () =>
    state.source.awaitNotSoldByPartner('See that the old partner sells none of them', { ...question, everyMs: state.pace(15) }),
  );
  const arrivedAll = state.subscriptions.every(({ after }) => after);
  state.note(`${arrivedAll ? state.what : 'a part of the subscriptions'} is with ${destinationPartner.name}`);
  if (!gone) state.note(`${sourcePartner.name}'s own Partner Center has not been seen without them within a day`);
}
