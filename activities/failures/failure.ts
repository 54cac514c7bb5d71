import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAILURES, type FailureResponse, type FailureType } from '../../contracts/run/failures';

export interface FailureFacts extends Record<string, unknown> {
  /** Azure's own code, status and correlation id, for the people who look it up. */
  code?: string;
  status?: number;
  correlationId?: string;
  retryAfterMs?: number;
  /** Who has to do what, as a sentence. The message ends with it. */
  way?: string;
}

/**
 * A failure of the closed list, as an activity throws it. Whether Temporal tries again follows from the list; `retryAfterMs` is Azure's
 * Retry-After and becomes the next delay. What passes by itself is benign: it is no alarm, and no log line at error level.
 */
export function failure(type: FailureType, message: string, details: FailureFacts = {}, cause?: unknown): ApplicationFailure {
  const { retryable } = FAILURES[type];
  return ApplicationFailure.create({
    type,
    message,
    details: [details],
    nonRetryable: !retryable,
    ...(retryable ? { category: ApplicationFailureCategory.BENIGN } : {}),
    ...(retryable && details.retryAfterMs !== undefined ? { nextRetryDelay: details.retryAfterMs } : {}),
    ...(cause instanceof Error ? { cause } : {}),
  });
}

/** The same failure for somebody else to decide on: Temporal does not try again by itself. */
export function final({ type, message, details }: ApplicationFailure): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type ?? undefined, ...(details ?? []));
}

/** One of these types; any of ours when none is named. */
export function isFailure(error: unknown, ...types: FailureType[]): error is ApplicationFailure {
  return error instanceof ApplicationFailure && (types.length === 0 || (types as string[]).includes(error.type ?? ''));
}

/** Answers a failure of one of these types by `instead`, and throws every other error on: for `catch`. */
export function answerOn<T>(types: FailureType | FailureType[], instead: T): (error: unknown) => T {
  return (error) => {
    if (isFailure(error, ...[types].flat())) return instead;
    throw error;
  };
}

/** Says of an act that must not be repeated that nobody knows what became of it: neither a reset connection nor a 5xx tells. For `catch`. */
export function outcomeUnknown(doing: string): (error: unknown) => never {
  return (error) => {
    if (isFailure(error, 'AzureUnavailable') || !isFailure(error))
      throw failure('OutcomeUnknown', `${doing}: ${String(error)}`, {}, error);
    throw error;
  };
}

/** What Handover does about it; an error that is not of the closed list is one for a person. */
export function responseTo({ type }: ApplicationFailure): FailureResponse {
  return type && type in FAILURES ? FAILURES[type as FailureType].response : 'ask';
}

/** The HTTP status that a failure came with, if it came with one. */
export function statusOf({ details }: ApplicationFailure): number | undefined {
  const { status } = (details?.[0] ?? {}) as FailureFacts;
  return status;
}
