/**
 * What one run at a time has to itself: the id says what. That run starts it as its child (claim-target-owner.ts), it does nothing until that run
 * has ended, in whatever way: then it is asked to end. The children of one that was ended from outside roll themselves back first, and need it
 * until then.
 */
import { CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import { actor } from '../acts/actors';

export async function claim(): Promise<void> {
  const { parent } = workflowInfo();
  if (!parent) return;
  const { workflowId, runId } = parent;
  try {
    await CancellationScope.current().cancelRequested;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(() =>
      actor('operator').awaitEndOfAll(`Wait for the end of ${workflowId}`, { workflowId, runId }),
    );
  }
}
