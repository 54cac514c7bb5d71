import type { TicketRequest } from './ticket-request';

/** What Microsoft.Support keeps. Plain data only: all of it goes into a snapshot. Times are virtual milliseconds. */

export interface Communication {
  name: string;
  /** Outbound: the customer's or partner's. Inbound: Microsoft's (as recorded). */
  direction: 'Inbound' | 'Outbound';
  sender: string;
  subject: string;
  body: string;
  createdAt: number;
  /** What was asked for, to tell a repeated request from another one under the same name. */
  askedAs?: string;
  /** The id of the operation that creates it, while it runs. */
  operation?: string;
}

export interface SupportTicket {
  key: string;
  id: string;
  name: string;
  /** Absent: a ticket of the tenant, not of a subscription. */
  subscriptionId?: string;
  tenantId?: string;
  /** `2405100010003340`: the day, then a running number. */
  number: string;
  request: TicketRequest;
  askedAs: string;
  status: 'Open' | 'Closed';
  fileWorkspaceName: string;
  createdAt: number;
  modifiedAt: number;
  /** Mail address, from the engineer's first message on. */
  engineer?: string;
  communications: Communication[];
  /** The id of the operation that creates it, while it runs: nobody sees it before that has ended. */
  operation?: string;
}

export interface AttachedFile {
  name: string;
  createdAt: number;
  /** Bytes. */
  fileSize: number;
  chunkSize: number;
  numberOfChunks: number;
  /** Base64, in order. */
  chunks: string[];
  /** When its last chunk came. */
  completedAt?: number;
  /** What was complete under this name, until the new content is. */
  before?: { chunks: string[]; completedAt: number };
}

export interface FileWorkspace {
  key: string;
  id: string;
  name: string;
  createdAt: number;
  files: AttachedFile[];
}
