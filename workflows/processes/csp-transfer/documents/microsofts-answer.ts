import type { TicketMessage } from '../../../../activities/ports/partner-center';
import type { Document } from '../../../../contracts/people/document';

/** What Microsoft wrote in the ticket, for a person to read: text of an engineer is not decided on by a program. */
export function microsoftsAnswer(ticketId: string, round: number, messages: readonly TicketMessage[], closed: boolean): Document {
  return {
    title: `Microsoft's answer in ticket ${ticketId}`,
    version: round,
    sections: [
      {
        title: 'What is asked',
        text: [
          'Approve when Microsoft confirms the transfer: from then on it can no longer be stopped. Send back when Microsoft asks for a correction; the form is then changed and signed anew. Decline when Microsoft refuses.',
          ...(closed ? ['Microsoft has closed the ticket.'] : []),
        ],
        fields: [],
      },
      ...messages.map(({ subject, body, sender, at }) => ({
        title: subject || 'Message',
        text: [body],
        fields: [
          { label: 'From', value: sender },
          { label: 'At', value: at },
        ],
      })),
    ],
  };
}
