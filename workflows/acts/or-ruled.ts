import { isCancellation } from '@temporalio/workflow';
import type { Run } from '../run/begin';
import { untilRuled } from './retry-or-rule';

/**
 * An act that can still be taken back, and that a person may cure: what fails waits for the operator; `done` says that it is well as it is,
 * giving up takes everything back. A cancel goes through.
 */
export async function orRuled(run: Run, step: string, act: () => Promise<void>): Promise<void> {
  await untilRuled(run, { step, question: ({ type, message }) => `${type}: ${message}`, passes: isCancellation }, act);
}
