import type { Run } from '../run/begin';
import { untilRuled } from './retry-or-rule';

/**
 * An act after the point of no return: what fails waits for the operator; `done` says that it was done by hand (undefined is answered then, and
 * the evidence kept). Nothing is taken back. Runs inside a scope that no cancel reaches.
 */
export async function onlyForward<T>(run: Run, step: string, act: () => Promise<T>): Promise<T | undefined> {
  const tried = await untilRuled(
    run,
    {
      step,
      question: ({ type, message }) =>
        `${step} failed and cannot be taken back: ${type}: ${message}. Try again, say what was done by hand, or give up?`,
    },
    act,
  );
  return tried?.result;
}
