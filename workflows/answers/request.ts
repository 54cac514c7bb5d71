import type { Document } from '../../contracts/people/document';
import type { Decision } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord } from '../../contracts/run/progress';

export interface Request {
  step: string;
  /** A sentence: what the parties are asked. */
  what: string;
  /** Digest of the document that is to be read; a decision about any other text is refused. */
  digest: string;
  document?: Document;
  parties: readonly Party[];
  /** What a party has to state beside its yes. */
  states?: Partial<Record<Party, { id: string; text: string }[]>>;
  /** A yes is about what a person has done: its comment has to say what shows that. */
  evidence?: boolean;
  /** Fields of the document that a party may change by sending it back. */
  editable?: Partial<Record<Party, readonly string[]>>;
  /** What is wrong with the values that a party wants changed, a sentence; undefined when nothing is. */
  wrongChange?: (changes: Readonly<Record<string, string>>) => string | undefined;
  withinDays: number;
  remindEveryDays: number;
  /** The first reminder that goes to the second contact too. */
  escalateAtReminder?: number;
  /** Where the party acts at Microsoft, when here it can only decline. */
  link?: string;
  /** Tells a party, again on each reminder. Best effort: a notice that cannot be sent stops nothing. */
  remind(party: Party, nth: number, how: { until: string; links: number; also: string[]; only?: string[] }): Promise<void>;
}

export interface OpenRequest extends Request {
  since: string;
  until: string;
  answers: Map<Party, DecisionRecord>;
  /** How often each party has changed something about its links. */
  changes: Map<Party, number>;
}

export type Outcome = { choice: 'approve' } | { choice: 'decline' | 'sendBack'; by: DecisionRecord };

/** What is wrong with what a decision says, or undefined when nothing is. */
export function refuseContent(
  open: OpenRequest | undefined,
  { party, choice, comment = '', states = [], changes = {} }: Decision,
): string | undefined {
  if (choice === 'approve') {
    if (open?.link) return `this is done at Microsoft, not by an approval here: open ${open.link}`;
    if (open?.evidence && comment.trim() === '')
      return 'its comment has to say what shows that it was done (what the page showed, when): it is kept as the evidence';
    const missing = (open?.states?.[party] ?? []).filter(({ id }) => !states.includes(id));
    if (missing.length > 0) return `it does not state: ${missing.map(({ id, text }) => `${id} (${text})`).join('; ')}`;
  }
  const keys = Object.keys(changes);
  if (keys.length === 0) return undefined;
  if (choice !== 'sendBack') return 'changes come with sendBack: who changes a field signs the next version, not this one';
  const may = open?.editable?.[party] ?? [];
  const foreign = keys.filter((key) => !may.includes(key));
  return foreign.length > 0
    ? `${party} may not change ${foreign.join(', ')}; it may change ${may.join(', ') || 'nothing'}`
    : open?.wrongChange?.(changes);
}
