import { plural } from '../../base/clock';
import { fail, failureOf } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import { sideBySide } from './batch-order';
import { validateBatch } from './run-batches';
import type { MoveState } from './state';

/** Keeps locks and role assignments aside, once: what a later plan would find is not how it was. */
export async function snapshotOnce(state: MoveState): Promise<void> {
  if (state.snapshot) return;
  const { tenantId, input, files, run } = state;
  const taken = await state.operator.takeSnapshot('Keep locks and role assignments as they are', {
    tenantId,
    inventory: files.inventory,
    destination: input.destination.subscriptionId,
  });
  state.snapshot = taken.snapshot;
  run.progress.say(`Kept ${plural(taken.roleAssignments, 'role assignment')} and ${plural(taken.locks, 'lock')}`);
}

/** Lifts locks, registers providers and creates the groups of the plan. */
export async function prepare(state: MoveState, undo: Undo): Promise<void> {
  const { operator, tenantId, run, input } = state;
  const { plan, locksToLift, providersToRegister } = state.current.planned;
  if (locksToLift > 0) {
    undo('put the locks back', async () => {
      // A lock over what a person still has to move back by hand would stand in the way.
      if (run.progress.leftUndone.some((what) => what.startsWith('move ')))
        throw fail('ScopeLocked', 'kept off until the rest is put back by hand');
      return (await operator.restoreLocks('Put the locks back', { tenantId, plan })).restored > 0;
    });
    await operator.liftLocks(`Lift ${plural(locksToLift, 'lock')} for the time of the move`, { tenantId, plan });
  }
  if (providersToRegister.length > 0) {
    run.progress.say(`Registering ${providersToRegister.join(', ')}`);
    const providers = {
      tenantId,
      subscriptionId: input.destination.subscriptionId,
      namespaces: providersToRegister,
    };
    const count = plural(providersToRegister.length, 'provider');
    await operator.registerProviders(`Register ${count} at the destination`, providers);
    await operator.awaitProviders(`Wait until ${count} are registered`, providers);
  }
  undo(
    'delete the groups it created',
    async () => (await operator.deleteEmptyGroups('Delete the created groups that are empty', { tenantId, plan })).deleted > 0,
  );
  await operator.createResourceGroups('Create the groups of the plan', { tenantId, plan });
}

/** Every batch that waits for no other one; the others are validated by Azure when their move begins. */
export async function validate(state: MoveState): Promise<void> {
  const { ready, run } = state;
  run.progress.say(`Azure validates ${plural(ready.length, 'batch', 'batches')}`);
  await sideBySide(ready, async (batch) => {
    await run.pause.resumed();
    await validateBatch(state, batch);
  });
}

/** Validates what can be validated without a write; what Azure says goes into the report. */
export async function rehearse(state: MoveState): Promise<void> {
  state.take(state.current.planned);
  await sideBySide(state.ready, async (batch) => {
    try {
      await validateBatch(state, batch);
      state.log.note(batch.id, 'Azure validated it');
    } catch (error) {
      const { type, message } = failureOf(error);
      state.log.note(
        batch.id,
        type === 'NotFound' ? 'not validated: its destination group is not there yet' : `Azure would refuse it: ${message}`,
      );
    }
  });
}
