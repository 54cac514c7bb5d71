import type { LockFacts } from '../../contracts/azure/inventory';
import type { Batch } from '../../contracts/azure/plan';
import { groupId, idKey, lockScope } from '../inventory/arm-id';
import { by } from '../inventory/index-inventory';

/**
 * ReadOnly locks that forbid the batches: those on a group that takes part, and on its subscription.
 * A lock on a single resource does not hinder its move, nor does CanNotDelete anywhere.
 */
export function locksToLift(batches: Batch[], locks: LockFacts[]): LockFacts[] {
  const scopes = new Set(
    batches
      .flatMap(({ from, to }) => [from, to])
      .flatMap((group) => [groupId(group), `/subscriptions/${group.subscriptionId}`])
      .map(idKey),
  );
  return locks
    .filter((lock) => lock.level === 'ReadOnly' && scopes.has(idKey(lockScope(lock.id) ?? '')))
    .sort(by((lock) => idKey(lock.id)));
}
