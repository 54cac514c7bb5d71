import { isCancellation, sleep } from '@temporalio/workflow';
import { failureOf } from '../../base/failures';
import { type BatchToMove, named } from './move-batch';
import type { MoveState } from './state';

/** Validates with the service; throws what it finds. */
export async function validateWithAzure({ operator, environment }: MoveState, batch: BatchToMove): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const started = await operator.startValidation(`Ask Azure to validate ${named(batch)}`, batch.slice);
      if (started.operation)
        await operator.pollOperation(`Wait for the validation of ${batch.id}`, {
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
      await sleep(environment.busyMs, { summary: `Another operation holds the groups of ${batch.id}` });
    }
  }
}
