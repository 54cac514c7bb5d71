import { keyOf } from '../ids';
import type { Store } from './store';

/** Deletes a resource, its children and what is said about them. Embedded copies in a parent go too. */
export function removeWithChildren(store: Store, id: string): void {
  const key = keyOf(id);
  for (const one of store.withChildren(key)) store.removeResource(one);
  for (const items of store.scoped()) items.removeBelow(key);
}
