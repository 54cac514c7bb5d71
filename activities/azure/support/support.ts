import type { ServiceClient } from '@azure/core-client';
import { failure, isFailure } from '../../failures/failure';
import type { NewTicket, Support, Ticket, TicketMessage } from '../../ports/partner-center';
import { supportFiles } from './files';
import { supportRequests } from './requests';
import { findTopic, type Topic } from './topic';

interface TicketBody {
  name?: string;
  properties?: {
    supportTicketId?: string;
    status?: string;
    title?: string;
    severity?: string;
    createdDate?: string;
  };
}

interface MessageBody {
  name?: string;
  properties?: { communicationDirection?: string; sender?: string; subject?: string; body?: string; createdDate?: string };
}

/**
 * Microsoft.Support 2024-04-01 as the identity that `client` signs in with. Tickets and messages carry names of ours: what is there already
 * is what was wanted.
 */
export function createSupport(client: ServiceClient, endpoint: string): Support {
  const requests = supportRequests(client, endpoint);
  const ticketsOf = (subscriptionId: string) => `/subscriptions/${subscriptionId}/providers/Microsoft.Support/supportTickets`;
  const pathOf = (subscriptionId: string, name: string) => `${ticketsOf(subscriptionId)}/${encodeURIComponent(name)}`;

  const ticket: Support['ticket'] = async (subscriptionId, name) => {
    const found = await requests.read<TicketBody>(`read ticket ${name}`, pathOf(subscriptionId, name));
    return found === undefined ? undefined : ticketIn(found);
  };
  const existing = async (subscriptionId: string, name: string): Promise<Ticket> => {
    const found = await ticket(subscriptionId, name);
    if (found) return found;
    throw failure('NotFound', `ticket ${name} of ${subscriptionId} is not there. Look for it in the Azure portal.`);
  };
  /** What is there under this name already was put there by an earlier attempt. */
  const unlessThere = async (put: () => Promise<unknown>): Promise<void> => {
    try {
      await put();
    } catch (error) {
      if (!isFailure(error, 'Conflict')) throw error;
    }
  };

  return {
    ...supportFiles(requests),
    ticket,

    async openTicket(subscriptionId, asked) {
      const known = await ticket(subscriptionId, asked.name);
      if (known) return known;
      const body = requestFor(asked, await findTopic(requests));
      await unlessThere(() => requests.write(`open ticket ${asked.name}`, 'PUT', pathOf(subscriptionId, asked.name), body));
      return existing(subscriptionId, asked.name);
    },

    async openTickets(subscriptionId) {
      const found = await requests.list<TicketBody>(
        `list the open tickets of ${subscriptionId}`,
        ticketsOf(subscriptionId),
        "status eq 'Open'",
      );
      return found.map(ticketIn).filter(({ status }) => status === 'Open');
    },

    async updateTicket(subscriptionId, name, { severity, status }) {
      await requests.write(`change ticket ${name}`, 'PATCH', pathOf(subscriptionId, name), {
        ...(severity === undefined ? {} : { severity }),
        ...(status === undefined ? {} : { status: status.toLowerCase() }),
      });
      return existing(subscriptionId, name);
    },

    async messages(subscriptionId, ticketName) {
      const path = `${pathOf(subscriptionId, ticketName)}/communications`;
      const found = await requests.list<MessageBody>(`read the messages of ticket ${ticketName}`, path);
      return found.map(messageIn).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },

    async say(subscriptionId, ticketName, name, message) {
      const path = `${pathOf(subscriptionId, ticketName)}/communications/${encodeURIComponent(name)}`;
      await unlessThere(() => requests.write(`write to ticket ${ticketName}`, 'PUT', path, { properties: message }));
    },
  };
}

function requestFor({ title, description, severity, fileWorkspace, contact }: NewTicket, topic: Topic) {
  return {
    properties: {
      ...topic,
      title,
      description,
      severity,
      advancedDiagnosticConsent: 'No',
      fileWorkspaceName: fileWorkspace,
      contactDetails: {
        firstName: contact.firstName,
        lastName: contact.lastName,
        primaryEmailAddress: contact.email,
        preferredContactMethod: 'email',
        preferredTimeZone: contact.timeZone,
        country: contact.country,
        preferredSupportLanguage: 'en-US',
      },
    },
  };
}

function ticketIn({ name, properties = {} }: TicketBody): Ticket {
  return {
    name: name ?? '',
    id: properties.supportTicketId ?? '',
    status: properties.status?.toLowerCase() === 'closed' ? 'Closed' : 'Open',
    title: properties.title ?? '',
    severity: (properties.severity ?? '').toLowerCase(),
    createdDate: properties.createdDate ?? '',
  };
}

/** Recorded: what a customer writes is `Outbound`, Microsoft's own is `Inbound`. */
function messageIn({ name, properties = {} }: MessageBody): TicketMessage {
  return {
    name: name ?? '',
    fromMicrosoft: properties.communicationDirection?.toLowerCase() === 'inbound',
    sender: properties.sender ?? '',
    at: properties.createdDate ?? '',
    subject: properties.subject ?? '',
    body: properties.body ?? '',
  };
}
