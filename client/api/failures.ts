import { WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURES, type FailureType } from '../../contracts/run/failures';
import { HandoverError, messageOf } from './errors';

/** The run's refusal of a message as an error for the person who sent it; undefined when it is none. */
export function refusal(id: string, error: unknown): HandoverError | undefined {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new HandoverError('unavailable', `${id} did not answer in time: no worker takes its messages.`, {
      wayOut: 'Start one with `handover worker`; then look at the run before you send this again.',
      cause: error,
    });
  }
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  const { cause } = error;
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  const message = cause instanceof Error ? cause.message : error.message;
  return new HandoverError('refused', type ? `${type}: ${message}` : message, {
    wayOut:
      isFailureType(type) && type !== 'NotWaiting'
        ? `${sentence(FAILURES[type].meaning)} See \`handover show ${id}\`.`
        : `See what is asked with \`handover show ${id}\`.`,
    cause: error,
  });
}

/** Temporal did not do what was asked, for a reason of its own. */
export function unavailable(error: unknown): HandoverError {
  if (error instanceof HandoverError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new HandoverError('unavailable', `Temporal refused the request: ${messageOf(cause)}`, {
    wayOut: 'Is this the right --address and --namespace? `handover up` starts a local stack with all that is needed.',
    cause: error,
  });
}

function isFailureType(type: string | null | undefined): type is FailureType {
  return typeof type === 'string' && Object.hasOwn(FAILURES, type);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
