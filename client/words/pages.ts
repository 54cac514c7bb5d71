import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Decision } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';
import type { ProcessName, ProgressView, Status, StepView } from '../../contracts/run/progress';
import { partyName } from './terminal';

/** A piece of a page: text that came from outside is escaped in it. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const PROCESS_TITLES: Record<ProcessName, string> = {
  'resource-move': 'Resource move',
  'access-handover': 'Handover of access',
  'csp-transfer': 'Transfer of Azure subscriptions to another partner',
  'reseller-relationship': 'Reseller relationship',
  'customer-onboarding': 'Onboarding of a customer',
  'tenant-move': 'Move of subscriptions to the customer’s directory',
  'billing-transfer': 'Transfer of billing to the partner',
  assessment: 'Assessment',
  'classic-upgrade': 'Upgrade of classic resources',
  'secrets-removal': 'Removal of secrets from virtual machines',
  'ea-to-csp': 'Enterprise Agreement to CSP',
  'payg-to-csp': 'Pay-as-you-go to CSP',
};

const STATUS_WORDS: Record<Status, { text: string; tone: 'good' | 'mixed' | 'bad' }> = {
  running: { text: 'Under way', tone: 'mixed' },
  waiting: { text: 'Waiting for a person', tone: 'mixed' },
  undoing: { text: 'Being put back', tone: 'mixed' },
  done: { text: 'Done', tone: 'good' },
  undone: { text: 'Put back', tone: 'mixed' },
  declined: { text: 'Declined', tone: 'bad' },
  failed: { text: 'Failed', tone: 'bad' },
};

const STEP_WORDS: Record<StepView['state'], { text: string; tone: 'good' | 'mixed' | 'bad' | 'none' }> = {
  pending: { text: 'to come', tone: 'none' },
  running: { text: 'under way', tone: 'mixed' },
  waiting: { text: 'waiting', tone: 'mixed' },
  done: { text: 'done', tone: 'good' },
  skipped: { text: 'not needed', tone: 'none' },
  failed: { text: 'failed', tone: 'bad' },
  undone: { text: 'put back', tone: 'mixed' },
};

const CHOICE_WORDS: Record<Decision['choice'], string> = {
  approve: 'Signed',
  sendBack: 'Sent back',
  decline: 'Declined',
};

export const processTitle = (process: ProcessName) => PROCESS_TITLES[process];
export const statusWords = (status: Status) => STATUS_WORDS[status];
export const stepWords = (state: StepView['state']) => STEP_WORDS[state];
export const choiceWord = (choice: Decision['choice']) => CHOICE_WORDS[choice];

/** `Fabrikam (customer)`, or the role alone where nobody is named. */
export function partyWords(party: Party | 'handover', view?: Pick<ProgressView, 'parties'>): string {
  const name = party === 'handover' ? undefined : view?.parties?.[party]?.name;
  return name === undefined ? sentence(partyName(party)) : `${name} (${partyName(party)})`;
}

/** First letter large. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `authLevel` as `Auth level`. */
export function stepTitle(name: string): string {
  return sentence(name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `23 Nov 2026, 20:15 UTC`. @param iso ISO 8601 */
export function timeWords(iso: string): string {
  const at = new Date(iso);
  const clock = at.toISOString().slice(11, 16);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}, ${clock} UTC`;
}

export function time(iso: string): Markup {
  return html`<time datetime="${iso}">${timeWords(iso)}</time>`;
}

/** `every 3 days`, `every day`, `every 12 hours`. */
export function everyDays(days: number): string {
  if (days < 1) return every(Math.max(1, Math.round(days * 24)), 'hour');
  return every(Math.round(days * 10) / 10, 'day');
}

function every(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
