import { colours as pc } from './colours';
import type { Party } from '../../contracts/people/parties';
import type { Status, StepView } from '../../contracts/run/progress';

const PARTY_NAMES: Record<Party | 'handover', string> = {
  customer: 'customer',
  sourcePartner: 'source partner',
  destinationPartner: 'destination partner',
  microsoft: 'Microsoft',
  operator: 'operator',
  handover: 'Handover',
};

export function partyName(party: Party | 'handover'): string {
  return PARTY_NAMES[party];
}

const COLOURS: Record<Status, (text: string) => string> = {
  running: pc.cyan,
  waiting: pc.yellow,
  undoing: pc.magenta,
  done: pc.green,
  undone: pc.magenta,
  declined: pc.red,
  failed: pc.red,
};

export function statusWord(status: Status): string {
  return COLOURS[status](status);
}

const MARKS: Record<StepView['state'], string> = {
  pending: pc.dim('·'),
  running: pc.cyan('▸'),
  waiting: pc.yellow('?'),
  done: pc.green('✓'),
  skipped: pc.dim('-'),
  failed: pc.red('✗'),
  undone: pc.magenta('↺'),
};

export function stepMark(state: StepView['state']): string {
  return MARKS[state];
}

/** `2026-11-23T08:05:11.123Z` → `2026-11-23 08:05:11Z`. */
export function shortTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')}Z`;
}
