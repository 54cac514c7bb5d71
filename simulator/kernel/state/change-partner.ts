import { keyOf } from '../ids';
import type { Subscription } from './model';
import type { Store } from './store';

/**
 * Puts a subscription under another partner. The one place where that happens, whether Partner Center or Microsoft's support does it.
 * Role assignments stay as they are, as Azure leaves them: access is handed over by hand (seed l.1640).
 *
 * @returns the subscription; undefined, with nothing changed, when there is none of that id
 */
export function changePartner(store: Store, subscriptionId: string, partnerTenantId: string): Subscription | undefined {
  const subscription = store.subscriptions.get(keyOf(subscriptionId));
  if (subscription) subscription.partnerTenantId = partnerTenantId;
  return subscription;
}
