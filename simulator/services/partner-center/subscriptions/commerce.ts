import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Subscription } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { type Commerce, partnerCenterState } from '../model';

/** What a partner sells to a customer, deleted subscriptions too. */
export function soldBy(store: Store, partnerTenantId: string, customerTenantId: string): Subscription[] {
  return [...store.subscriptions.values()].filter(
    (one) =>
      one.partnerTenantId !== undefined &&
      keyOf(one.partnerTenantId) === keyOf(partnerTenantId) &&
      keyOf(one.tenantId) === keyOf(customerTenantId) &&
      saleOf(one.offerId) !== undefined,
  );
}

/** Enters a subscription that is sold from now on. `id` is its id in Partner Center; a legacy one's is its Azure id unless it is given. */
export function enterCommerce(store: Store, subscription: Subscription, now: number, id?: string): Commerce {
  const known = saleOf(subscription.offerId) === 'plan' ? guidFrom('partner center', subscription.subscriptionId) : undefined;
  const own = id ?? known ?? subscription.subscriptionId;
  const commerce: Commerce = {
    id: own,
    orderId: guidFrom('order', own),
    createdAt: now,
    version: 1,
    quantity: 1,
    autoRenew: saleOf(subscription.offerId) === 'licence',
    billingCycle: 'monthly',
    registration: 'notregistered',
  };
  partnerCenterState.of(store).commerce[keyOf(subscription.subscriptionId)] = commerce;
  return commerce;
}

/** The commercial side of a subscription; entered when a world or Azure made the subscription without it. */
export function commerceOf(store: Store, subscription: Subscription): Commerce {
  return partnerCenterState.of(store).commerce[keyOf(subscription.subscriptionId)] ?? enterCommerce(store, subscription, 0);
}
