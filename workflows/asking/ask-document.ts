import { type Document, documentDigest } from '../../contracts/people/document';
import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord } from '../../contracts/run/progress';
import type { Actor } from '../acts/actors';
import { asking } from './notify';
import { fail } from '../base/failures';
import type { Run } from '../run/begin';
import { orSeenElsewhere } from './seen-at-microsoft';
import type { Outcome, Request } from '../answers/request';

export interface DocumentRequest extends Pick<
  Request,
  'step' | 'what' | 'parties' | 'states' | 'evidence' | 'editable' | 'wrongChange' | 'link'
> {
  document: Document;
  withinDays: number;
  /** Whose no a decline is, when the party only passes it on. */
  speaksFor?: Party;
  /** Answers once what is asked has happened at Microsoft without an answer here: it counts as a yes. */
  orSeen?: () => Promise<void>;
}

/** Whose run asks, and how often it reminds. */
interface Asker {
  readonly run: Run;
  readonly operator: Actor;
  readonly input: { deadlines: { remindEvery: number } };
}

/** Puts a document before parties and waits for all of them. Throws `Expired` and, when one declines, `Declined`. */
export async function askDocument({ run, operator, input }: Asker, request: DocumentRequest): Promise<Outcome> {
  const { progress, signOff } = run;
  const { speaksFor, orSeen, ...question } = request;
  const { step, what, document } = question;
  progress.documents[step] = document;
  progress.say(`Asked: ${what}`);
  const before = signOff.records.length;
  const asked = asking(run, operator, {
    ...question,
    remindEveryDays: input.deadlines.remindEvery,
    digest: documentDigest(document),
  });
  const answered = orSeen ? orSeenElsewhere(run, asked, orSeen) : signOff.everyone(asked);
  progress.publish();
  const outcome = await answered;
  const answers = signOff.records.slice(before);
  progress.say(answers.length === 0 ? 'seen at Microsoft, without an answer here' : answerIn(outcome, answers));
  if (outcome.choice === 'decline') throw declined(speaksFor ?? outcome.by.party, step, outcome.by.comment);
  return outcome;
}

/** Enters the step that puts a question to parties, and waits for all of them. Throws `Expired`. */
export async function askAll(
  { run, operator, input }: Asker,
  request: Omit<Request, 'remind' | 'remindEveryDays' | 'escalateAtReminder'>,
): Promise<Outcome> {
  run.progress.enter(request.step, `Asked: ${request.what}`);
  const asked = run.signOff.everyone(asking(run, operator, { ...request, remindEveryDays: input.deadlines.remindEvery }));
  run.progress.publish();
  return asked;
}

/** `approved by Dana and Nora`, for the step's line. */
export function answerIn(outcome: Outcome, answers: readonly DecisionRecord[]): string {
  if (outcome.choice !== 'approve') return `${outcome.choice === 'decline' ? 'declined' : 'sent back'} by ${outcome.by.name}`;
  return `approved by ${answers.map(({ name }) => name).join(' and ')}`;
}

export function declined(party: Party, step: string, comment: string | undefined): Error {
  return fail('Declined', `${party} declined (${step})${comment ? `: ${comment}` : ''}`, { party });
}
