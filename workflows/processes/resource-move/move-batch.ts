import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Environment } from '../../../activities/run/environment';
import type { Slice } from '../../../activities/resource-moves/batch-slice';
import type { BatchState, Started } from '../../../activities/resource-moves/moves';
import { FAILURES, type FailureType } from '../../../contracts/run/failures';
import type { Actor } from '../../acts/actors';
import { plural, readable, inMs } from '../../base/clock';
import { fail, failureOf, type KnownFailure } from '../../base/failures';
import { HELD_TRIES, heldPause } from '../../acts/wait-while-held';
import type { OperatorRuling } from '../../answers/operator-ruling';
import { settleOnce } from '../../acts/send-once';

export interface BatchToMove {
  /** The batch's id; also the step an operator rules on. */
  id: string;
  count: number;
  from: string;
  to: string;
  slice: Slice;
  /** A sentence for the report, each time something happened on the way. */
  note: (text: string) => void;
}

export interface MoveTools {
  mover: Actor;
  env: Environment;
  ruling: OperatorRuling;
  changed: () => void;
  /** What the step is doing now, for the people who look. */
  say: (text: string) => void;
}

/** Tries before what should pass by itself becomes a failure: three days of upgrade, and for what is not named here six hours, as for a held group. */
const TRIES: Partial<Record<FailureType, number>> = { FabricUpgrade: 45, Throttled: 100 };

/**
 * Moves one batch and believes what both groups hold afterwards. Waits out what passes by itself, splits a mix of regions, puts locks and
 * unclear outcomes to the operator; every other failure is thrown. What arrived before a failure stays there: the caller's undo takes it back.
 */
export async function moveBatch(batch: BatchToMove, tools: MoveTools): Promise<void> {
  const { mover, env } = tools;
  let arrived = 0;
  for (let tries = 1; ; tries++) {
    const { failure, state } = await CancellationScope.nonCancellable(() => attempt(batch, tools));
    if (state && state.moved === state.total) return;
    const question = whatOnlyAPersonCanTell(batch, failure, state);
    if (question) {
      if ((await rule(batch, tools, question, failure)) === 'done') return;
      continue;
    }
    if (!failure) throw fail('OutcomeUnknown', `${batch.id} ended in no known way`);
    const { response, meaning } = FAILURES[failure.type];
    if (response === 'wait') {
      if (tries >= (TRIES[failure.type] ?? HELD_TRIES)) throw asThrown(failure);
      const pause = pauseFor(failure, tries, env);
      const until = `Waits: ${meaning}; ${batch.id} is tried again at ${readable(inMs(pause))}`;
      batch.note(`waited: ${failure.message}`);
      tools.say(until);
      await sleep(pause, { summary: until });
      continue;
    }
    switch (failure.type) {
      case 'RegionMix': {
        const { slices } = await mover.splitByRegion(`Split ${batch.id} by region`, batch.slice);
        if (slices.length === 0) throw asThrown(failure);
        batch.note(`split by region into ${slices.length}: ${failure.message}`);
        for (const slice of slices) await moveBatch({ ...batch, slice }, tools);
        return;
      }
      case 'MoveRefused':
        // Azure gave up on the way (ResourceMoveFailed, ResourceMoveTimedOut): as long as each request brings some over, the rest is sent again.
        if (!state || state.moved <= arrived) throw asThrown(failure);
        arrived = state.moved;
        batch.note(`${state.moved} of ${plural(state.total, 'resource')} went, the rest is sent again: ${failure.message}`);
        break;
      default:
        throw asThrown(failure);
    }
  }
}

function whatOnlyAPersonCanTell(
  batch: BatchToMove,
  failure: KnownFailure | undefined,
  state: BatchState | undefined,
): string | undefined {
  if (failure?.type === 'OutcomeUnknown' || failure?.type === 'ScopeLocked') return `${named(batch)}: ${failure.message}`;
  if (state && state.unclear > 0)
    return `${plural(state.unclear, 'resource')} of ${named(batch)} cannot be found on exactly one side`;
  if (state && !failure) return `Azure reports ${batch.id} as done, and ${plural(state.notMoved, 'resource')} did not go`;
  return undefined;
}

/** Validates with the service; throws what it finds. */
export async function validateBatch(batch: BatchToMove, { mover, env }: MoveTools): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const started = await mover.startValidation(`Ask Azure to validate ${named(batch)}`, batch.slice);
      if (started.operation)
        await mover.pollOperation(`Wait for the validation of ${batch.id}`, {
          tenantId: batch.slice.tenantId,
          operation: started.operation,
        });
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      const failure = failureOf(error);
      // The move itself splits by region and waits out an upgrade: neither is a finding.
      if (failure.type === 'RegionMix' || failure.type === 'FabricUpgrade') return;
      if (failure.type !== 'OperationInProgress' || tries >= 60) throw error;
      await sleep(env.busyMs, { summary: `Another operation holds the groups of ${batch.id}` });
    }
  }
}

/** Answers that say nothing about the move itself: a right that was taken away, say, while Azure goes on. */
const LOST_SIGHT: readonly FailureType[] = ['AccessDenied', 'SignInFailed', 'NotFound', 'StillRunning'];

/**
 * One request, its end, and what both sides hold then; without a state when nothing was sent, or when it cannot be found out. Shielded from
 * cancellation: a move cannot be called back once it runs.
 */
async function attempt(batch: BatchToMove, { mover }: MoveTools): Promise<{ failure?: KnownFailure; state?: BatchState }> {
  const { slice } = batch;
  const look = (expect: 'moved' | 'unknown') => mover.lookAtBatch(`Look at both sides of ${batch.id}`, { ...slice, expect });
  let sent = false;
  try {
    const started = await settleOnce<Started>({
      send: () => mover.startMove(`${slice.direction === 'back' ? 'Move back' : 'Move'} ${named(batch)}`, slice),
      look: async () => {
        sent = true;
        batch.note('no answer to the request: looked up');
        await mover.awaitNoMove(`No answer: see whether ${batch.id} is being moved`, slice);
        const { total, moved, unclear } = await look('unknown');
        return moved === total ? 'happened' : unclear > 0 ? 'unclear' : 'didNotHappen';
      },
    });
    if (started?.operation) {
      sent = true;
      await mover.pollOperation(`Wait for Azure to move ${named(batch)}`, {
        tenantId: slice.tenantId,
        operation: started.operation,
      });
    }
    return { state: await look('moved') };
  } catch (error) {
    const failure = failureOf(error);
    if (!sent) return { failure };
    try {
      if (FAILURES[failure.type].response === 'look' || LOST_SIGHT.includes(failure.type))
        await mover.awaitNoMove(`See whether ${batch.id} is still being moved`, slice);
      return { failure, state: await look('unknown') };
    } catch (lookError) {
      return { failure: { ...failureOf(lookError), type: 'OutcomeUnknown' } };
    }
  }
}

async function rule(
  batch: BatchToMove,
  { ruling, changed }: MoveTools,
  what: string,
  because: KnownFailure | undefined,
): Promise<'retry' | 'done'> {
  const { verdict, reason } = await ruling.ask(batch.id, what, changed, because);
  if (verdict === 'give-up') throw fail('GivenUp', `${batch.id}: ${reason}`);
  batch.note(`the operator ruled ${verdict}: ${reason}`);
  return verdict;
}

const named = ({ count, from, to }: BatchToMove) => `${plural(count, 'resource')} of ${from} to ${to}`;

const asThrown = ({ type, message, details }: KnownFailure) => fail(type, message, details);

/** Half an hour through an upgrade's usual six hours, then two: histories stay short. */
function pauseFor(failure: KnownFailure, tries: number, env: Environment): number {
  const asked = failure.details.retryAfterMs;
  if (failure.type === 'FabricUpgrade') return tries <= 12 ? env.fabricUpgradeMs : 4 * env.fabricUpgradeMs;
  if (typeof asked === 'number') return Math.max(asked, 1_000);
  return heldPause(tries, env.busyMs);
}
