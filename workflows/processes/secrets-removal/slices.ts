import type { HeldMachines, RefusedMachine, SecretsSlice, SecretsTry } from '../../../activities/machines/secrets';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Actor } from '../../acts/actors';
import { plural } from '../../base/clock';
import { type HeldWait, waitWhileHeld } from '../../acts/wait-while-held';

/** The most activities each way, whatever the number of machines: between two of them a pause is heard, and people see it go on. */
const SLICES = 25;
const SMALLEST_SLICE = 40;

export function slicesOf(kept: ArtifactRef, machines: number, tenantId: string): SecretsSlice[] {
  const size = Math.max(SMALLEST_SLICE, Math.ceil(machines / SLICES));
  return Array.from({ length: Math.ceil(machines / size) }, (_, n) => {
    const from = n * size;
    return { tenantId, kept, from, count: Math.min(size, machines - from) };
  });
}

/** Acts on one slice after the other, then on those with machines that another operation holds, until none is held or the last try is over. */
export async function overSlices(
  wait: HeldWait,
  slices: readonly SecretsSlice[],
  act: (slice: SecretsTry) => Promise<HeldMachines | undefined>,
): Promise<void> {
  let left = slices;
  await waitWhileHeld(wait, async (isLast) => {
    const held = new Map<SecretsSlice, HeldMachines>();
    for (const slice of left) {
      const met = await act({ ...slice, held: isLast ? 'refuse' : 'tell' });
      if (met) held.set(slice, met);
    }
    left = [...held.keys()];
    const [first] = held.values();
    return first && { ...first, count: [...held.values()].reduce((sum, { count }) => sum + count, 0) };
  });
}

/** Puts every slice back, however many fail, and throws the first failure then. */
export async function restored(operator: Actor, wait: HeldWait, slices: readonly SecretsSlice[]): Promise<boolean> {
  let count = 0;
  const failed: unknown[] = [];
  await overSlices(wait, slices, async (slice) => {
    try {
      const { restored, held } = await operator.restoreSecrets(`Put the lists back: ${named(slice, wait.machines)}`, slice);
      count += restored;
      return held;
    } catch (error) {
      failed.push(error);
      return undefined;
    }
  });
  if (failed.length > 0) throw failed[0];
  return count > 0;
}

export function named({ from, count }: Pick<SecretsSlice, 'from' | 'count'>, all: number): string {
  return `machines ${from + 1}-${from + count} of ${all}`;
}

export function whatIsRefused(refused: number, machines: number, examples: readonly RefusedMachine[]): string {
  const why = examples
    .slice(0, 3)
    .map(({ type, message }) => `${type}: ${message}`)
    .join('; ');
  return `${refused} of ${plural(machines, 'machine')} keep their secrets: ${why}. Cure it and try again, leave them as they are ("done"), or give up, which puts all lists back`;
}
