import { CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { Environment } from '../../../activities/run/environment';
import type { Planned } from '../../../activities/resource-moves/plan';
import type { BatchSummary } from '../../../contracts/azure/plan';
import type { Actor } from '../../acts/actors';
import type { BatchBook } from './batch-log';
import { plural } from '../../base/clock';
import { fail, failureOf, kindOf } from '../../base/failures';
import { type BatchToMove, moveBatch, type MoveTools, validateBatch } from './move-batch';
import type { Undo } from '../../acts/undo';
import type { Run } from '../../run/begin';
import { sideBySide } from './batch-order';

export interface MoveContext {
  mover: Actor;
  env: Environment;
  run: Run;
  tenantId: string;
  /** The destination subscription. */
  destination: string;
}

export interface PlanInHand {
  planned: Planned;
  /** Names this plan's batches apart from an earlier plan's: `2/b001`. Empty for the first. */
  prefix: string;
}

/** Runs the batches of a plan, each with its way back. */
export class BatchRunner {
  constructor(
    private readonly context: MoveContext,
    private readonly book: BatchBook,
  ) {}

  async validate(summary: BatchSummary, plan: PlanInHand): Promise<void> {
    await naming(summary, () => validateBatch(this.batch(summary, plan), this.tools));
  }

  /** Side by side as far as their order and their groups allow. A cancel lets what runs in Azure end and begins nothing more. */
  async run(undo: Undo, plan: PlanInHand, chosen: (stage: BatchSummary['stage']) => boolean): Promise<void> {
    const { run } = this.context;
    const batches = plan.planned.batches.filter(({ stage }) => chosen(stage));
    let done = 0;
    await sideBySide(batches, async (summary) => {
      await run.hold.released();
      if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('cancelled before the next batch');
      const batch = this.batch(summary, plan);
      undo(`move ${batch.id} back (${plural(batch.count, 'resource')} from ${batch.to} to ${batch.from})`, () =>
        this.moveBack(summary, plan),
      );
      this.book.start(batch.id);
      await naming(summary, () => moveBatch(batch, this.tools));
      this.book.end(batch.id, 'moved');
      run.progress.say(`${++done} of ${plural(batches.length, 'batch', 'batches')} moved`);
    });
  }

  private async moveBack(summary: BatchSummary, plan: PlanInHand): Promise<boolean> {
    const batch = this.batch(summary, plan, 'back');
    const { notMoved, unclear } = await this.context.mover.lookAtBatch(`Look what of ${batch.id} has to go back`, {
      ...batch.slice,
      expect: 'unknown',
    });
    // What is found on neither side is no sign that nothing moved: moveBatch asks the operator about it.
    if (notMoved === 0 && unclear === 0) {
      this.book.end(batch.id, 'notMoved');
      return false;
    }
    await moveBatch({ ...batch, count: notMoved + unclear }, this.tools);
    this.book.end(batch.id, 'movedBack');
    return true;
  }

  private get tools(): MoveTools {
    const { mover, env, run } = this.context;
    return {
      mover,
      env,
      ruling: run.ruling,
      changed: () => {
        run.progress.publish();
      },
      say: (text) => {
        run.progress.say(text);
      },
    };
  }

  private batch(
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
      slice: { tenantId: this.context.tenantId, plan: planned.plan, inventory: planned.inventory, batchId: id, direction },
      note: (text) => {
        this.book.note(prefix + id, text);
      },
    };
  }
}

/** A refusal for missing dependents says which batch it is about. */
async function naming({ id }: BatchSummary, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (kindOf(error) !== 'MissingDependents') throw error;
    const { type, message, details } = failureOf(error);
    throw fail(type, message, { ...details, batchId: id });
  }
}
