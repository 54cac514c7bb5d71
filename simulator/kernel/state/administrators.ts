import { keyOf } from '../ids';
import type { ClassicAdministrator } from './model';
import type { Store } from './store';

/** Lists the administrators of a subscription in the classic sense. Where nobody else is named, the account's owner is its service administrator. */
export function administratorsOf(store: Store, subscriptionId: string): ClassicAdministrator[] {
  const named = store.classicAdministrators.get(keyOf(subscriptionId)) ?? [];
  if (named.some(({ role }) => role === 'ServiceAdministrator')) return named;
  const subscription = store.subscriptions.get(keyOf(subscriptionId));
  const domain = store.tenants.get(keyOf(subscription?.tenantId ?? ''))?.domain ?? 'unknown';
  return [{ role: 'ServiceAdministrator', emailAddress: subscription?.accountOwner ?? `admin@${domain}` }, ...named];
}

/** Sets the administrators of a subscription. An account's owner who is service administrator need not be named. */
export function setAdministrators(store: Store, subscriptionId: string, all: readonly ClassicAdministrator[]): void {
  const owner = keyOf(store.subscriptions.get(keyOf(subscriptionId))?.accountOwner ?? '');
  const named = all.filter((one) => one.role !== 'ServiceAdministrator' || one.principalId || keyOf(one.emailAddress) !== owner);
  if (named.length === 0) store.classicAdministrators.delete(keyOf(subscriptionId));
  else store.classicAdministrators.set(keyOf(subscriptionId), named);
}
