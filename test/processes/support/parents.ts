/** A bundle's entry: what the product has, and a whole that a test can make of one of its parts. */
import { condition, defineSignal, setHandler, sleep, startChild } from '@temporalio/workflow';
import { type Ready, HOLD_FOR_PARENT } from '../../../contracts/run/hold-for-parent';

export * from '../../../workflows';

/** Starts a part, waits until it stands by, and keeps it or has it taken back. Answers what the part was ready with. */
export async function wholeOf(part: { type: string; workflowId: string; input: object; keep: boolean }): Promise<unknown> {
  let ready: Ready | undefined;
  setHandler(defineSignal<[Ready]>(HOLD_FOR_PARENT.ready), (told) => void (ready = told));
  const child = await startChild(part.type, {
    workflowId: part.workflowId,
    args: [{ ...part.input, holdForParent: true }],
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
  await condition(() => ready !== undefined);
  // The whole goes on for days; the part waits.
  await sleep('3d');
  if (part.keep) {
    await child.signal(HOLD_FOR_PARENT.keep);
    await child.result();
  }
  return ready?.result;
}
