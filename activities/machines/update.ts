import type { ArmResource } from '../../contracts/azure/inventory';
import type { Arm, Operation } from '../ports/arm';
import { failure } from '../failures/failure';
import { changedBeside, secretsOf, stateOf, withSecrets } from '../reading/machine-secrets';

/** Azure ends an update of a machine within minutes; after this long by Azure's clock a person has to look. */
const LONGEST_MS = 60 * 60_000;

/** PUTs the model and waits for the end. Throws what the operation ended with, and `OutcomeUnknown` when it does not end. */
export async function updateMachine(arm: Arm, id: string, model: ArmResource, timeScale: number): Promise<void> {
  const operation = await arm.putVirtualMachine(id, model);
  if (operation) await ended(arm, id, operation, timeScale);
}

async function ended(arm: Arm, id: string, { url, retryAfterMs }: Operation, timeScale: number): Promise<void> {
  const subscriptionId = id.split('/')[2] ?? '';
  const last = Date.now() + Math.max(60_000, LONGEST_MS / timeScale);
  for (let pause = retryAfterMs; ;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const state = await arm.poll(subscriptionId, url);
    if (!state.running) return;
    if (Date.now() > last)
      throw failure('OutcomeUnknown', `${id}: its update has not ended within an hour: look at it in the portal`);
    pause = state.retryAfterMs;
  }
}

/** Takes the machine's list away, as long as it is the kept one, and reads back that all else is as before. A machine that is gone has none. */
export async function emptied(arm: Arm, kept: ArmResource, timeScale: number): Promise<void> {
  const before = await arm.virtualMachine(kept.id);
  if (!before) return;
  assertSettled(before);
  const secrets = secretsOf(before);
  if (secrets.length > 0) {
    if (changedBetween(secretsOf(kept), secrets))
      throw failure(
        'Conflict',
        `${kept.id} has other secrets than were kept: somebody changes them; end this run and start another`,
      );
    if (stateOf(before) === 'Failed')
      throw failure('MachineFailed', `${kept.id} is in a failed state: reapply or redeploy it, then try again`);
    await updateMachine(arm, kept.id, withSecrets(before, []), timeScale);
  }
  // Without secrets an earlier attempt has done it and its answer was lost: what it found is what was kept.
  const reference = secrets.length > 0 ? before : kept;
  const after = await arm.virtualMachine(kept.id);
  if (!after) return;
  if (secretsOf(after).length > 0) throw failure('Conflict', `${kept.id} still has its secrets, though Azure took the change`);
  const changed = changedBeside(reference, after);
  if (changed.length > 0)
    throw failure(
      'Conflict',
      `${kept.id} is not as it was beside its secrets: ${changed.slice(0, 10).join(', ')}; look at it before going on`,
    );
}

/** Throws `OperationInProgress`, which passes. */
export function assertSettled(machine: ArmResource): void {
  if (['Succeeded', 'Failed', 'Canceled'].includes(stateOf(machine))) return;
  throw failure('OperationInProgress', `${machine.id} is ${stateOf(machine)}: another operation works on it`);
}

function changedBetween(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
