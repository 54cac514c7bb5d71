import { CancellationScope, sleep } from '@temporalio/workflow';
import type { Environment } from '../../../activities/run/environment';
import type { Slice } from '../../../activities/resource-moves/batch-slice';
import type { BatchState, Started } from '../../../activities/resource-moves/moves';
import { FAILURES, type FailureType } from '../../../contracts/run/failures';
import { plural, readable, inMs } from '../../base/clock';
import { fail, failureOf, type KnownFailure } from '../../base/failures';
import { HELD_TRIES, heldPause } from '../../acts/wait-while-held';
import { askOperator } from '../../acts/retry-or-rule';
import { sendOnce } from '../../acts/send-once';
import type { MoveState } from './state';

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

/** Tries before what should pass by itself becomes a failure: three days of upgrade, and for what is not named here six hours, as for a held group. */
const TRIES: Partial<Record<FailureType, number>> = { FabricUpgrade: 45, Throttled: 100 };

/**
 * Moves one batch and believes what both groups hold afterwards. Waits out what passes by itself, splits a mix of regions, puts locks and
 * unclear outcomes to the operator; every other failure is thrown. What arrived before a failure stays there: the caller's undo takes it back.
 */
export async function moveBatch(state: MoveState, batch: BatchToMove): Promise<void> {
  const { operator, environment, run } = state;
  let arrived = 0;
  for (let tries = 1; ; tries++) {
    const { failure, seen } = await CancellationScope.nonCancellable(() => moveOnce(state, batch));
    if (seen && seen.moved === seen.total) return;
    const question = whatOnlyAPersonCanTell(batch, failure, seen);
    if (question) {
      const { verdict, reason } = await askOperator(run, batch.id, question, { because: failure });
      batch.note(`the operator ruled ${verdict}: ${reason}`);
      if (verdict === 'done') return;
      continue;
    }
    if (!failure) throw fail('OutcomeUnknown', `${batch.id} ended in no known way`);
    const { response, meaning } = FAILURES[failure.type];
    if (response === 'wait') {
      if (tries >= (TRIES[failure.type] ?? HELD_TRIES)) throw asThrown(failure);
      const pause = pauseFor(failure, tries, environment);
      const until = `Waits: ${meaning}; ${batch.id} is tried again at ${readable(inMs(pause))}`;
      batch.note(`waited: ${failure.message}`);
      run.progress.say(until);
      await sleep(pause, { summary: until });
      continue;
    }
    switch (failure.type) {
      case 'RegionMix': {
        const { slices } = await operator.splitByRegion(`Split ${batch.id} by region`, batch.slice);
        if (slices.length === 0) throw asThrown(failure);
        batch.note(`split by region into ${slices.length}: ${failure.message}`);
        for (const slice of slices) await moveBatch(state, { ...batch, slice });
        return;
      }
      case 'MoveRefused':
        // Azure gave up on the way (ResourceMoveFailed, ResourceMoveTimedOut): as long as each request brings some over, the rest is sent again.
        if (!seen || seen.moved <= arrived) throw asThrown(failure);
        arrived = seen.moved;
        batch.note(`${seen.moved} of ${plural(seen.total, 'resource')} went, the rest is sent again: ${failure.message}`);
        break;
      default:
        throw asThrown(failure);
    }
  }
}

function whatOnlyAPersonCanTell(
  batch: BatchToMove,
  failure: KnownFailure | undefined,
  seen: BatchState | undefined,
): string | undefined {
  if (failure?.type === 'OutcomeUnknown' || failure?.type === 'ScopeLocked') return `${named(batch)}: ${failure.message}`;
  if (seen && seen.unclear > 0)
    return `${plural(seen.unclear, 'resource')} of ${named(batch)} cannot be found on exactly one side`;
  if (seen && !failure) return `Azure reports ${batch.id} as done, and ${plural(seen.notMoved, 'resource')} did not go`;
  return undefined;
}

/** Answers that say nothing about the move itself: a right that was taken away, say, while Azure goes on. */
const LOST_SIGHT: readonly FailureType[] = ['AccessDenied', 'SignInFailed', 'NotFound', 'StillRunning'];

/**
 * One request, its end, and what both sides hold then; without `seen` when nothing was sent, or when it cannot be found out. Shielded from
 * cancellation: a move cannot be called back once it runs.
 */
async function moveOnce({ operator }: MoveState, batch: BatchToMove): Promise<{ failure?: KnownFailure; seen?: BatchState }> {
  const { slice } = batch;
  const look = (expect: 'moved' | 'unknown') => operator.lookAtBatch(`Look at both sides of ${batch.id}`, { ...slice, expect });
  let sent = false;
  try {
    const started = await sendOnce<Started>({
      send: () => operator.startMove(`${slice.direction === 'back' ? 'Move back' : 'Move'} ${named(batch)}`, slice),
      look: async () => {
        sent = true;
        batch.note('no answer to the request: looked up');
        await operator.awaitNoMove(`No answer: see whether ${batch.id} is being moved`, slice);
        const { total, moved, unclear } = await look('unknown');
        return moved === total ? 'happened' : unclear > 0 ? 'unclear' : 'didNotHappen';
      },
    });
    if (started?.operation) {
      sent = true;
      await operator.pollOperation(`Wait for Azure to move ${named(batch)}`, {
        tenantId: slice.tenantId,
        operation: started.operation,
      });
    }
    return { seen: await look('moved') };
  } catch (error) {
    const failure = failureOf(error);
    if (!sent) return { failure };
    try {
      if (FAILURES[failure.type].response === 'look' || LOST_SIGHT.includes(failure.type))
        await operator.awaitNoMove(`See whether ${batch.id} is still being moved`, slice);
      return { failure, seen: await look('unknown') };
    } catch (lookError) {
      return { failure: { ...failureOf(lookError), type: 'OutcomeUnknown' } };
    }
  }
}

export const named = ({ count, from, to }: BatchToMove) => `${plural(count, 'resource')} of ${from} to ${to}`;

const asThrown = ({ type, message, details }: KnownFailure) => fail(type, message, details);

/** Half an hour through an upgrade's usual six hours, then two: histories stay short. */
function pauseFor(failure: KnownFailure, tries: number, env: Environment): number {
  const asked = failure.details.retryAfterMs;
  if (failure.type === 'FabricUpgrade') return tries <= 12 ? env.fabricUpgradeMs : 4 * env.fabricUpgradeMs;
  if (typeof asked === 'number') return Math.max(asked, 1_000);
  return heldPause(tries, env.busyMs);
}
