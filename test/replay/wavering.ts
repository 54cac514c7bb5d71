/** A bundle's entry: a workflow that does something else when it is replayed. */
import { sleep, workflowInfo } from '@temporalio/workflow';

export async function wavering(): Promise<void> {
  if (!workflowInfo().unsafe.isReplaying) await sleep('1s');
}
