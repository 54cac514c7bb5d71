import type { Batch, GroupAddress } from '../../contracts/azure/plan';

/** A recorded move of two resources took 214 to 218 s, three times; what Azure needs for each further one is not known and taken as small. */
const SECONDS_PER_BATCH = 215;
const SECONDS_PER_RESOURCE = 0.1;

/** Seconds that one move request is expected to take. */
export function expectedSecondsOf(resources: number): number {
  return Math.round(SECONDS_PER_BATCH + resources * SECONDS_PER_RESOURCE);
}

/** Time in which a batch runs, in seconds from the start of the first. */
interface Slot {
  id: string;
  start: number;
  end: number;
}

/** Every batch as early as may be: after those it waits for, and while no other works on either of its groups. */
export function scheduleOf(batches: Batch[]): Slot[] {
  const ends = new Map<string, number>();
  const freeAt = new Map<string, number>();
  return batches.map((batch) => {
    const groups = [groupKey(batch.from), groupKey(batch.to)];
    const start = Math.max(0, ...batch.after.map((id) => ends.get(id) ?? 0), ...groups.map((group) => freeAt.get(group) ?? 0));
    const end = start + batch.expectedSeconds;
    ends.set(batch.id, end);
    for (const group of groups) freeAt.set(group, end);
    return { id: batch.id, start, end };
  });
}

function groupKey(group: GroupAddress): string {
  return `${group.subscriptionId}/${group.resourceGroup}`.toLowerCase();
}
