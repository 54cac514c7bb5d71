import { isCancellation } from '@temporalio/workflow';
import { fail, failureOf } from './failures';
import type { Run } from './run';

/**
 * An act that can still be taken back, and that a person may cure: what fails waits for the operator, who has it tried again, says that it is
 * well as it is, or gives up (`GivenUp`, which takes everything back). A cancel goes through.
 */
export async function orRuled({ ruling, hold, progress }: Run, step: string, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await hold.released();
    try {
      await act();
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      const { type, message } = failureOf(error);
      progress.say(`Failed: ${type}: ${message}`);
      const { verdict, reason } = await ruling.ask(step, `${type}: ${message}`, () => progress.publish());
      if (verdict === 'done') return;
      if (verdict === 'give-up') throw fail('GivenUp', `${step}: ${reason} (${type}: ${message})`);
    }
  }
}
