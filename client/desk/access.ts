import type { ProgressView, WaitingFor } from '../../contracts/run/progress';
import type { Link } from './links';
import { isOtherRun } from './standing';

/** Is this the very run that the link was made for? */
export function isOwnRun(link: Link, view: ProgressView): boolean {
  return link.workflowId === view.id && !isOtherRun(view, link.runId);
}

/** Is this the very question that the link was made for? */
export function isOwnQuestion(link: Link, id: string, step: string): boolean {
  return link.aud === 'sign' && link.workflowId === id && link.step === step;
}

/**
 * May the holder of this link see the run? When its address is one of the party's contacts there, or was delegated to: in the link's own run,
 * where what it has answered stays to be seen too, and in any other of the same party in the same organisation. The operator sees all.
 * @param local on the desk of a local stack organisations need no tenant
 */
export function maySee(link: Link, view: ProgressView, local: boolean): boolean {
  const isAsked = view.waitingFor.some((asked) => asked.party === link.party && wasTold(link, asked));
  if (isOwnRun(link, view)) return isContact(link, view, local) || isAsked || hasAnswered(link, view);
  return isOrganisation(link, view, local) && (isContact(link, view, local) || isAsked);
}

/**
 * May the holder of this link answer the question? A delegate of one step is not asked about the others, and a link to the status only shows.
 * Whom a link was made for is no proof of being asked: the run says who is.
 */
export function mayAnswer(link: Link, view: ProgressView, asked: WaitingFor, local: boolean): boolean {
  if (link.aud === 'status' || asked.party !== link.party) return false;
  if (isOwnQuestion(link, view.id, asked.step) ? isOtherRun(view, link.runId) : !isOrganisation(link, view, local)) return false;
  return isContact(link, view, local) || wasTold(link, asked);
}

function isOrganisation({ party, tenantId }: Link, view: ProgressView, local: boolean): boolean {
  if (tenantId === undefined) return party === 'operator' || local;
  return view.parties?.[party]?.tenantId?.toLowerCase() === tenantId.toLowerCase();
}

function isContact({ aud, party, email }: Link, view: ProgressView, local: boolean): boolean {
  if (local && aud === 'inbox') return true;
  const card = view.parties?.[party];
  if (card?.contact === undefined) return party === 'operator' && aud === 'inbox';
  return [card.contact, card.secondContact].some((contact) => contact !== undefined && sameAddress(contact.email, email));
}

function wasTold({ email }: Link, { told = [] }: WaitingFor): boolean {
  return told.some((address) => sameAddress(address, email));
}

function hasAnswered({ party, email }: Link, { decisions }: ProgressView): boolean {
  return decisions.some((said) => said.party === party && said.email !== undefined && sameAddress(said.email, email));
}

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Domain of an address, lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Mail domains that this party answers from in this run: a colleague has to be in one of them. */
export function partyDomains(view: ProgressView, party: Link['party']): string[] {
  const card = view.parties?.[party];
  return [...new Set([card?.contact, card?.secondContact].flatMap((contact) => (contact ? [domainOf(contact.email)] : [])))];
}
