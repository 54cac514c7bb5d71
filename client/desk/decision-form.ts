import { Decision } from '../../contracts/run/messages';
import type { Problem } from '../api/errors';
import type { Question } from './standing';

/** What a person typed and ticked, as it came. */
export interface Typed {
  choice: Decision['choice'] | '';
  digest: string;
  name: string;
  read: boolean;
  states: string[];
  comment: string;
  /** New values, by the document's field keys. */
  changes: Record<string, string>;
}

export type Fields = Record<string, string | string[]>;

const CHANGE = 'changes.';

export function one(fields: Fields, name: string): string {
  const value = fields[name] ?? '';
  return typeof value === 'string' ? value : (value[0] ?? '');
}

export function typedFrom(fields: Fields): Typed {
  const choice = one(fields, 'choice');
  return {
    choice: choice === 'approve' || choice === 'sendBack' || choice === 'decline' ? choice : '',
    digest: one(fields, 'digest'),
    name: one(fields, 'name').trim(),
    read: one(fields, 'read') === 'yes',
    states: [fields['states'] ?? []].flat(),
    // A form sends line breaks as two characters.
    comment: one(fields, 'comment').replace(/\r\n?/g, '\n').trim(),
    changes: Object.fromEntries(
      Object.keys(fields)
        .filter((name) => name.startsWith(CHANGE))
        .map((name) => [name.slice(CHANGE.length), one(fields, name).trim()]),
    ),
  };
}

/** Values of the document's fields that this party may change, by key. */
export function editableValues({ document, editable = [] }: Question): { key: string; label: string; value: string }[] {
  return (document?.sections ?? []).flatMap(({ fields }) =>
    fields.flatMap(({ key, label, value }) => (key !== undefined && editable.includes(key) ? [{ key, label, value }] : [])),
  );
}

/**
 * The decision that was typed, without its proof; or every problem at once, each with the field it belongs to.
 * @param email address of the link that it comes by
 */
export function decisionFrom(typed: Typed, asked: Question, email: string): { decision: Decision } | { problems: Problem[] } {
  const { choice } = typed;
  if (choice === '' || !asked.choices.includes(choice)) {
    return { problems: [{ path: 'choice', message: 'Say what you decide: this is not one of the choices.' }] };
  }
  const problems = [...missing(typed, choice, asked)];
  const changes = changed(typed, asked);
  const parsed = Decision.safeParse({
    party: asked.party,
    choice,
    step: asked.step,
    digest: asked.digest,
    name: typed.name,
    email,
    ...(typed.comment === '' ? {} : { comment: typed.comment }),
    ...(choice === 'approve' && asked.states ? { states: asked.states.map(({ id }) => id) } : {}),
    ...(choice === 'sendBack' && Object.keys(changes).length > 0 ? { changes } : {}),
  });
  if (problems.length > 0) return { problems };
  if (parsed.success) return { decision: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
}

function missing(typed: Typed, choice: Decision['choice'], asked: Question): Problem[] {
  const problems: Problem[] = [];
  if (typed.name === '') problems.push({ path: 'name', message: 'Type your name: it is your signature.' });
  if (choice !== 'approve' && typed.comment === '') {
    const message = choice === 'decline' ? 'Give the reason for your no.' : 'Say what has to be changed.';
    problems.push({ path: 'comment', message });
  }
  if (choice !== 'approve') return problems;
  if (asked.evidence && typed.comment === '')
    problems.push({ path: 'comment', message: 'Say what shows that it was done: it is kept as the evidence.' });
  if (!typed.read) problems.push({ path: 'read', message: 'Tick that you have read it.' });
  for (const { id, text } of asked.states ?? []) {
    if (!typed.states.includes(id)) problems.push({ path: `states.${id}`, message: `Tick what has to be stated: ${text}` });
  }
  return problems;
}

/** An emptied field is left as it is: a document has no empty ones. */
function changed(typed: Typed, asked: Question): Record<string, string> {
  return Object.fromEntries(
    editableValues(asked).flatMap(({ key, value }) => {
      const wanted = typed.changes[key] ?? '';
      return wanted === '' || wanted === value ? [] : [[key, wanted]];
    }),
  );
}
