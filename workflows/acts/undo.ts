import { CancellationScope, isCancellation, log } from '@temporalio/workflow';
import { fail, failureOf } from '../base/failures';
import type { Progress } from '../base/progress';

/** Answers false when there was nothing to undo: the act never happened. Has to be safe in that case, and safe to repeat. */
export type UndoAct = () => Promise<boolean>;
export type Undo = (what: string, how: UndoAct) => void;

/**
 * Runs `steps`. An undo is announced before its act, so that an act whose answer was lost is undone too. When the steps fail or are
 * cancelled, what was announced is undone newest first, shielded from cancellation, and the original error is thrown again.
 * What cannot be put back ends the run as `UndoIncomplete`, by name.
 */
export async function reversibly<T>(progress: Progress, steps: (undo: Undo) => Promise<T>): Promise<T> {
  const announced: { what: string; how: UndoAct }[] = [];
  try {
    return await steps((what, how) => announced.unshift({ what, how }));
  } catch (error) {
    if (isCancellation(error)) progress.cancelled();
    else progress.undoing(error);
    await CancellationScope.nonCancellable(async () => {
      for (const { what, how } of announced) {
        try {
          if (await how()) progress.undone.push(what);
        } catch (undoError) {
          const { type, message } = failureOf(undoError);
          log.error('could not undo', { what, type, message });
          progress.leftUndone.push(`${what} (${type}: ${message})`);
        }
        progress.publish();
      }
    });
    if (progress.leftUndone.length > 0) {
      throw fail(
        'UndoIncomplete',
        `a person has to finish: ${progress.leftUndone.join('; ')}`,
        { leftUndone: [...progress.leftUndone] },
        error instanceof Error ? error : undefined,
      );
    }
    throw error;
  }
}
