import { failureOf } from './failures';
import type { Run } from './run';
import { fail } from './failures';

/**
 * An act after the point of no return: what fails waits for the operator, who has it tried again, says that it was done by hand (undefined is
 * answered then, and the evidence kept), or gives up with a reason (`GivenUp`). Nothing is taken back. Runs inside a scope that no cancel
 * reaches.
 */
export async function onlyForward<T>(
  { ruling, hold, progress }: Run,
  step: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    await hold.released();
    try {
      return await act();
    } catch (error) {
      const { type, message } = failureOf(error);
      progress.say(`Failed: ${type}: ${message}`);
      const what = `${step} failed and cannot be taken back: ${type}: ${message}. Try again, say what was done by hand, or give up?`;
      const { verdict, reason } = await ruling.ask(step, what, () => progress.publish());
      if (verdict === 'done') return undefined;
      if (verdict === 'give-up') throw fail('GivenUp', `${step}: ${reason} (${type}: ${message})`);
    }
  }
}
