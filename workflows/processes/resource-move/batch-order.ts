import { kindOf } from '../../base/failures';

export interface Ordered {
  id: string;
  after: string[];
  from: { subscriptionId: string; resourceGroup: string };
  to: { subscriptionId: string; resourceGroup: string };
}

/** Beyond this many, one more move at once only brings throttling nearer (1,200 writes an hour a subscription on the older limits). */
const AT_ONCE = 20;

/**
 * Runs batches as early as their order allows: one starts when all it comes after are done and no running one uses either of its groups
 * (Azure locks both for the time of a move). After the first failure nothing new starts; what runs is waited for, then the failure is thrown.
 */
export async function sideBySide<T extends Ordered>(batches: readonly T[], run: (batch: T) => Promise<void>): Promise<void> {
  const known = new Set(batches.map(({ id }) => id));
  const done = new Set<string>();
  const waiting = [...batches];
  const running = new Map<string, Promise<void>>();
  const busy = new Set<string>();
  const failures: unknown[] = [];

  const ready = (batch: T) =>
    running.size < AT_ONCE &&
    batch.after.every((id) => done.has(id) || !known.has(id)) &&
    !busy.has(key(batch.from)) &&
    !busy.has(key(batch.to));

  for (;;) {
    for (let i = 0; failures.length === 0 && i < waiting.length;) {
      const batch = waiting[i] as T;
      if (!ready(batch)) {
        i++;
        continue;
      }
      waiting.splice(i, 1);
      for (const group of [batch.from, batch.to]) busy.add(key(group));
      running.set(
        batch.id,
        run(batch)
          .then(() => void done.add(batch.id))
          .catch((error: unknown) => void failures.push(error))
          .finally(() => {
            running.delete(batch.id);
            for (const group of [batch.from, batch.to]) busy.delete(key(group));
          }),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  // A refusal that a new plan could cure must not hide one that it cannot, or a person's word.
  if (failures.length > 0) throw failures.find((error) => kindOf(error) !== 'MissingDependents') ?? failures[0];
  if (waiting.length > 0) throw new Error(`the plan's order cannot be met: ${waiting.map(({ id }) => id).join(', ')}`);
}

const key = ({ subscriptionId, resourceGroup }: Ordered['from']) => `${subscriptionId}/${resourceGroup}`.toLowerCase();
