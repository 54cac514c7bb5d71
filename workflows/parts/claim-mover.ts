import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ParentClosePolicy, patched, startChild } from '@temporalio/workflow';
import { CLAIM, type Mover, moverClaimId } from '../../contracts/run/claim';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { actor } from '../acts/actors';
import type { Run } from '../run/begin';

/**
 * The mover of an enrolment is this run's alone from here to its end, since what is taken back (the account, the Auth Level, Owner) a second run
 * would still need: Temporal begins no two workflows of one id at once. The end of a run that has it is waited for, and the progress says whose.
 */
export async function claimMover(run: Run, mover: Mover): Promise<void> {
  // A run of the time before has nothing to itself.
  if (!patched('mover-claimed')) return;
  const claim = moverClaimId(mover);
  const operator = actor('operator');
  while (!(await isClaimed(claim))) {
    const { holder } = await operator.holderOf('Look which run has the mover', { claim });
    if (holder === undefined) continue;
    run.progress.say(
      `Waits for the end of ${holder}: it has ${mover.userName} get subscriptions of the enrolment ${mover.enrolment} too, and what it takes back would be missed here. Subscriptions of one enrolment belong into one run`,
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
        staticSummary: 'The mover is one run’s alone until that run has ended',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
