import {
  type CancellationScope,
  type ChildWorkflowHandle,
  ChildWorkflowFailure,
  isCancellation,
  TerminatedFailure,
  type Workflow,
} from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { DecisionRecord, ChildRunView } from '../../contracts/run/progress';
import type { Completed } from '../../contracts/run/report';
import { fail, failureOf, kindOf } from '../base/failures';

/** A run that this one starts. */
export interface ChildRun {
  /** Registered name of its workflow. */
  type: string;
  workflowId: string;
  input: object;
  /** A sentence, for the Web UI. */
  summary: string;
}

/** What the results of all child runs have in common. */
export interface ChildResult {
  status: Completed;
  decisions?: DecisionRecord[];
  report?: ArtifactRef;
}

export interface StartedChild extends ChildRun {
  scope: CancellationScope;
  handle?: ChildWorkflowHandle<Workflow>;
  outcome: ChildRunView['outcome'];
  /** Somebody has said that it is ready, which is to be looked up. */
  isCalledReady?: boolean;
  /** It holds for its parent, or has: from then on its end is the parent's to say. */
  hasHeld?: boolean;
  /** What the parent has told it since. */
  instruction?: 'keep' | 'rollBack';
  result?: ChildResult;
  error?: Error;
}

/** The last report of a child: of one that failed too (ending.ts). Of one that was rolled back there is none: everything is as it was before. */
export function reportOf({
  outcome,
  result,
  error,
}: Pick<StartedChild, 'outcome' | 'result' | 'error'>): ArtifactRef | undefined {
  if (outcome === 'rolledBack') return undefined;
  if (error === undefined) return result?.report;
  return failureOf(error).details.report as ArtifactRef | undefined;
}

/** Throws what the child has failed with, and `Declined` when a party said no in it. */
export function resultOf(child: StartedChild): ChildResult | undefined {
  const { error, result, workflowId } = child;
  if (error !== undefined) throw endedOutside(child) ?? error;
  if (result?.status !== 'declined') return result;
  child.outcome = 'declined';
  const rejection = result.decisions?.findLast(({ choice }) => choice !== 'approve');
  const comment = rejection?.comment ? `: ${rejection.comment}` : '';
  throw fail('Declined', `${rejection?.party ?? 'a party'} declined (${workflowId})${comment}`, { party: rejection?.party });
}

/** Whether a child that has been told to roll back did: false when it had ended by itself, with nothing left of it. Throws `UndoIncomplete`. */
export function isRolledBack(child: StartedChild): boolean {
  const { workflowId, error } = child;
  if (error === undefined) {
    if (child.hasHeld && child.outcome === 'done')
      throw fail('UndoIncomplete', `${workflowId} was told from outside to keep what it did, which stays`);
    return false;
  }
  if (isTermination(error)) throw fail('UndoIncomplete', terminated(workflowId));
  if (kindOf(error) === 'Cancelled') {
    child.outcome = 'rolledBack';
    return true;
  }
  if (kindOf(error) !== 'UndoIncomplete') return false;
  const { message, details } = failureOf(error);
  throw fail('UndoIncomplete', `${workflowId}: ${message}`, details);
}

/** What it means to the parent that somebody else ended a child; undefined for a child that ended by itself, or as the parent told it. */
export function endedOutside({ workflowId, error, instruction }: StartedChild): Error | undefined {
  if (error === undefined || instruction === 'rollBack') return undefined;
  if (isTermination(error)) return fail('OutcomeUnknown', terminated(workflowId));
  if (isCancellation(error)) return fail('GivenUp', `${workflowId} was cancelled, and has rolled back what it did`);
  return undefined;
}

function terminated(workflowId: string): string {
  return `${workflowId} was terminated: what it did has not been rolled back: look it up`;
}

function isTermination(error: Error): boolean {
  return error instanceof ChildWorkflowFailure && error.cause instanceof TerminatedFailure;
}
