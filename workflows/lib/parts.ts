import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  type ChildWorkflowHandle,
  ChildWorkflowCancellationType,
  condition,
  defineSignal,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  startChild,
  type Workflow,
} from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/artifact';
import type { FailureType } from '../../contracts/failures';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/parties';
import type { DecisionRecord, PartView } from '../../contracts/progress';
import { type Ready, STAND_BY } from '../../contracts/standBy';
import { fail, failureOf, kindOf } from './failures';
import type { Undo } from './reversibly';
import type { Run } from './run';
import { untilRuled } from './untilRuled';

/** A run that is a part of this one. */
export interface Part {
  /** Registered name of its workflow. */
  type: string;
  workflowId: string;
  input: object;
  /** A sentence, for the Web UI. */
  summary: string;
}

/** What the results of all parts have in common. */
export interface PartResult {
  status: 'done' | 'declined' | 'rehearsed';
  decisions?: DecisionRecord[];
  report?: ArtifactRef;
}

interface Begun extends Part {
  scope: CancellationScope;
  handle?: ChildWorkflowHandle<Workflow>;
  outcome: PartView['outcome'];
  result?: PartResult;
  error?: Error;
}

/** A person's word has ended the part, or something is left of it. */
const ENDING: FailureType[] = ['Declined', 'Expired', 'UndoIncomplete', 'GivenUp'];

const readySignal = defineSignal<[Ready]>(STAND_BY.ready);
const keepSignal = defineSignal(STAND_BY.keep);

/**
 * The parts of a larger run, each a run of its own that stands by with its undo until the whole has come through (standBy.ts). Taking one
 * back is cancelling it; the parts are taken back by this run, newest first, and never all at once by a cancel that passes through.
 */
export class Parts {
  private readonly begun: Begun[] = [];

  /** Called before the first await. */
  constructor(private readonly run: Run) {
    run.progress.watchParts(this);
    setHandler(
      readySignal,
      ({ workflowId, result }) => {
        const part = this.begun.find((one) => one.workflowId === workflowId && one.outcome === 'running');
        if (part) Object.assign(part, { outcome: 'standingBy', result });
      },
      { description: 'A part of this run has done its work and stands by' },
    );
  }

  /** Each part that has begun, with what has come of it. */
  get all(): readonly Pick<Begun, 'type' | 'workflowId' | 'outcome' | 'result' | 'error'>[] {
    return this.begun;
  }

  /** For the progress: where to look further. */
  get views(): PartView[] {
    return this.begun.map(({ type, workflowId, outcome }) => ({ workflowId, type, outcome }));
  }

  /**
   * As `carryOut`, for a part that comes when much has been done: one that fails, with nothing left of it, waits for the operator, who has it
   * run again (what stood in the way may be gone), says that it was done by hand (undefined is answered then), or gives up.
   */
  async carryOutRuled<T extends PartResult>(undo: Undo, what: string, part: Part): Promise<T | undefined> {
    const tried = await untilRuled(
      this.run,
      {
        step: part.workflowId,
        question: ({ type, message }) =>
          `${part.workflowId} failed: ${type}: ${message}. Run it again, say what was done by hand, or give up and take everything back?`,
        passes: (error) => isCancellation(error) || ENDING.includes(failureOf(error).type),
      },
      () => this.carryOut<T>(undo, what, part),
    );
    return tried?.result;
  }

  /**
   * Runs a part until it stands by or has ended, and answers its result. Throws what the part fails with, `Declined` when a party said no in
   * it, `Conflict` when a run of that id is under way already. Its taking back is announced before it begins.
   */
  async carryOut<T extends PartResult>(undo: Undo, what: string, part: Part): Promise<T> {
    await this.run.hold.released();
    const begun: Begun = { ...part, outcome: 'running', scope: CancellationScope.current() };
    this.begun.push(begun);
    this.run.progress.publish();
    undo(what, () => this.takeBack(begun));
    await this.begin(begun);
    await condition(() => begun.outcome !== 'running');
    this.run.progress.publish();
    if (begun.error !== undefined) throw begun.error;
    const { result } = begun;
    if (result?.status === 'declined') {
      begun.outcome = 'declined';
      const no = result.decisions?.findLast(({ choice }) => choice !== 'approve');
      throw fail('Declined', `${no?.party ?? 'a party'} declined (${part.workflowId})${no?.comment ? `: ${no.comment}` : ''}`, {
        party: no?.party,
      });
    }
    return result as T;
  }

  /** The whole has come through: every part that stands by ends well. From here on nothing is taken back. */
  async keepAll(): Promise<void> {
    for (const part of this.begun) {
      if (part.outcome !== 'standingBy') continue;
      await part.handle?.signal(keepSignal);
      await condition(() => part.outcome !== 'standingBy');
      if (part.error !== undefined) throw part.error;
    }
  }

  private async begin(part: Begun): Promise<void> {
    // A scope of its own, out of reach of this run's cancel: `takeBack` alone cancels it, in its turn.
    await CancellationScope.nonCancellable(async () => {
      part.scope = new CancellationScope();
      try {
        part.handle = await part.scope.run(() =>
          startChild(part.type, {
            workflowId: part.workflowId,
            taskQueue: WORKFLOW_TASK_QUEUE,
            args: [{ ...part.input, standBy: true }],
            // A whole that was ended from outside can keep nothing: its parts take back what they can.
            parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
            cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
            staticSummary: part.summary,
          }),
        );
      } catch (error) {
        part.outcome = 'failed';
        part.error =
          error instanceof WorkflowExecutionAlreadyStartedError
            ? fail('Conflict', `${part.workflowId} is under way already: wait for its end, or cancel it, and start again`)
            : asError(error);
        return;
      }
      void part.scope
        .run(() => part.handle?.result() ?? Promise.resolve())
        .then(
          (result: unknown) => Object.assign(part, { outcome: (result as PartResult).status, result }),
          (error: unknown) => Object.assign(part, { outcome: 'failed', error: asError(error) }),
        );
    });
  }

  /** Answers false when the part had ended by itself, with nothing left of it or with what it did for good. */
  private async takeBack(part: Begun): Promise<boolean> {
    if (part.outcome === 'running' || part.outcome === 'standingBy') {
      part.scope.cancel();
      await condition(() => part.outcome !== 'running' && part.outcome !== 'standingBy');
      if (part.error !== undefined && kindOf(part.error) === 'Cancelled') {
        part.outcome = 'takenBack';
        return true;
      }
    }
    if (part.error === undefined || kindOf(part.error) !== 'UndoIncomplete') return false;
    const { message, details } = failureOf(part.error);
    throw fail('UndoIncomplete', `${part.workflowId}: ${message}`, details);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
