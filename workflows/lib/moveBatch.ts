import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Environment } from '../../activities/environment';
import type { Slice } from '../../activities/lib/slice';
import type { BatchState, Started } from '../../activities/moves';
import type { Actor } from './activities';
import { plural, readable, inMs } from './clock';
import { fail, failureOf, type KnownFailure } from './failures';
import type { OperatorRuling } from './ruling';
import { settleOnce } from './settleOnce';

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
}

/** Tries before what should pass by itself becomes a failure: three days of upgrade, five hours of a held group (Azure's own limit is four). */
const TRIES = { FabricUpgrade: 144, OperationInProgress: 300, Throttled: 300 } as const;

/**
 * Moves one batch and believes what both groups hold afterwards. Waits out what passes by itself, splits a mix of regions, puts locks and
 * unclear outcomes to the operator; every other failure is thrown. What arrived before a failure stays there: the caller's undo takes it back.
 */
export async function moveBatch(batch: BatchToMove, tools: MoveTools): Promise<void> {
  const { mover, env } = tools;
  for (let tries = 1; ; tries++) {
    const { failure, state } = await CancellationScope.nonCancellable(() => attempt(batch, tools));
    if (state.moved === state.total) return;
    if (state.unclear > 0) {
      const what = `${plural(state.unclear, 'resource')} of ${named(batch)} cannot be found on exactly one side`;
      if ((await rule(batch, tools, what)) === 'done') return;
      continue;
    }
    if (failure === undefined) {
      await rule(batch, tools, `Azure reports ${batch.id} as done, and ${plural(state.notMoved, 'resource')} did not go`);
      continue;
    }
    switch (failure.type) {
      case 'FabricUpgrade':
      case 'OperationInProgress':
      case 'Throttled': {
        if (tries >= TRIES[failure.type]) throw asThrown(failure);
        const pause = pauseFor(failure, env);
        batch.note(`waited: ${failure.message}`);
        await sleep(pause, { summary: `${WHY_WAIT[failure.type]}; ${batch.id} is tried again at ${readable(inMs(pause))}` });
        break;
      }
      case 'RegionMix': {
        const { slices } = await mover.splitByRegion(`Split ${batch.id} by region`, batch.slice);
        if (slices.length === 0) throw asThrown(failure);
        batch.note(`split by region into ${slices.length}: ${failure.message}`);
        for (const slice of slices) await moveBatch({ ...batch, slice }, tools);
        return;
      }
      case 'ScopeLocked':
        await rule(batch, tools, failure.message);
        break;
      default:
        throw asThrown(failure);
    }
  }
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

const WHY_WAIT = {
  FabricUpgrade: 'The provider is being upgraded',
  OperationInProgress: 'Another operation holds the groups',
  Throttled: 'Azure asks for a pause',
} as const;

/** One request, its end, and what both sides hold then. Shielded from cancellation: a move cannot be called back once it runs. */
async function attempt(batch: BatchToMove, { mover }: MoveTools): Promise<{ failure?: KnownFailure; state: BatchState }> {
  const { slice } = batch;
  const look = (expect: 'moved' | 'unknown') => mover.lookAtBatch(`Look at both sides of ${batch.id}`, { ...slice, expect });
  let accepted = false;
  try {
    const started = await settleOnce<Started>({
      send: () => mover.startMove(`${slice.direction === 'back' ? 'Move back' : 'Move'} ${named(batch)}`, slice),
      look: async () => {
        batch.note('no answer to the request: looked up');
        await mover.awaitNoMove(`No answer: see whether ${batch.id} is being moved`, slice);
        const { total, moved, unclear } = await look('unknown');
        return moved === total ? 'happened' : unclear > 0 ? 'unclear' : 'didNotHappen';
      },
    });
    if (started?.operation) {
      accepted = true;
      await mover.pollOperation(`Wait for Azure to move ${named(batch)}`, {
        tenantId: slice.tenantId,
        operation: started.operation,
      });
    }
    return { state: await look('moved') };
  } catch (error) {
    const failure = failureOf(error);
    // What ended the watching need not be what ended the move (a right that was taken away, say): its end is found like a lost answer's.
    if (accepted || failure.type === 'OutcomeUnknown')
      await mover.awaitNoMove(`See whether ${batch.id} is still being moved`, slice);
    return { failure, state: await look('unknown') };
  }
}

async function rule(batch: BatchToMove, { ruling, changed }: MoveTools, what: string): Promise<'retry' | 'done'> {
  const { verdict, reason } = await ruling.ask(batch.id, what, changed);
  if (verdict === 'give-up') throw fail('GivenUp', `${batch.id}: ${reason}`);
  batch.note(`the operator ruled ${verdict}: ${reason}`);
  return verdict;
}

const named = ({ count, from, to }: BatchToMove) => `${plural(count, 'resource')} of ${from} to ${to}`;

const asThrown = ({ type, message, details }: KnownFailure) => fail(type, message, details);

function pauseFor(failure: KnownFailure, env: Environment): number {
  const asked = failure.details.retryAfterMs;
  if (failure.type === 'FabricUpgrade') return env.fabricUpgradeMs;
  return typeof asked === 'number' ? Math.max(asked, 1_000) : env.busyMs;
}
