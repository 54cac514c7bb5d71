import { activityInfo, Context } from '@temporalio/activity';
import { groupId, rebase } from '../../planning/inventory/arm-id';
import type { Dependencies } from '../ports/dependencies';
import { failure, type FailureFacts, final, isFailure } from '../failures/failure';
import { type ResolvedSlice, resolveSlice, type Slice, storageRegions, type Whereabouts, whereabouts } from './batch-slice';
import type { Arm, Operation } from '../ports/arm';

export interface Started {
  /** How many ids were sent: the ones that are still at the source. 0: nothing was sent, nothing is left to move. */
  sent: number;
  operation?: Operation & { subscriptionId: string };
}

export interface BatchState {
  total: number;
  moved: number;
  notMoved: number;
  /** Resources on neither side, or not on the same one in two looks. A person has to look. */
  unclear: number;
}

/** How often `lookAtBatch` looks again while Azure's lists disagree, before it answers what it sees. */
const LOOKS = 30;
/** Pause between two looks at the same lists, ms of Azure's clock. */
const LOOK_AGAIN_MS = 15_000;

export function createMoveActivities({ azure, artifacts, settings }: Dependencies) {
  const pace = (ms: number) => Math.max(50, Math.round(ms / settings.timeScale));
  const start =
    (verb: 'startValidation' | 'startMove') =>
    async (slice: Slice): Promise<Started> => {
      const began = Date.now();
      const arm = azure.arm(slice.tenantId);
      const resolved = await resolveSlice(artifacts, slice);
      const { atSource, atTarget } = await whereabouts(arm, resolved);
      if (atSource.length === 0) return { sent: 0 };
      // What neither list shows may only be hidden by a lagging answer: it is sent, Azure knows.
      const arrived = new Set(atTarget);
      const sending = resolved.originals.filter((id) => !arrived.has(id));
      if (verb === 'startMove') refuseStaleAttempt(began);
      const operation = await leavingWaitsToCaller(() =>
        arm[verb](
          resolved.from,
          sending.map((id) => rebase(id, resolved.from)),
          groupId(resolved.to),
        ),
      );
      return { sent: sending.length, operation: { ...operation, subscriptionId: resolved.from.subscriptionId } };
    };

  return {
    /** Begins the service's own validation (validateMoveResources): reads only. Ends by `pollOperation`. */
    startValidation: start('startValidation'),

    /** Sends the move of what is still at the source. Sent once; no answer is `OutcomeUnknown`. */
    startMove: start('startMove'),

    /** One look at a long operation. Answers when it ended well; `StillRunning` (tried again after Azure's Retry-After) or the operation's own error. */
    async pollOperation({
      tenantId,
      operation,
    }: {
      tenantId: string;
      operation: Operation & { subscriptionId: string };
    }): Promise<void> {
      const state = await leavingWaitsToCaller(() => azure.arm(tenantId).poll(operation.subscriptionId, operation.url));
      if (state.running) throw failure('StillRunning', 'Azure is still at it', { retryAfterMs: state.retryAfterMs });
    },

    /**
     * Tells, after a lost answer, that no move of these resources is running. While one is, Azure refuses to validate another over the same groups. Only
     * its acceptance proves that none is, and what the two groups hold is then the outcome. `OutcomeUnknown`: it cannot be found out; a
     * person has to look.
     */
    async awaitNoMove(slice: Slice): Promise<void> {
      const arm = azure.arm(slice.tenantId);
      const resolved = await resolveSlice(artifacts, slice);
      const { atSource } = await whereabouts(arm, resolved);
      if (atSource.length === 0) return;
      try {
        await arm.startValidation(
          resolved.from,
          atSource.map((id) => rebase(id, resolved.from)),
          groupId(resolved.to),
        );
      } catch (error) {
        if (isFailure(error, 'Throttled', 'AzureUnavailable')) throw error;
        // A conflict that nobody here has seen may well be the move; what is not found at the source may have left it, and the list lags.
        const conflict =
          isFailure(error, 'UnknownAzureError') && (error.details?.[0] as FailureFacts | undefined)?.status === 409;
        const lagging = isFailure(error, 'NotFound') && activityInfo().attempt < LOOKS;
        if (conflict || lagging || isFailure(error, 'OperationInProgress'))
          throw failure('StillRunning', 'a move holds the groups', { retryAfterMs: pace(LOOK_AGAIN_MS) });
        throw failure(
          'OutcomeUnknown',
          `whether a move is running cannot be found out: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },

    /**
     * Reads both groups, twice, until the lists agree with each other: Azure's answers after a move are not monotonic.
     * `expect: 'moved'`: the operation ended well, so a resource still at the source is a list that lags.
     */
    async lookAtBatch({ expect, ...slice }: Slice & { expect: 'moved' | 'unknown' }): Promise<BatchState> {
      const arm = azure.arm(slice.tenantId);
      const resolved = await resolveSlice(artifacts, slice);
      const first = await whereabouts(arm, resolved);
      const lastLook = activityInfo().attempt >= LOOKS;
      const again = failure('StillRunning', 'Azure lists the resources differently from one look to the next', {
        retryAfterMs: pace(LOOK_AGAIN_MS),
      });
      const disagrees = first.unclear.length > 0 || (expect === 'moved' && first.atSource.length > 0);
      if (disagrees && !lastLook) throw again;
      await new Promise((resolve) => setTimeout(resolve, pace(5_000)));
      const second = await whereabouts(arm, resolved);
      const same = JSON.stringify(first) === JSON.stringify(second);
      // Two lists that lag agree with each other. Where nothing else tells that the operation ended well, a GET of each resource has to agree too.
      const wrong = expect === 'unknown' ? await notWhereListed(arm, resolved, second) : 0;
      if ((!same || wrong > 0) && !lastLook) throw again;
      const unclear = Math.max(second.unclear.length, wrong, same ? 0 : 1);
      return { total: resolved.originals.length, moved: second.atTarget.length, notMoved: second.atSource.length, unclear };
    },

    /**
     * Slices of a batch that Azure refused for mixing regions (MoveResourcesNotFound, seed l.15137): storage accounts apart, one slice a
     * region, then the rest. Empty when there is nothing to split.
     */
    async splitByRegion(slice: Slice): Promise<{ slices: Slice[] }> {
      const { originals } = await resolveSlice(artifacts, slice);
      const regionOf = await storageRegions(artifacts, slice.inventory);
      const regions = [...new Set(originals.map((id) => regionOf.get(id.toLowerCase())).filter((r) => r !== undefined))].sort();
      const rest = originals.some((id) => !regionOf.has(id.toLowerCase()));
      if (slice.only || regions.length + (rest ? 1 : 0) < 2) return { slices: [] };
      return {
        slices: [
          ...regions.map((storageIn) => ({ ...slice, only: { storageIn } })),
          ...(rest ? [{ ...slice, only: { notStorageIn: regions } }] : []),
        ],
      };
    },
  };
}

/**
 * An upgrade of the provider or a held group passes, but not for this request: an operation that ended so tells the same for ever, and the
 * workflow waits for hours without an activity that runs.
 */
async function leavingWaitsToCaller<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isFailure(error, 'FabricUpgrade', 'OperationInProgress') ? final(error) : error;
  }
}

/** How many are listed on a side where a GET does not find them. */
async function notWhereListed(arm: Arm, { from, to }: ResolvedSlice, { atSource, atTarget }: Whereabouts): Promise<number> {
  const absent = [
    ...(await arm.absent(atSource.map((id) => rebase(id, from)))),
    ...(await arm.absent(atTarget.map((id) => rebase(id, to)))),
  ];
  return absent.length;
}

/** Longer than this after the attempt began the workflow may have given it up, looked, and sent another: ms. */
const FRESH_MS = 15_000;

/** An attempt that was held up (throttling, a stopped machine) must not send a move that nobody waits for any more. Nothing has been sent yet. */
function refuseStaleAttempt(began: number): void {
  if (!Context.current().cancellationSignal.aborted && Date.now() - began < FRESH_MS) return;
  throw final(failure('Throttled', 'reading both groups took too long: nothing was sent', { retryAfterMs: 1_000 }));
}
