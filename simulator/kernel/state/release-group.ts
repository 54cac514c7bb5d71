import type { Operation } from './model';
import type { Store } from './store';

/** Lets go of a group that an operation has kept others from writing to. */
export function releaseGroup(store: Store, groupKey: string, operation: Operation): void {
  const group = store.groupByKey(groupKey);
  if (group) group.busy = group.busy.filter((one) => one.operation !== operation.id);
}
