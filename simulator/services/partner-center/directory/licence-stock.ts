import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Store } from '../../../kernel/state/store';
import { partnerCenterState } from '../model';
import { type Offer, offerOf } from '../shop/offers';
import { commerceOf } from '../subscriptions/commerce';

export interface Stock {
  product: Offer['product'];
  plans: Offer['plans'];
  active: number;
  suspended: number;
  consumed: number;
}

/** What a customer has of each product, over all of its subscriptions from whatever partner. */
export function stockOf(store: Store, tenantId: string): Stock[] {
  const { licences } = partnerCenterState.of(store).directory;
  const found = new Map<string, Stock>();
  for (const subscription of store.subscriptions.values()) {
    const offer = offerOf(subscription.offerId);
    if (keyOf(subscription.tenantId) !== keyOf(tenantId) || !offer || saleOf(subscription.offerId) !== 'licence') continue;
    if (subscription.state === 'Deleted') continue;
    const { product, plans } = offer;
    const consumed = licences.filter((one) => one.skuId === product.id && keyOf(one.customerTenantId) === keyOf(tenantId)).length;
    const stock = found.get(product.id) ?? { product, plans, active: 0, suspended: 0, consumed };
    stock[subscription.state === 'Enabled' ? 'active' : 'suspended'] += commerceOf(store, subscription).quantity;
    found.set(product.id, stock);
  }
  return [...found.values()];
}
