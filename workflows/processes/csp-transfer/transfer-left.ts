import type { CspTransferStep } from '../../../contracts/processes/csp-transfer';
import type { TransferJob } from './state';

/**
 * What a person has to finish when the operator gives up on `step`, after the point of no return: a sentence each, beginning with the step
 * that it belongs to.
 */
export function leftAfter(job: TransferJob, step: CspTransferStep): string[] {
  const { sourcePartner, destinationPartner } = job.input;
  const left: string[] = [];
  if (step === 'handover' || step === 'complete') {
    const waiting = job.subscriptions.filter(({ after }) => !after).map(({ displayName }) => displayName);
    if (waiting.length > 0) left.push(`${step}: see that Microsoft moves ${waiting.join(', ')} to ${destinationPartner.name}`);
    if (job.ticket) left.push(`${step}: close ticket ${job.ticket.id}`);
  }
  if (step !== 'close') {
    const closed = new Set(job.access.map(({ subscriptionId }) => subscriptionId));
    for (const { subscriptionId, displayName } of job.subscriptions.filter((one) => !closed.has(one.subscriptionId)))
      left.push(
        `access: on ${displayName} (${subscriptionId}) make ${destinationPartner.name} Owner and remove the rights of ${sourcePartner.name}`,
      );
  }
  left.push(`close: link MPN id ${destinationPartner.mpnId} of ${destinationPartner.name}`);
  return left;
}
