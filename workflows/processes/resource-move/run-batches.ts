import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { BatchSummary } from '../../../contracts/azure/plan';
import { plural } from '../../base/clock';
import { fail, failureOf, kindOf } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import { sideBySide } from './batch-order';
import { type BatchToMove, moveBatch } from './move-batch';
import type { MoveState, PlanInHand } from './state';
import { validateWithAzure } from './validate-batch';

/** Azure's own validation of one batch of the plan in hand. */
export async function validateBatch(state: MoveState, summary: BatchSummary): Promise<void> {
  await aboutBatch(summary, () => validateWithAzure(state, batchOf(state, summary, state.current)));
}

/** Side by side as far as their order and their groups allow. A cancel lets what runs in Azure end and begins nothing more. */
export async function runBatches(
  state: MoveState,
  undo: Undo,
  plan: PlanInHand,
  isChosen: (stage: BatchSummary['stage']) => boolean,
): Promise<void> {
  const { run, log } = state;
  const batches = plan.planned.batches.filter(({ stage }) => isChosen(stage));
  let done = 0;
  await sideBySide(batches, async (summary) => {
    await run.pause.resumed();
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('cancelled before the next batch');
    const batch = batchOf(state, summary, plan);
    undo(`move ${batch.id} back (${plural(batch.count, 'resource')} from ${batch.to} to ${batch.from})`, () =>
      moveBack(state, summary, plan),
    );
    log.start(batch.id);
    await aboutBatch(summary, () => moveBatch(state, batch));
    log.end(batch.id, 'moved');
    run.progress.say(`${++done} of ${plural(batches.length, 'batch', 'batches')} moved`);
  });
}

async function moveBack(state: MoveState, summary: BatchSummary, plan: PlanInHand): Promise<boolean> {
  const batch = batchOf(state, summary, plan, 'back');
  const { notMoved, unclear } = await state.operator.lookAtBatch(`Look what of ${batch.id} has to go back`, {
    ...batch.slice,
    expect: 'unknown',
  });
  // What is found on neither side is no sign that nothing moved: moveBatch asks the operator about it.
  if (notMoved === 0 && unclear === 0) {
    state.log.end(batch.id, 'notMoved');
    return false;
  }
  await moveBatch(state, { ...batch, count: notMoved + unclear });
  state.log.end(batch.id, 'movedBack');
  return true;
}

function batchOf(
  { tenantId, log }: MoveState,
  { id, count, from, to }: BatchSummary,
  { planned, prefix }: PlanInHand,
  direction: 'forward' | 'back' = 'forward',
): BatchToMove {
  const [source, target] = direction === 'forward' ? [from, to] : [to, from];
  return {
    id: prefix + id,
    count,
    from: source.resourceGroup,
    to: target.resourceGroup,
    slice: { tenantId, plan: planned.plan, inventory: planned.inventory, batchId: id, direction },
    note: (text) => {
      log.note(prefix + id, text);
    },
  };
}

/** A refusal for missing dependents says which batch it is about. */
async function aboutBatch({ id }: BatchSummary, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (kindOf(error) !== 'MissingDependents') throw error;
    const { type, message, details } = failureOf(error);
    throw fail(type, message, { ...details, batchId: id });
  }
}
