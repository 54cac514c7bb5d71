import { isCancellation, log, workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Completed, Outcome } from '../../contracts/run/report';
import { asEnd, fail, failureOf, kindOf } from '../base/failures';
import type { Run } from './begin';

/** How the runs of a process end: what each ending writes, tells and answers. */
export interface Ending<Result> {
  readonly run: Run;
  /** Writes what a person keeps, and puts it under `progress.artifacts.report`. Where there is nothing to say it writes none. */
  report(outcome: Outcome): Promise<void>;
  /** Tells those who were asked; it never throws. */
  tell?(outcome: Outcome): Promise<void>;
  /** What the run answers. */
  result(status: Completed): Result;
  /** What stays although everything else has been taken back: a sentence each. */
  stays?(): string[];
  /** What the run fails with; left out: the error. */
  failure?(error: unknown): unknown;
}

/** The run completes: a report, a word to those who were asked, and a result. */
export async function endWell<Result>(ending: Ending<Result>, status: Completed): Promise<Result> {
  await ending.report(status);
  await ending.tell?.(status);
  return complete(ending, status);
}

/** The run completes, and its report has been written. */
export function complete<Result>(ending: Ending<Result>, status: Completed): Result {
  const answer = ending.result(status);
  ending.run.progress.end(status === 'declined' ? 'declined' : 'done', answer);
  return answer;
}

/**
 * Failed, cancelled, expired or declined: what could be undone has been undone by now. A person's no completes the run with a result; everything
 * else is thrown again. Silence is not consent: a question that expires counts as declined. Report and progress say the same.
 */
export async function endBadly<Result>(ending: Ending<Result>, error: unknown): Promise<Result> {
  const { progress } = ending.run;
  const kind = kindOf(error);
  if (kind !== 'Cancelled') progress.fail(error);
  const outcome = kind === 'Declined' || kind === 'Expired' ? 'declined' : outcomeAfter(progress, error);
  progress.leftUndone.push(...(ending.stays?.() ?? []));
  if (kind === 'Declined') {
    try {
      return await endWell(ending, outcome as 'declined');
    } catch (reportError) {
      progress.end(outcome);
      throw asEnd(reportError);
    }
  }
  try {
    await ending.report(outcome);
  } catch (reportError) {
    log.error('the report could not be written', { error: String(reportError) });
  }
  await ending.tell?.(outcome);
  progress.end(outcome);
  throw withReport(ending.failure ? ending.failure(error) : asEnd(error), progress.artifacts.report);
}

/** Undone when the run had acted and nothing is left, else failed. */
function outcomeAfter({ status, leftUndone }: Run['progress'], error: unknown): 'undone' | 'failed' {
  const acted = status === 'undoing' || kindOf(error) === 'Cancelled';
  return acted && leftUndone.length === 0 ? 'undone' : 'failed';
}

/** The parent of a run that failed reads in its report what has become of it. */
function withReport(error: unknown, report: ArtifactRef | undefined): unknown {
  if (!report || !workflowInfo().parent || isCancellation(error)) return error;
  const { type, message, details } = failureOf(error);
  return fail(
    type,
    message,
    { ...details, report },
    error instanceof Error && error.cause instanceof Error ? error.cause : undefined,
  );
}
