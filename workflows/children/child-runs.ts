import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  ChildWorkflowCancellationType,
  condition,
  defineSignal,
  log,
  ParentClosePolicy,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { FailureType } from '../../contracts/run/failures';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { ChildRunView } from '../../contracts/run/progress';
import { Ready, HOLD_FOR_PARENT } from '../../contracts/run/hold-for-parent';
import { actor } from '../acts/actors';
import { attempt } from '../acts/retry-or-rule';
import type { Undo } from '../acts/undo';
import { fail, failureOf } from '../base/failures';
import type { Run } from '../run/begin';
import { type ChildResult, type ChildRun, endedOutside, isRolledBack, resultOf, type StartedChild } from './child-run';

/**
 * A person's word has ended the child, or something is left of it. The other failures that stop a run are put to the operator here: what a child's
 * input could not do may have been done by hand.
 */
const ENDING: FailureType[] = ['Declined', 'Expired', 'UndoIncomplete', 'GivenUp'];

const readySignal = defineSignal<[Ready]>(HOLD_FOR_PARENT.ready);
const keepSignal = defineSignal(HOLD_FOR_PARENT.keep);

/**
 * The child runs of a larger run. Each holds with its undo until its parent has come through (hold-for-parent.ts). To roll one back is to cancel it; the
 * parent rolls them back itself, newest first, and a cancel of the parent never reaches all of them at once.
 */
export class ChildRuns {
  private readonly started: StartedChild[] = [];
  private readonly operator = actor('operator');
  private readonly lost: { error?: Error; steps?: CancellationScope } = {};

  /** Called before the first await. */
  constructor(private readonly run: Run) {
    run.progress.watchChildRuns(this);
    setHandler(
      readySignal,
      (raw) => {
        const ready = Ready.safeParse(raw);
        const id = ready.data?.workflowId;
        const child = this.started.find(({ workflowId, outcome }) => workflowId === id && outcome === 'running');
        if (child) child.isCalledReady = true;
        else log.warn('a signal of readiness does not count', { workflowId: id, why: ready.error?.message });
      },
      { description: 'A child of this run has done its work and holds for its parent' },
    );
  }

  /** Each child that has been started, with what has become of it. */
  get all(): readonly Pick<StartedChild, 'type' | 'workflowId' | 'outcome' | 'result' | 'error'>[] {
    return this.started;
  }

  /** What the progress says of the child runs: where to look further. */
  get views(): ChildRunView[] {
    return this.started.map(({ type, workflowId, outcome }) => ({ workflowId, type, outcome }));
  }

  /** Runs the steps that start the children. A child that is ended from outside while it holds ends them: `GivenUp`. */
  async together(steps: () => Promise<void>): Promise<void> {
    const scope = new CancellationScope();
    this.lost.steps = scope;
    try {
      await scope.run(steps);
    } catch (error) {
      throw this.lost.error ?? error;
    }
  }

  /**
   * Does what `carryOut` does, for a child that comes when much has been done. When it fails with nothing left of it the operator has it run again (what
   * stood in the way may be gone), says that it was done by hand (undefined is answered then), or gives up.
   */
  carryOutOrRule<T extends ChildResult>(undo: Undo, what: string, child: ChildRun): Promise<T | undefined> {
    return attempt(this.run, child.workflowId, () => this.carryOut<T>(undo, what, child), {
      cancellable: true,
      onDone: 'byHand',
      question: ({ type, message }) =>
        `${child.workflowId} failed: ${type}: ${message}. Run it again, say what was done by hand, or give up and take everything back?`,
      passes: (error) => ENDING.includes(failureOf(error).type),
    });
  }

  /**
   * Runs a child until it holds or has ended, and answers its result. Throws what the child fails with, `Declined` when a party said no in it,
   * `Conflict` when a run of that id is under way already. Its roll-back is announced before it starts.
   */
  async carryOut<T extends ChildResult>(undo: Undo, what: string, childRun: ChildRun): Promise<T> {
    await this.run.pause.resumed();
    const child: StartedChild = { ...childRun, outcome: 'running', scope: CancellationScope.current() };
    this.started.push(child);
    this.run.progress.publish();
    undo(what, () => rollBack(child));
    await this.start(child);
    await this.holdsOrHasEnded(child);
    this.run.progress.publish();
    return resultOf(child) as T;
  }

  /** The parent has come through: every child that holds ends well. From here on nothing is taken back. Throws what one ends with instead. */
  async keepAll(): Promise<void> {
    for (const child of this.started) {
      if (child.outcome === 'holding') {
        child.instruction = 'keep';
        await child.handle?.signal(keepSignal);
        await condition(() => child.outcome !== 'holding');
      }
      if (child.hasHeld && child.error !== undefined) throw endedOutside(child) ?? child.error;
    }
  }

  /** A signal can come from anybody: the child itself is asked whether it holds, and with what result. */
  private async holdsOrHasEnded(child: StartedChild): Promise<void> {
    await condition(() => child.outcome !== 'running' || child.isCalledReady === true);
    if (!child.isCalledReady || !child.handle) return;
    const { workflowId, firstExecutionRunId: runId } = child.handle;
    const { result } = await this.operator.standing('Ask whether it holds', { workflowId, runId });
    child.hasHeld = result !== undefined;
    if (result && child.outcome === 'running') Object.assign(child, { outcome: 'holding', result });
    await condition(() => child.outcome !== 'running');
  }

  private async start(child: StartedChild): Promise<void> {
    // A scope of its own, out of reach of this run's cancel: `rollBack` alone cancels it, in its turn.
    await CancellationScope.nonCancellable(async () => {
      child.scope = new CancellationScope();
      try {
        child.handle = await child.scope.run(() =>
          startChild(child.type, {
            workflowId: child.workflowId,
            taskQueue: WORKFLOW_TASK_QUEUE,
            args: [{ ...child.input, holdForParent: true }],
            // A parent that was ended from outside can keep nothing: its children take back what they can.
            parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
            cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
            staticSummary: child.summary,
          }),
        );
      } catch (error) {
        const isUnderWay = error instanceof WorkflowExecutionAlreadyStartedError;
        child.outcome = 'failed';
        child.error = isUnderWay
          ? fail('Conflict', `${child.workflowId} is under way already: wait for its end, or cancel it, and start again`)
          : asError(error);
        return;
      }
      void child.scope
        .run(() => child.handle?.result() ?? Promise.resolve())
        .then(
          (result: unknown) => Object.assign(child, { outcome: (result as ChildResult).status, result }),
          (error: unknown) => {
            Object.assign(child, { outcome: 'failed', error: asError(error) });
            if (child.hasHeld && child.instruction === undefined) this.lose(child);
          },
        );
    });
  }

  /** Others rest on what it did. */
  private lose(child: StartedChild): void {
    if (this.lost.error !== undefined) return;
    const why = failureOf(endedOutside(child) ?? child.error).message;
    this.lost.error = fail('GivenUp', `${child.workflowId} ended while it held: ${why}`);
    this.lost.steps?.cancel();
  }
}

async function rollBack(child: StartedChild): Promise<boolean> {
  if (child.outcome === 'running' || child.outcome === 'holding') {
    child.instruction = 'rollBack';
    child.scope.cancel();
    await condition(() => child.outcome !== 'running' && child.outcome !== 'holding');
  }
  return isRolledBack(child);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
