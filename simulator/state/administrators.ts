import { keyOf } from '../ids';
import type { ClassicAdministrator } from './model';
import type { Store } from './store';

/** Service and co-administrators of a subscription: where nobody else is named, the account's owner is its service administrator. */
export function administratorsOf(store: Store, subscriptionId: string): ClassicAdministrator[] {
  const named = store.classicAdministrators.get(keyOf(subscriptionId)) ?? [];
  const owner = store.subscriptions.get(keyOf(subscriptionId))?.accountOwner;
  if (owner === undefined || named.some(({ role }) => role === 'ServiceAdministrator')) return named;
  return [{ email: owner, role: 'ServiceAdministrator' }, ...named];
}

/** Names them; an account's owner who is service administrator need not be named. */
export function setAdministrators(store: Store, subscriptionId: string, all: readonly ClassicAdministrator[]): void {
  const owner = keyOf(store.subscriptions.get(keyOf(subscriptionId))?.accountOwner ?? '');
  const named = all.filter(({ email, role }) => role !== 'ServiceAdministrator' || keyOf(email) !== owner);
  if (named.length === 0) store.classicAdministrators.delete(keyOf(subscriptionId));
  else store.classicAdministrators.set(keyOf(subscriptionId), named);
}
