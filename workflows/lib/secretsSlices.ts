import type { RefusedMachine, SecretsSlice } from '../../activities/secrets';
import type { ArtifactRef } from '../../contracts/artifact';
import type { Actor } from './activities';
import { plural } from './clock';

/** At most so many activities each way, whatever the number of machines: a pause is heard, and people see it go on, between two of them. */
const SLICES = 25;
const SMALLEST_SLICE = 40;

export function slicesOf(kept: ArtifactRef, machines: number, tenantId: string): SecretsSlice[] {
  const size = Math.max(SMALLEST_SLICE, Math.ceil(machines / SLICES));
  return Array.from({ length: Math.ceil(machines / size) }, (_, n) => {
    const from = n * size;
    return { tenantId, kept, from, count: Math.min(size, machines - from) };
  });
}

/** Puts every slice back, however many fail, and throws the first failure then. */
export async function restored(operator: Actor, slices: readonly SecretsSlice[], machines: number): Promise<boolean> {
  let count = 0;
  const failed: unknown[] = [];
  for (const slice of slices) {
    try {
      count += (await operator.restoreSecrets(`Put the lists back: ${named(slice, machines)}`, slice)).restored;
    } catch (error) {
      failed.push(error);
    }
  }
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
