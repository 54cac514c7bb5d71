import type { Party } from '../../contracts/people/parties';
import type { Notice } from '../ports/notifier';
import { isToBeSigned, type NoticeLink } from './links';
import type { Recipient } from './recipients';

/** What a person reads, free of the channel. Nothing in it is markup. */
export interface Message {
  /** One line of 120 characters at most. */
  subject: string;
  greeting: string;
  /** The sentence that matters, to be set apart. */
  what: string;
  before: string;
  after: string[];
  links: NoticeLink[];
}

const ROLES: Record<Party, string> = {
  customer: 'customer',
  sourcePartner: 'source partner',
  destinationPartner: 'destination partner',
  microsoft: 'Microsoft',
  operator: 'operator',
};

const MAX_SUBJECT = 120;

/** The notice in plain words, for one person. `recipient` left out: for whoever reads a channel. */
export function wordsFor(notice: Notice, links: NoticeLink[], recipient?: Recipient): Message {
  const asked = notice.kind !== 'tell';
  const begins = {
    ask: 'Please answer',
    remind: `Reminder ${notice.nth}`,
    escalate: `Reminder ${notice.nth}`,
    tell: 'For information',
  };
  const party = notice.card ? `${oneLine(notice.card.name)} (${ROLES[notice.to]})` : `the ${ROLES[notice.to]}`;
  return {
    subject: shortened(`${begins[notice.kind]}: ${oneLine(notice.what)}`),
    greeting: recipient?.name === undefined ? 'Hello,' : `Hello ${oneLine(recipient.name)},`,
    before: `Handover ${asked ? 'asks' : 'tells'} you, for ${party}, in ${notice.workflowId}:`,
    what: oneLine(notice.what),
    after: [
      ...(asked ? [...standing(notice, recipient), ...deadline(notice), ...how(notice, links)] : ['Nothing is asked of you.']),
      ...(links.length > 0
        ? ['These links open for your organisation. Do not pass them on: a colleague can be named on the page.']
        : []),
      'Nobody at Handover asks for a password, neither in a message nor on the page behind a link.',
    ],
    links: [...links, ...elsewhere(notice)],
  };
}

function standing({ nth }: Notice, recipient: Recipient | undefined): string[] {
  if (nth === 0) return [];
  if (recipient?.isSecondContact) return ['No answer has come yet: that is why you are told as the second contact.'];
  return [`No answer has come yet: this is reminder ${nth}.`];
}

function deadline(notice: Notice): string[] {
  const { until, remindEveryDays, card } = notice;
  const second = card?.secondContact ? ` From the second reminder on it also writes to ${oneLine(card.secondContact.name)}.` : '';
  const consequence = isToBeSigned(notice)
    ? 'If nobody answers before then, this run ends, and Handover undoes what can be undone: silence is not consent.'
    : 'If it has not happened by then, the run does not go on, and Handover tells the operator.';
  return [
    ...(until === undefined ? [] : [`There is time until ${readable(until)}. ${consequence}`]),
    ...(remindEveryDays === undefined ? [] : [`Handover sends a reminder ${every(remindEveryDays)}.${second}`]),
  ];
}

function how(notice: Notice, links: NoticeLink[]): string[] {
  const { to, link, workflowId } = notice;
  if (link !== undefined) {
    const declining = `To decline it, ${links.length > 0 ? 'open the first link' : `use: handover inbox --as ${to}`}`;
    return [`What is asked is done at Microsoft: ${link}`, ...(isToBeSigned(notice) ? [declining] : [])];
  }
  if (!isToBeSigned(notice)) return [`What can be done about it is shown by: handover show ${workflowId}`];
  const where =
    links.length > 0
      ? 'Open the first link, read what is there, then sign it, send it back or decline it on that page. Opening the link decides nothing.'
      : `Read it and answer with: handover inbox --as ${to}`;
  return [where, `What you are asked to read has the SHA-256 digest ${notice.digest}. The page shows the same one.`];
}

/** Only what a browser opens safely becomes a link. */
function elsewhere({ link }: Notice): NoticeLink[] {
  return link !== undefined && /^https:\/\//i.test(link) ? [{ title: 'Do it at Microsoft', url: link }] : [];
}

function every(days: number): string {
  if (days === 1) return 'every day';
  return days > 1 ? `every ${round(days)} days` : `every ${round(days * 24)} hours`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function readable(iso: string): string {
  const text = new Date(iso).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/** Names and sentences come from outside: a line break in one must not look like another line of ours. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  return text.length <= MAX_SUBJECT ? text : `${text.slice(0, MAX_SUBJECT - 1)}…`;
}
