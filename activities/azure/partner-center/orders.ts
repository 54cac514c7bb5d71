import { isFailure } from '../../failures/failure';
import type { OrderService, PartnerOrder } from '../../ports/customers-and-orders';
import { NO_CUSTOMER } from './customers';
import { etagIn, idIn, type Json, objectIn, objectsIn, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

/** The Azure plan in the catalogue: a product with one SKU and no term. */
const PLAN_SKU = '/v1/products/DZH318Z0BPS6/skus/0001';

/**
 * What is bought for a customer: by a cart, whose state tells whether a checkout whose answer was lost has arrived. Sources: seed l.10134-10400;
 * learn.microsoft.com/partner-center/developer, create-a-cart, checkout-a-cart, get-a-list-of-offers-for-a-market, purchase-azure-plan,
 * get-subscription-provisioning-status, suspend-a-subscription.
 */
export function orders(transport: Transport): OrderService {
  const get = async (doing: string, path: string): Promise<Json> =>
    objectIn((await transport.send(doing, { method: 'GET', path })).body);
  const cartPath = (customerTenantId: string, cartId: string) =>
    `/v1/customers/${encodeURIComponent(customerTenantId)}/carts/${encodeURIComponent(cartId)}`;

  return {
    async catalogItem(offer, country) {
      const market = `country=${encodeURIComponent(country)}`;
      const doing = `look up ${offer} in ${country}`;
      if (offer === 'MS-AZR-0145P') {
        const offers = await everyItem(transport, doing, `/v1/offers?${market}`);
        const found = offers.find((one) => idIn(one.id) === offer.toLowerCase() && one.isAvailableForPurchase !== false);
        return found && textIn(found.id);
      }
      const sold = await everyItem(transport, doing, `${PLAN_SKU}/availabilities?${market}`);
      return textIn(sold.find(({ isPurchasable }) => isPurchasable !== false)?.catalogItemId);
    },

    async createCart(customerTenantId, catalogItemId, displayName, requestId) {
      const billingCycle = catalogItemId.includes(':') ? 'one_time' : 'monthly';
      const { body } = await transport.send(`put ${displayName} into a cart`, {
        method: 'POST',
        path: `/v1/customers/${encodeURIComponent(customerTenantId)}/carts`,
        requestId,
        body: { lineItems: [{ id: 0, catalogItemId, friendlyName: displayName, quantity: 1, billingCycle }] },
      });
      return textIn(objectIn(body).id) ?? '';
    },

    async cartIsCheckedOut(customerTenantId, cartId) {
      const { status } = await get(`read cart ${cartId}`, cartPath(customerTenantId, cartId));
      return textIn(status)?.toLowerCase() === 'ordered';
    },

    async checkOutCart(customerTenantId, cartId, requestId) {
      const { body } = await transport.sendOnce(`check cart ${cartId} out`, {
        method: 'POST',
        path: `${cartPath(customerTenantId, cartId)}/checkout`,
        requestId,
      });
      return objectsIn(objectIn(body).orders).map(orderIn);
    },

    async orders(customerTenantId) {
      const path = `/v1/customers/${encodeURIComponent(customerTenantId)}/orders`;
      return (await everyItem(transport, `list the orders of customer ${customerTenantId}`, path)).map(orderIn);
    },

    async provisioningStatus(customerTenantId, subscriptionId) {
      const at = `/v1/customers/${encodeURIComponent(customerTenantId)}/subscriptions/${encodeURIComponent(subscriptionId)}`;
      const { status } = await get(`look whether subscription ${subscriptionId} is there`, `${at}/provisioningstatus`);
      return textIn(status)?.toLowerCase() ?? 'pending';
    },

    async suspendSubscription(customerTenantId, subscriptionId, requestId) {
      const path = `/v1/customers/${encodeURIComponent(customerTenantId)}/subscriptions/${encodeURIComponent(subscriptionId)}`;
      try {
        const subscription = await get(`read subscription ${subscriptionId}`, path);
        if (textIn(subscription.status)?.toLowerCase() !== 'active') return false;
        const etag = etagIn(subscription);
        await transport.send(`suspend subscription ${subscriptionId}`, {
          method: 'PATCH',
          path,
          requestId,
          // The whole of it is wanted back (seed l.10290).
          body: { ...subscription, status: 'suspended' },
          ...(etag === undefined ? {} : { etag }),
        });
        return true;
      } catch (error) {
        if (isFailure(error, ...NO_CUSTOMER, 'SubscriptionNotFound')) return false;
        throw error;
      }
    },
  };
}

function orderIn(value: Json): PartnerOrder {
  return {
    id: textIn(value.id) ?? '',
    status: (textIn(value.status) ?? 'pending').toLowerCase(),
    lines: objectsIn(value.lineItems).map((line) => {
      const subscriptionId = idIn(line.subscriptionId);
      return {
        catalogItemId: textIn(line.offerId) ?? '',
        friendlyName: textIn(line.friendlyName) ?? '',
        ...(subscriptionId === '' ? {} : { subscriptionId }),
      };
    }),
  };
}
