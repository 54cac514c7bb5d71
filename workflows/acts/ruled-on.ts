import { isCancellation } from '@temporalio/workflow';
import type { Run } from '../run/begin';
import { type Ruled, untilRuled } from './retry-or-rule';

/**
 * An act after something that cannot be taken back, in a run that can still take back the rest: what fails waits for the operator. `retry` and
 * `done` (by hand) have it looked at and done anew, since every act looks first; after `give-up` what can be undone is. A cancel goes through.
 *
 * @param question left out: what failed, and the choices
 */
export async function ruledOn<T>(
  run: Run,
  step: string,
  act: () => Promise<T>,
  question: Ruled['question'] = ({ type, message }) =>
    `${step} failed: ${type}: ${message}. Try again, say what was done by hand, or give up and have taken back what can be?`,
): Promise<T> {
  for (;;) {
    const tried = await untilRuled(run, { step, question, passes: isCancellation }, act);
    if (tried) return tried.result;
  }
}
