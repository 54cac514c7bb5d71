import type { CspTransferStep } from '../../../contracts/processes/csp-transfer';
import type { TransferState } from './state';

/**
 * What a person has to finish when the operator gives up on `step`, after the point of no return: a sentence each, beginning with the step
 * that it belongs to.
 */
export function leftAfter(state: TransferState, step: CspTransferStep): string[] {
  const { sourcePartner, destinationPartner } = state.input;
  const left: string[] = [];
  if (step === 'awaitArrival' || step === 'complete') {
    const waiting = state.subscriptions.filter(({ after }) => !after).map(({ displayName }) => displayName);
    if (waiting.length > 0) left.push(`${step}: see that Microsoft moves ${waiting.join(', ')} to ${destinationPartner.name}`);
    if (state.ticket) left.push(`${step}: close ticket ${state.ticket.id}`);
  }
  if (step !== 'close') {
    const closed = new Set(state.access.map(({ subscriptionId }) => subscriptionId));
    for (const { subscriptionId, displayName } of state.subscriptions.filter((one) => !closed.has(one.subscriptionId)))
      left.push(
        `access: on ${displayName} (${subscriptionId}) make ${destinationPartner.name} Owner and remove the rights of ${sourcePartner.name}`,
      );
  }
  left.push(`close: link MPN id ${destinationPartner.mpnId} of ${destinationPartner.name}`);
  return left;
}
