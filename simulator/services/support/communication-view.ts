import type { Communication, SupportTicket } from './model';
import { isoSeconds } from './ticket-view';

/** Subjects are cut to 50 characters and say the ticket's number; a customer's words come back as preformatted text (recorded). */
export function communicationView(ticket: SupportTicket, one: Communication): Record<string, unknown> {
  const subject = one.subject.length > 50 ? `${one.subject.slice(0, 47)}...` : one.subject;
  return {
    id: `${ticket.id}/communications/${one.name}`,
    name: one.name,
    type: 'Microsoft.Support/communications',
    properties: {
      communicationType: 'Web',
      communicationDirection: one.direction,
      sender: one.sender,
      subject: `${subject} - TrackingID#${ticket.number}`,
      body: one.direction === 'Outbound' ? `<pre>${one.body}</pre>` : one.body,
      createdDate: isoSeconds(one.createdAt),
    },
  };
}
