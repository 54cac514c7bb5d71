import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import { FAILURES, type FailureType } from '../../contracts/run/failures';
import { checked } from '../../contracts/schema-issues';

export interface KnownFailure {
  type: FailureType;
  message: string;
  details: Record<string, unknown>;
}

/** A failure of the closed list. Thrown from workflow code it ends the step, the update or the run with that type; nothing retries it. */
export function fail(
  type: FailureType,
  message: string,
  details: Record<string, unknown> = {},
  cause?: Error,
): ApplicationFailure {
  return ApplicationFailure.create({ type, message, details: [details], nonRetryable: true, ...(cause ? { cause } : {}) });
}

/** What an activity's or child's error means in our own words. A cancellation is no failure: check for it first. */
export function failureOf(error: unknown): KnownFailure {
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) return failureOf(error.cause);
  if (error instanceof ApplicationFailure) {
    const details = (error.details?.[0] ?? {}) as Record<string, unknown>;
    if (error.type && error.type in FAILURES) return { type: error.type as FailureType, message: error.message, details };
    return { type: 'UnknownAzureError', message: `${error.type ?? 'Error'}: ${error.message}`, details };
  }
  if (error instanceof TimeoutFailure)
    return { type: 'OutcomeUnknown', message: `no answer in time (${error.timeoutType})`, details: {} };
  return { type: 'UnknownAzureError', message: error instanceof Error ? error.message : String(error), details: {} };
}

/** Whether the act that failed may have been done all the same: no answer came, or it was cancelled on its way. */
export function mayHaveHappened(error: unknown): boolean {
  return isCancellation(error) || FAILURES[failureOf(error).type].response === 'look';
}

/** The failure's type, or `Cancelled`. */
export function kindOf(error: unknown): FailureType | 'Cancelled' {
  return isCancellation(error) ? 'Cancelled' : failureOf(error).type;
}

/** What a run ends with: a failure of the list in its own right, where an activity's comes in a wrapper that has no type. */
export function asEnd(error: unknown): unknown {
  if (isCancellation(error) || !(error instanceof ActivityFailure || error instanceof ChildWorkflowFailure)) return error;
  const { type, message, details } = failureOf(error);
  return fail(type, message, details, error);
}

/** Parses at the edge of the run: bad input ends it at once, with every problem and its path. */
export function parseOrFail<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const result = checked(schema, raw);
  if ('data' in result) return result.data;
  const problems = result.issues.map((issue) => `${issue.path.join('.') || '(input)'}: ${issue.message}`);
  throw fail('InvalidInput', problems.join('; '), { problems });
}
