import {
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  getExternalWorkflowHandle,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type Ready, HOLD_FOR_PARENT } from '../../contracts/run/hold-for-parent';
import { actor } from '../acts/actors';
import type { Run } from '../run/begin';

const keepSignal = defineSignal(HOLD_FOR_PARENT.keep);
const readySignal = defineSignal<[Ready]>(HOLD_FOR_PARENT.ready);
const standingQuery = defineQuery<Pick<Ready['result'], 'status'>>(HOLD_FOR_PARENT.standing);

/**
 * The end of a child's reversible steps: it tells its parent that its work is done and waits until the parent says `keep`. When the parent is
 * rolled back a cancel comes instead: it goes through, and `reversibly` undoes what this child did. Does nothing in a run that has no parent.
 */
export async function holdForParent({ progress }: Run, wanted: boolean, result: Pick<Ready['result'], 'status'>): Promise<void> {
  const { parent, workflowId } = workflowInfo();
  if (!wanted || !parent) return;
  let kept = false;
  setHandler(keepSignal, () => void (kept = true), {
    description: 'The parent of this run has come through: what was done here stays',
  });
  setHandler(standingQuery, () => result, { description: 'With what result this child holds for its parent' });
  progress.say('Done; holds until its parent has come through');
  await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(readySignal, { workflowId, result });
  try {
    await condition(() => kept);
  } catch (error) {
    if (isCancellation(error)) {
      progress.say('Rolls back, after the child runs that began later');
      // A parent that was ended from outside has all of its children cancelled at once, and the later ones rest on this one.
      await CancellationScope.nonCancellable(() =>
        actor('operator').awaitLaterSiblings('Wait until later child runs have rolled back', {
          parent: { workflowId: parent.workflowId, runId: parent.runId },
          after: workflowId,
        }),
      );
    }
    throw error;
  }
}
