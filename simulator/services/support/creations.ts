import { guidFrom } from '../../kernel/guids';
import type { Operation } from '../../kernel/state/model';
import type { Store } from '../../kernel/state/store';
import { onTicketOpened } from './engineer/events';
import { supportState } from './support-state';

const ACKNOWLEDGEMENT_SENDER = 'support@mail.support.microsoft.com';

/** Ends the creation of a ticket: it is there, with Microsoft's automatic acknowledgement; or, failed, it never was. */
export function completeTicket(store: Store, operation: Operation): void {
  const ticket = supportState.of(store).tickets[operation.resourceId ?? ''];
  if (!ticket) return;
  if (operation.failure) {
    const state = supportState.of(store);
    state.tickets = Object.fromEntries(Object.entries(state.tickets).filter(([key]) => key !== ticket.key));
    return;
  }
  delete ticket.operation;
  const at = operation.dueAt ?? operation.startedAt;
  ticket.modifiedAt = at;
  ticket.communications.push({
    name: guidFrom('acknowledgement', ticket.number),
    direction: 'Inbound',
    sender: ACKNOWLEDGEMENT_SENDER,
    subject: `Case ${ticket.number} Your question was successfully submitted`,
    body: `<html><body><p>Support request ${ticket.number} has been created. An engineer will answer within the time of your plan.</p></body></html>`,
    createdAt: at,
  });
  onTicketOpened(store, ticket, at);
}

/** Ends the creation of a communication: it is there; or, failed, it never was. */
export function completeCommunication(store: Store, operation: Operation): void {
  const [ticketKey = '', name] = (operation.resourceId ?? '').split('#');
  const ticket = supportState.of(store).tickets[ticketKey];
  const communication = ticket?.communications.find((one) => one.name === name);
  if (!ticket || !communication) return;
  if (operation.failure) {
    ticket.communications = ticket.communications.filter((one) => one !== communication);
    return;
  }
  delete communication.operation;
  ticket.modifiedAt = operation.dueAt ?? operation.startedAt;
}
