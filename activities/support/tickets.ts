import { alpha2ToAlpha3 } from 'i18n-iso-countries';
import type { Dependencies } from '../ports/dependencies';
import type { ProvenRun } from '../../contracts/people/proof';
import { assertSigned } from '../common/assert-signed';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure, isFailure } from '../failures/failure';
import { formHtml, type SignedDocument } from './form-html';
import type { Ticket, TicketContact, TicketMessage, TicketSeverity } from '../ports/partner-center';

interface TicketRef {
  /** The customer's: tickets of a subscription are in its directory. */
  tenantId: string;
  /** The subscription that the ticket is about; others of the same request are named in its description. */
  subscriptionId: string;
  name: string;
}

interface OpenTicketInput extends TicketRef {
  /** Further subscriptions of the same request. */
  others: string[];
  /** Begins the title of every ticket of this process: another one that is open is somebody else's attempt. */
  subject: string;
  title: string;
  description: string;
  /** `country`: ISO 3166-1 alpha-2. */
  contact: Omit<TicketContact, 'firstName' | 'lastName' | 'timeZone'> & { name: string };
}

/** A message as it may travel in a history: the first 2,000 characters. */
const MOST_CHARACTERS = 2_000;

/** Microsoft's support tickets, as the source partner (seed l.1590-1640; Microsoft.Support 2024-04-01). */
export function createTicketActivities({ partner, settings }: Dependencies) {
  const support = (tenantId: string) => partner().support(tenantId);

  return {
    /**
     * Opens the ticket under its name, or finds it: the same name is the same ticket. Severity C, "minimal", as the procedure asks.
     * Throws `Conflict` when another ticket about the same is open.
     */
    async openTicket({
      tenantId,
      subscriptionId,
      others,
      name,
      subject,
      title,
      description,
      contact,
    }: OpenTicketInput): Promise<Ticket> {
      const rivalsAmong = (open: Ticket[]) =>
        open.filter((one) => one.name.toLowerCase() !== name.toLowerCase() && one.title.startsWith(subject));
      const own = await support(tenantId).ticket(subscriptionId, name);
      const [other] = own
        ? []
        : rivalsAmong((await Promise.all([subscriptionId, ...others].map((id) => support(tenantId).openTickets(id)))).flat());
      if (other) throw conflict(other);
      const [firstName = contact.name, ...rest] = contact.name.split(/\s+/);
      const workspace = workspaceOf(name);
      await support(tenantId).createWorkspace(subscriptionId, workspace);
      const opened = await support(tenantId).openTicket(subscriptionId, {
        name,
        title,
        description,
        severity: 'minimal',
        fileWorkspace: workspace,
        contact: {
          firstName,
          lastName: rest.join(' ') || firstName,
          email: contact.email,
          country: alpha3(contact.country),
          timeZone: 'UTC',
        },
      });
      // Two that looked at the same moment saw nothing: the later one gives way, and its run closes it.
      const rivals = rivalsAmong(await support(tenantId).openTickets(subscriptionId));
      const earlier = rivals.find((one) => order(one) < order(opened));
      if (earlier) throw conflict(earlier);
      return opened;
    },

    /**
     * Names of what Microsoft has written so far: the acknowledgement of every new ticket is no answer to the form. Asked for before the form
     * is attached, and not with it: when that is tried again, Microsoft may have answered the first try.
     */
    async messagesSoFar({ tenantId, subscriptionId, name }: TicketRef): Promise<{ known: string[] }> {
      const messages = await support(tenantId).messages(subscriptionId, name);
      return { known: messages.filter(({ fromMicrosoft }) => fromMicrosoft).map((one) => one.name) };
    },

    /** Puts the form into the ticket's file workspace and says so in the ticket. The same version twice is one file and one message. */
    async attachForm({
      file,
      form,
      run,
      message,
      ...ref
    }: TicketRef & {
      file: string;
      form: SignedDocument;
      run: ProvenRun;
      message: { subject: string; body: string; sender: string };
    }): Promise<void> {
      assertSigned(settings, { run, document: form.document, decisions: form.signatures }, [
        'customer',
        'sourcePartner',
        'destinationPartner',
      ]);
      const { tenantId, subscriptionId, name } = ref;
      await support(tenantId).upload(subscriptionId, workspaceOf(name), {
        name: file,
        content: new TextEncoder().encode(formHtml(form)),
      });
      await support(tenantId).say(subscriptionId, name, messageName(ref, file), message);
    },

    /**
     * Answers once Microsoft has written something that is not in `known`, or the ticket is closed; until then `StillRunning`.
     * Messages oldest first, their bodies cut to 2,000 characters.
     */
    async awaitMicrosoft({
      known,
      everyMs,
      ...ref
    }: TicketRef & { known: string[]; everyMs: number }): Promise<{ messages: TicketMessage[]; closed: boolean }> {
      const { tenantId, subscriptionId, name } = ref;
      const messages = (await support(tenantId).messages(subscriptionId, name))
        .filter((one) => one.fromMicrosoft && !known.includes(one.name))
        .map((one) => ({ ...one, body: one.body.slice(0, MOST_CHARACTERS) }));
      const closed = (await support(tenantId).ticket(subscriptionId, name))?.status === 'Closed';
      if (messages.length > 0 || closed) return { messages, closed };
      throw failure('StillRunning', 'Microsoft has not written yet', { retryAfterMs: everyMs });
    },

    /**
     * Raises the severity and says why in the ticket. Azure refuses that while an engineer works on the ticket (Microsoft.Support,
     * SupportTickets_Update): the words alone have to do then, and `raised` is false.
     */
    async escalateTicket({
      severity,
      reason,
      sender,
      ...ref
    }: TicketRef & { severity: TicketSeverity; reason: string; sender: string }): Promise<{ raised: boolean }> {
      const { tenantId, subscriptionId, name } = ref;
      const raised = await support(tenantId)
        .updateTicket(subscriptionId, name, { severity })
        .then(() => true)
        .catch((error: unknown) => {
          if (isFailure(error) && error.nonRetryable) return false;
          throw error;
        });
      await support(tenantId).say(subscriptionId, name, messageName(ref, reason), {
        subject: 'No answer yet',
        body: reason,
        sender,
      });
      return { raised };
    },

    /** Says why, then closes. A ticket that was never opened, or that somebody else has closed, is left alone and answered false. */
    async closeTicket({ reason, sender, ...ref }: TicketRef & { reason: string; sender: string }): Promise<{ closed: boolean }> {
      const { tenantId, subscriptionId, name } = ref;
      const ticket = await support(tenantId).ticket(subscriptionId, name);
      if (!ticket) return { closed: false };
      const words = messageName(ref, `close ${reason}`);
      if (ticket.status === 'Closed') {
        // The answer of an earlier attempt may have been lost: its words tell.
        const said = await support(tenantId).messages(subscriptionId, name);
        return { closed: said.some((one) => one.name.toLowerCase() === words) };
      }
      await support(tenantId).say(subscriptionId, name, words, {
        subject: 'Please close',
        body: reason,
        sender,
      });
      await support(tenantId).updateTicket(subscriptionId, name, { status: 'Closed' });
      const after = await support(tenantId).ticket(subscriptionId, name);
      if (after?.status === 'Closed') return { closed: true };
      throw failure('NotReplicated', `ticket ${ticket.id} was closed and still says ${after?.status ?? 'nothing'}`);
    },
  };
}

function conflict(other: Ticket): Error {
  return failure(
    'Conflict',
    `ticket ${other.id} ("${other.title}", ${other.name}) about the same subscription is open: end that transfer, or close its ticket, first`,
  );
}

/** Earlier tickets before later ones, and of two of one moment always the same one. */
function order({ createdDate, name }: Ticket): string {
  return `${new Date(createdDate).toISOString()} ${name.toLowerCase()}`;
}

/** Gives the country's code as Microsoft.Support wants it. Throws `InvalidInput`. */
function alpha3(country: string): string {
  const code = alpha2ToAlpha3(country.toUpperCase());
  if (code) return code;
  throw failure('InvalidInput', `customer.country: ${country} is no country's code (ISO 3166-1, two letters)`);
}

/** One workspace a ticket, by its name: files that are put there later belong to the ticket too. */
function workspaceOf(ticketName: string): string {
  return `${ticketName}-files`;
}

function messageName({ name, subscriptionId }: TicketRef, what: string): string {
  return `handover-${deterministicGuid(subscriptionId, name, what)}`;
}
