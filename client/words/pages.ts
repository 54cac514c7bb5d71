import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Decision } from '../../contracts/run/messages';
import { isProcessName, PROCESSES } from '../../contracts/processes';
import type { Party } from '../../contracts/people/parties';
import type { ProgressView, Status, StepView } from '../../contracts/run/progress';
import { partyName } from './terminal';

/** A piece of a page: text that came from outside is escaped in it. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

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

export const statusWords = (status: Status) => STATUS_WORDS[status];
export const stepWords = (state: StepView['state']) => STEP_WORDS[state];
export const choiceWord = (choice: Decision['choice']) => CHOICE_WORDS[choice];

/** `Fabrikam (customer)`, or the role alone where nobody is named. */
export function partyWords(party: Party | 'handover', view?: Pick<ProgressView, 'parties'>): string {
  const name = party === 'handover' ? undefined : view?.parties?.[party]?.name;
  const role = sentence(partyName(party));
  return name === undefined || name === role ? role : `${name} (${partyName(party)})`;
}

/** First letter large. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Title of a process; of an unknown one what its view says. */
export function processTitle(process: string): string {
  return isProcessName(process) ? PROCESSES[process].title : process;
}

/** Title of a process's step; of an unknown one its name. */
export function stepTitle(process: string, name: string): string {
  const steps = isProcessName(process) ? PROCESSES[process].steps : [];
  return steps.find((step) => step.name === name)?.title ?? name;
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
