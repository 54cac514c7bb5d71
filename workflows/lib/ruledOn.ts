import { isCancellation } from '@temporalio/workflow';
import { fail, failureOf } from './failures';
import type { Run } from './run';

/**
 * An act after something that cannot be taken back, in a run that can still take back the rest: what fails waits for the operator. `retry` and
 * `done` (by hand) have it looked at and done anew, since every act looks first; `give-up` throws `GivenUp`, and what can be undone is. A cancel
 * goes through.
 */
export async function ruledOn<T>({ ruling, hold, progress }: Run, step: string, act: () => Promise<T>): Promise<T> {
  for (;;) {
    await hold.released();
    try {
      return await act();
    } catch (error) {
      if (isCancellation(error)) throw error;
      const { type, message } = failureOf(error);
      progress.say(`Failed: ${type}: ${message}`);
      const what = `${step} failed: ${type}: ${message}. Try again, say what was done by hand, or give up and have taken back what can be?`;
      const { verdict, reason } = await ruling.ask(step, what, () => progress.publish());
      if (verdict === 'give-up') throw fail('GivenUp', `${step}: ${reason} (${type}: ${message})`);
    }
  }
}
