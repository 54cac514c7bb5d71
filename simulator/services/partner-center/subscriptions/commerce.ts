import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import type { Subscription } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import type { Commerce } from '../model';

/** How a subscription is sold: legacy Azure CSP, under an Azure plan, or by licences. */
export type Sale = 'legacy' | 'plan' | 'licence';

/**
 * Which offers Partner Center knows: MS-AZR-0145P is legacy Azure, MS-AZR-0017G a subscription under an Azure plan, and what is no
 * MS-AZR-… at all is sold by licences. Undefined for the rest: enterprise and pay-as-you-go subscriptions are not in Partner Center.
 */
export function saleOf(offerId: string): Sale | undefined {
  const offer = offerId.toUpperCase();
  if (offer === 'MS-AZR-0145P') return 'legacy';
  if (offer === 'MS-AZR-0017G') return 'plan';
  return offer.startsWith('MS-AZR-') ? undefined : 'licence';
}

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
  store.partnerCenter.commerce[keyOf(subscription.subscriptionId)] = commerce;
  return commerce;
}

/** The commercial side of a subscription; entered when a world or Azure made the subscription without it. */
export function commerceOf(store: Store, subscription: Subscription): Commerce {
  return store.partnerCenter.commerce[keyOf(subscription.subscriptionId)] ?? enterCommerce(store, subscription, 0);
}
