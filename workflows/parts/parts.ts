import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  type ChildWorkflowHandle,
  ChildWorkflowCancellationType,
  ChildWorkflowFailure,
  condition,
  defineSignal,
  isCancellation,
  log,
  ParentClosePolicy,
  patched,
  setHandler,
  startChild,
  TerminatedFailure,
  type Workflow,
} from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { FailureType } from '../../contracts/run/failures';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { DecisionRecord, PartView } from '../../contracts/run/progress';
import { Ready, STAND_BY } from '../../contracts/run/stand-by';
import { actor } from '../acts/actors';
import { fail, failureOf, kindOf } from '../base/failures';
import type { Undo } from '../acts/undo';
import type { Run } from '../run/begin';
import { untilRuled } from '../acts/retry-or-rule';

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
  /** Somebody has said that it is ready, which is to be looked up. */
  isCalledReady?: boolean;
  /** It stands by, or has: from then on its end is this run's to say. */
  hasStoodBy?: boolean;
  /** What this run has told it since. */
  told?: 'keep' | 'takeBack';
  result?: PartResult;
  error?: Error;
}

/**
 * A person's word has ended the part, or something is left of it. The other failures that stop a run are put to the operator here: what a part's
 * input could not do may have been done by hand.
 */
const ENDING: FailureType[] = ['Declined', 'Expired', 'UndoIncomplete', 'GivenUp'];

const readySignal = defineSignal<[Ready]>(STAND_BY.ready);
const keepSignal = defineSignal(STAND_BY.keep);

/**
 * The parts of a larger run, each a run of its own that stands by with its undo until the whole has come through (standBy.ts). Taking one
 * back is cancelling it; the parts are taken back by this run, newest first, and never all at once by a cancel that passes through.
 */
export class Parts {
  private readonly begun: Begun[] = [];
  private readonly operator = actor('operator');
  private readonly lost: { error?: Error; steps?: CancellationScope } = {};

  /** Called before the first await. */
  constructor(private readonly run: Run) {
    run.progress.watchParts(this);
    setHandler(
      readySignal,
      (raw) => {
        const ready = Ready.safeParse(raw);
        const part = this.begun.find(({ workflowId, outcome }) => workflowId === ready.data?.workflowId && outcome === 'running');
        if (part && patched('ready-is-looked-up')) part.isCalledReady = true;
        else if (part) Object.assign(part, { outcome: 'standingBy', hasStoodBy: true, result: ready.data?.result });
        else log.warn('a signal of readiness does not count', { workflowId: ready.data?.workflowId, why: ready.error?.message });
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

  /** Runs the steps that make the parts. A part that is ended from outside while it stands by ends them: `GivenUp`. */
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
    await this.standsByOrHasEnded(begun);
    this.run.progress.publish();
    if (begun.error !== undefined) throw endedOutside(begun) ?? begun.error;
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

  /** The whole has come through: every part that stands by ends well. From here on nothing is taken back. Throws what one ends with instead. */
  async keepAll(): Promise<void> {
    for (const part of this.begun) {
      if (part.outcome === 'standingBy') {
        part.told = 'keep';
        await part.handle?.signal(keepSignal);
        await condition(() => part.outcome !== 'standingBy');
      }
      if (part.hasStoodBy && part.error !== undefined) throw endedOutside(part) ?? part.error;
    }
  }

  /** A signal can come from anybody: the part itself is asked whether it stands by, and with what result. */
  private async standsByOrHasEnded(part: Begun): Promise<void> {
    await condition(() => part.outcome !== 'running' || part.isCalledReady === true);
    if (!part.isCalledReady || !part.handle) return;
    const { workflowId, firstExecutionRunId: runId } = part.handle;
    const { result } = await this.operator.standing('Ask whether it stands by', { workflowId, runId });
    part.hasStoodBy = result !== undefined;
    if (result && part.outcome === 'running') Object.assign(part, { outcome: 'standingBy', result });
    await condition(() => part.outcome !== 'running');
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
          (error: unknown) => {
            Object.assign(part, { outcome: 'failed', error: asError(error) });
            if (part.hasStoodBy && part.told === undefined) this.lose(part);
          },
        );
    });
  }

  /** Others rest on what it did. */
  private lose(part: Begun): void {
    if (this.lost.error !== undefined || !patched('parts-ended-from-outside')) return;
    this.lost.error = fail(
      'GivenUp',
      `${part.workflowId} ended while it stood by: ${failureOf(endedOutside(part) ?? part.error).message}`,
    );
    this.lost.steps?.cancel();
  }

  /** Answers false when the part had ended by itself, with nothing left of it or with what it does not stand by for. */
  private async takeBack(part: Begun): Promise<boolean> {
    if (part.outcome === 'running' || part.outcome === 'standingBy') {
      part.told = 'takeBack';
      part.scope.cancel();
      await condition(() => part.outcome !== 'running' && part.outcome !== 'standingBy');
    }
    const { workflowId, error } = part;
    if (error === undefined) {
      if (part.hasStoodBy && part.outcome === 'done')
        throw fail('UndoIncomplete', `${workflowId} was told from outside to keep what it did, which stays`);
      return false;
    }
    if (isTermination(error)) throw fail('UndoIncomplete', terminated(workflowId));
    if (kindOf(error) === 'Cancelled') {
      part.outcome = 'takenBack';
      return true;
    }
    if (kindOf(error) !== 'UndoIncomplete') return false;
    const { message, details } = failureOf(error);
    throw fail('UndoIncomplete', `${workflowId}: ${message}`, details);
  }
}

/** What it means to the whole that somebody else ended a part; undefined for a part that ended by itself, or as this run told it. */
function endedOutside({ workflowId, error, told }: Begun): Error | undefined {
  if (error === undefined || told === 'takeBack') return undefined;
  if (isTermination(error)) return fail('OutcomeUnknown', terminated(workflowId));
  if (isCancellation(error)) return fail('GivenUp', `${workflowId} was cancelled, and has taken back what it did`);
  return undefined;
}

function terminated(workflowId: string): string {
  return `${workflowId} was terminated: what it did has not been taken back and has to be looked up`;
}

function isTermination(error: Error): boolean {
  return error instanceof ChildWorkflowFailure && error.cause instanceof TerminatedFailure;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
