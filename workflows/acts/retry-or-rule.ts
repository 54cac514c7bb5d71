import { failureOf, fail, type KnownFailure } from '../base/failures';
import type { Run } from '../run/begin';

export interface Ruled {
  /** What the ruling is on; a question of this name must not be open already. */
  step: string;
  /** Put to the operator, with what failed. */
  question: (failure: KnownFailure) => string;
  /** Errors that are no operator's to rule on: thrown as they are. Left out: none. */
  passes?: (error: unknown) => boolean;
}

/**
 * Tries an act until it works: what fails waits for the operator, who has it tried again, says `done` (undefined is answered then; what that
 * means is the caller's), or gives up (`GivenUp`, with the reason). A run on hold begins no try.
 */
export async function untilRuled<T>(
  { ruling, hold, progress }: Run,
  { step, question, passes = () => false }: Ruled,
  act: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  for (;;) {
    await hold.released();
    try {
      return { result: await act() };
    } catch (error) {
      if (passes(error)) throw error;
      const failure = failureOf(error);
      const said = `${failure.type}: ${failure.message}`;
      progress.say(`Failed: ${said}`);
      const { verdict, reason, name } = await ruling.ask(step, question(failure), () => progress.publish(), failure);
      // Without the reason: the detail of a step may be read by the party whose step it is.
      if (verdict !== 'give-up') progress.note(`${verdict === 'done' ? 'Done by hand' : 'Tried again'}, as ${name} ruled`);
      if (verdict === 'done') return undefined;
      if (verdict === 'give-up') throw fail('GivenUp', `${step}: ${reason} (${said})`);
    }
  }
}
