import {
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  getExternalWorkflowHandle,
  isCancellation,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type Ready, STAND_BY } from '../../contracts/run/stand-by';
import { actor } from '../acts/actors';
import type { Run } from '../run/begin';

const keepSignal = defineSignal(STAND_BY.keep);
const readySignal = defineSignal<[Ready]>(STAND_BY.ready);
const standingQuery = defineQuery<Pick<Ready['result'], 'status'>>(STAND_BY.standing);

/**
 * The end of a part's reversible steps: tells the parent that the work is done and waits until it says `keep`. A cancel comes instead when the
 * whole is taken back: it goes through, and `reversibly` undoes what this part did. Does nothing in a run that is no part of another.
 */
export async function standBy({ progress }: Run, wanted: boolean, result: Pick<Ready['result'], 'status'>): Promise<void> {
  const { parent, workflowId } = workflowInfo();
  if (!wanted || !parent) return;
  let kept = false;
  setHandler(keepSignal, () => void (kept = true), {
    description: 'The whole this is a part of has come through: what was done here stays',
  });
  setHandler(standingQuery, () => result, { description: 'With what result this part stands by' });
  progress.say('Done; can still be taken back until the whole has come through');
  await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(readySignal, { workflowId, result });
  try {
    await condition(() => kept);
  } catch (error) {
    if (isCancellation(error) && patched('later-parts-first')) {
      progress.say('Is to be taken back, after what was begun later');
      const { workflowId: whole, runId } = parent;
      // A whole that was ended from outside has all of its parts cancelled at once, and the later ones rest on this one.
      await CancellationScope.nonCancellable(() =>
        actor('operator').awaitLaterParts('Wait until later parts have been taken back', {
          whole: { workflowId: whole, runId },
          after: workflowId,
        }),
      );
    }
    throw error;
  }
}
