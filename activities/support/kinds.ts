import type { KindsOf } from '../common/kind';
import type { createTicketActivities } from './tickets';

export const kinds = {
  openTicket: 'do',
  messagesSoFar: 'look',
  attachForm: 'do',
  awaitMicrosoft: 'watch',
  escalateTicket: 'do',
  closeTicket: 'do',
} as const satisfies KindsOf<typeof createTicketActivities>;
