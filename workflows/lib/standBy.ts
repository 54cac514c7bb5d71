import { condition, defineSignal, getExternalWorkflowHandle, setHandler, workflowInfo } from '@temporalio/workflow';
import { type Ready, STAND_BY } from '../../contracts/standBy';
import type { Run } from './run';

const keepSignal = defineSignal(STAND_BY.keep);
const readySignal = defineSignal<[Ready]>(STAND_BY.ready);

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
  progress.say('Done; can still be taken back until the whole has come through');
  await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(readySignal, { workflowId, result });
  await condition(() => kept);
}
