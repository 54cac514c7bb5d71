import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { CLAIM, type TargetOwner, targetOwnerClaimId } from '../../contracts/run/claim';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { actor } from '../acts/actors';
import type { Run } from '../run/begin';

/**
 * Keeps the target owner of an enrolment to this run until its end: a second run would still need what this one takes back (the account, the Auth
 * Level, Owner). Temporal starts no two workflows of one id at once. This run waits for the end of one that holds the claim, and says for which.
 */
export async function claimTargetOwner(run: Run, owner: TargetOwner): Promise<void> {
  const claim = targetOwnerClaimId(owner);
  const operator = actor('operator');
  while (!(await isClaimed(claim))) {
    const { holder } = await operator.holderOf('Look which run has the target owner', { claim });
    if (holder === undefined) continue;
    run.progress.say(
      `Waits for the end of ${holder}: it has ${owner.userName} get subscriptions of the enrolment ${owner.enrolment} too, and what it takes back would be missed here. Subscriptions of one enrolment belong into one run`,
    );
    await run.waking.orSooner(() => operator.awaitUnclaimed(`Wait for the end of ${holder}`, { claim }));
  }
}

async function isClaimed(claim: string): Promise<boolean> {
  try {
    // Out of reach of a cancel of the run: what is taken back needs it too. The run's end is what ends it.
    await CancellationScope.nonCancellable(() =>
      startChild(CLAIM, {
        workflowId: claim,
        taskQueue: WORKFLOW_TASK_QUEUE,
        parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
        staticSummary: 'The target owner belongs to one run until that run has ended',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
