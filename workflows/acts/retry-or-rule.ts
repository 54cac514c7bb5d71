import { isCancellation } from '@temporalio/workflow';
import { failureOf, fail, type KnownFailure } from '../base/failures';
import type { Run } from '../run/begin';

interface Policy {
  /** A cancel of the run ends the act; false where no cancel reaches it. */
  cancellable: boolean;
  /**
   * What the operator's `done` means. `accept`: it is well as it is. `byHand`: a person has done it, and nobody looks. `lookAgain`: a person has
   * done it, and the act is done anew, since it looks first.
   */
  onDone: 'accept' | 'byHand' | 'lookAgain';
  /** Put to the operator; left out: what failed, and what each answer would mean. */
  question?: (failure: KnownFailure) => string;
  /** Failures that are no operator's to rule on: thrown as they are. */
  passes?: (error: unknown) => boolean;
}

/** What can still be taken back: the operator cures it, lets it be, or has everything taken back. */
export const REVERSIBLE = { cancellable: true, onDone: 'accept' } as const;
/** What comes after the point of no return: nothing is taken back, and no cancel reaches it. */
export const FORWARD = { cancellable: false, onDone: 'byHand' } as const;
/** What comes after something that cannot be taken back, in a run that can still take back the rest. */
export const LOOK_AGAIN = { cancellable: true, onDone: 'lookAgain' } as const;

/** What Azure said, without its full stop: the question goes on. */
const clause = (said: string) => said.replace(/\.$/, '');

const QUESTIONS: Record<Policy['onDone'], (step: string, said: string) => string> = {
  accept: (_step, said) => said,
  byHand: (step, said) =>
    `${step} failed, and from here on nothing is undone: ${clause(said)}. Try again, say what was done by hand, or give up?`,
  lookAgain: (step, said) =>
    `${step} failed: ${clause(said)}. Try again, say what was done by hand, or give up and undo what can be undone?`,
};

/**
 * Tries an act until it works. What fails is put to the operator, who has it tried again, says `done` (undefined is answered then, unless the act
 * looks again), or gives up: `GivenUp`, with the reason. A paused run begins no try.
 * @param step what the ruling is on; no other question of this name may be open
 */
export async function attempt<T>(
  run: Run,
  step: string,
  act: () => Promise<T>,
  policy: Policy & { onDone: 'lookAgain' },
): Promise<T>;
export async function attempt<T>(run: Run, step: string, act: () => Promise<T>, policy: Policy): Promise<T | undefined>;
export async function attempt<T>(run: Run, step: string, act: () => Promise<T>, policy: Policy): Promise<T | undefined> {
  const { progress, pause } = run;
  const { cancellable, onDone, question, passes = () => false } = policy;
  for (;;) {
    await pause.resumed();
    try {
      return await act();
    } catch (error) {
      if ((cancellable && isCancellation(error)) || passes(error)) throw error;
      const failure = failureOf(error);
      const said = `${failure.type}: ${failure.message}`;
      progress.say(`Failed: ${said}`);
      const asked = question?.(failure) ?? QUESTIONS[onDone](step, said);
      const { verdict, name } = await askOperator(run, step, asked, { said, because: failure });
      // Without the reason: the detail of a step may be read by the party whose step it is.
      progress.note(`${verdict === 'done' ? 'Done by hand' : 'Tried again'}, as ${name} ruled`);
      if (verdict === 'done' && onDone !== 'lookAgain') return undefined;
    }
  }
}

/** Puts a question to the operator. Throws `GivenUp`, with the reason and with what was said of the failure. */
export async function askOperator(
  { ruling, progress }: Run,
  step: string,
  question: string,
  { said, because }: { said?: string; because?: KnownFailure | undefined } = {},
): Promise<{ verdict: 'retry' | 'done'; reason: string; name: string }> {
  const { verdict, reason, name } = await ruling.ask(step, question, () => progress.publish(), because);
  if (verdict === 'give-up') throw fail('GivenUp', `${step}: ${reason}${said === undefined ? '' : ` (${said})`}`);
  return { verdict, reason, name };
}
