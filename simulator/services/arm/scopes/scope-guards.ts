import type { Azure } from '../../../kernel/azure';
import { groupBusy, scopeLocked } from '../../../kernel/http/errors';
import { keyOf, parseId } from '../../../kernel/ids';
import type { ScopedItem } from '../../../kernel/state/model';
import { assertNotInMigration } from '../../classic/arm-guards';

const idsOf = (locks: readonly ScopedItem[]) => locks.map(({ id }) => id);

/** @throws ArmError 409 ScopeLocked when a lock at the scope or above it forbids writing */
export function assertWritable(azure: Azure, id: string): void {
  const locks = azure.store.inherited(azure.store.locks, id).filter((lock) => lock.properties['level'] === 'ReadOnly');
  if (locks.length > 0) throw scopeLocked(id, 'write', idsOf(locks));
}

/** @throws ArmError 409 ScopeLocked when a lock at the scope, above it or below it forbids deleting */
export function assertDeletable(azure: Azure, id: string): void {
  const { locks } = azure.store;
  const inForce = [...new Set([...azure.store.inherited(locks, id), ...locks.below(keyOf(id))])];
  if (inForce.length > 0) throw scopeLocked(id, 'delete', idsOf(inForce));
}

/** @throws ArmError 409 while a move or a delete works on the group that the id lies in, or a migration from the classic model holds what is there */
export function assertNotBusy(azure: Azure, id: string): void {
  const parsed = parseId(id);
  if (parsed?.subscriptionId === undefined || parsed.resourceGroup === undefined) return;
  const busy = azure.store.group(parsed.subscriptionId, parsed.resourceGroup)?.busy[0];
  if (busy !== undefined) throw groupBusy(parsed.resourceGroup, busy.doing);
  assertNotInMigration(azure, id);
}
