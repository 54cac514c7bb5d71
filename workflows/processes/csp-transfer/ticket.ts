import { isCancellation, workflowInfo } from '@temporalio/workflow';
import type { SignedForm } from './agree-form';
import { DAY } from '../../base/clock';
import { answerWithin } from '../../acts/deadline';
import { fail, failureOf } from '../../base/failures';
import { thisRun } from '../../run/begin';
import { soldBy } from './arrival';
import type { TransferState } from './state';

/** Begins the title of every ticket of this process; a second open one about a subscription is refused. */
const SUBJECT = 'CSP subscription transfer';

/** The source partner asks Microsoft for the transfer (seed l.1590-1625). */
export async function openTicket(state: TransferState): Promise<void> {
  const { customer, sourcePartner, destinationPartner } = state.input;
  const { id } = await state.source.openTicket('Open the support ticket', {
    ...ticketOf(state),
    others: state.ids.slice(1),
    subject: SUBJECT,
    title: `${SUBJECT}: ${customer.name} from ${sourcePartner.name} to ${destinationPartner.name}`.slice(0, 250),
    description: [
      `${customer.name} (tenant ${customer.tenantId}) wishes to switch its CSP partner from ${sourcePartner.name} (tenant ${sourcePartner.tenantId}, MPN ${sourcePartner.mpnId}) to ${destinationPartner.name} (tenant ${destinationPartner.tenantId}, MPN ${destinationPartner.mpnId}).`,
      `Subscriptions to be transferred: ${state.ids.join(', ')}.`,
      'The CSP Subscription Transfer form, signed by all three, will be attached to this ticket.',
    ].join('\n'),
    contact: { ...sourcePartner.contact, country: customer.country },
  });
  state.ticket = { name: ticketOf(state).name, id };
  state.run.progress.track(id);
  state.note(`Ticket ${id} is open`);
}

/** Checks that the form is complete (seed l.1665), and attaches it. */
export async function attachForm(state: TransferState, { form, digest, signatures }: SignedForm): Promise<void> {
  const { run } = state;
  run.progress.enter('attach');
  await run.pause.resumed();
  const signers = new Set(signatures.map(({ party }) => party));
  if (signers.size !== 3 || !form.hasContacts) {
    throw fail(
      'InvalidInput',
      `the form is not complete: signed by ${[...signers].join(', ')}; it needs three signatures and the contacts of both partners`,
    );
  }
  const { known } = await state.source.messagesSoFar('See what Microsoft has written before', ticketOf(state));
  await state.source.attachForm(`Attach version ${form.version} of the form to the ticket`, {
    ...ticketOf(state),
    file: `csp-transfer-form-v${form.version}.html`,
    form: { document: form.document, digest, signatures },
    run: thisRun(),
    message: {
      subject: `CSP Subscription Transfer form, version ${form.version}`,
      body: `The completed form is attached. It is signed by all three parties; its digest is ${digest}.`,
      sender: state.input.sourcePartner.contact.email,
    },
  });
  state.messagesBefore = known;
  state.formDigest = digest;
  state.note(`Version ${form.version} of the form is attached to ticket ${state.ticket?.id ?? ''}`);
}

/** Raises the severity, with the reason; false when Azure does not take that any more, and the words alone went out. */
export async function escalateTicket(state: TransferState, said: string, round: number): Promise<boolean> {
  try {
    const { raised } = await state.source.escalateTicket('Raise the severity of the ticket', {
      ...ticketOf(state),
      severity: 'moderate',
      // The same words twice would be one message.
      reason: `${said} (version ${round} of the form). Please confirm that you have received it.`,
      sender: state.input.sourcePartner.contact.email,
    });
    return raised;
  } catch (error) {
    if (isCancellation(error)) throw error;
    state.note(`the ticket could not be escalated: ${failureOf(error).message}`);
    return false;
  }
}

/** The undo: the ticket is closed with the reason; if Microsoft has moved the subscription all the same, a person has to see to it. */
export async function withdrawTicket(state: TransferState): Promise<boolean> {
  const why = state.run.progress.failed?.message ?? 'the request was withdrawn';
  const { closed } = await state.source.closeTicket('Close the ticket, with the reason', {
    ...ticketOf(state),
    reason: `Please do not transfer the subscription: ${why}`.slice(0, 1_000),
    sender: state.input.sourcePartner.contact.email,
  });
  if ((await soldBy(state, state.source)) < state.ids.length)
    throw fail(
      'Conflict',
      `Microsoft has moved a subscription already: only another transfer brings it back; give ${state.input.destinationPartner.name} access and take ${state.input.sourcePartner.name}'s away by hand`,
    );
  return closed;
}

/** Done by the source partner, and while it still has the right to: before its access goes. */
export async function closeTransferredTicket(state: TransferState): Promise<void> {
  const { ticket, source } = state;
  if (!ticket) return;
  const answer = await answerWithin(DAY, 'The old partner has closed the ticket', () =>
    source.closeTicket('Close the ticket', {
      ...ticketOf(state),
      reason: 'The subscriptions have been seen with the new partner. Thank you.',
      sender: state.input.sourcePartner.contact.email,
    }),
  );
  if (answer) state.note(answer.found.closed ? `Ticket ${ticket.id} is closed` : `Ticket ${ticket.id} was closed already`);
  else state.note(`Ticket ${ticket.id} has not been closed: the old partner's worker did not do it within a day`);
}

/** The same over all attempts of this run, and another one for each run. */
export function ticketOf(state: TransferState): { tenantId: string; subscriptionId: string; name: string } {
  return {
    tenantId: state.input.customer.tenantId,
    subscriptionId: state.ids[0] ?? '',
    name: `handover-${workflowInfo().firstExecutionRunId}`,
  };
}
