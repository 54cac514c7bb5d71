import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Store } from '../../../kernel/state/store';
import { etagOf, link, moment } from '../api/answers';
import { customerOf, type Fields, param, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { catalogueItem } from './catalogue';
import type { Order, OrderLine } from './model';
import { offerOf } from './offers';

/** Shapes: learn.microsoft.com/partner-center/developer/order-resources. */

/** A subscription that was not ordered here, by a world or a transfer, has an order of one line all the same. */
function orderBehind(store: Store, partnerTenantId: string, customerTenantId: string, known: ReadonlySet<string>): Order[] {
  return soldBy(store, partnerTenantId, customerTenantId).flatMap((subscription): Order[] => {
    const commerce = commerceOf(store, subscription);
    if (known.has(keyOf(commerce.orderId))) return [];
    return [
      {
        id: commerce.orderId,
        alternateId: commerce.orderId,
        partnerTenantId,
        customerTenantId,
        billingCycle: commerce.billingCycle,
        createdAt: commerce.createdAt,
        version: 1,
        lines: [
          {
            lineItemNumber: 0,
            offerId: saleOf(subscription.offerId) === 'plan' ? 'DZH318Z0BPS6:0001:DZH318Z08C0S' : subscription.offerId,
            friendlyName: subscription.displayName,
            quantity: commerce.quantity,
            termDuration: '',
            subscriptionId: commerce.id,
          },
        ],
        readyAt: commerce.createdAt,
        isCancelled: false,
      },
    ];
  });
}

/** Orders of a customer with the calling partner, oldest first. */
export function ordersOf({ azure, partner }: PartnerCall, customerTenantId: string): Order[] {
  const { store } = azure;
  const placed = partnerCenterState
    .of(store)
    .shop.orders.filter(
      (one) => keyOf(one.partnerTenantId) === keyOf(partner.tenantId) && keyOf(one.customerTenantId) === keyOf(customerTenantId),
    );
  const known = new Set(placed.map((one) => keyOf(one.id)));
  return [...orderBehind(store, partner.tenantId, customerTenantId, known), ...placed];
}

/** The order that the path names, `{order}`. @throws PartnerError as customerOf does; 20000 */
export function orderOf(call: PartnerCall): Order {
  const { tenant } = customerOf(call);
  const found = ordersOf(call, tenant.tenantId).find((one) => keyOf(one.id) === keyOf(param(call, 'order')));
  if (!found) throw refusal(20000);
  return found;
}

export function orderPath(order: Order): string {
  return `/customers/${order.customerTenantId}/orders/${order.id}`;
}

export function orderEtag(order: Order): string {
  return etagOf(order.id, order.version);
}

export function statusOfOrder(order: Order, now: number): 'completed' | 'pending' | 'cancelled' {
  if (order.isCancelled) return 'cancelled';
  return order.readyAt <= now ? 'completed' : 'pending';
}

function lineLinks(order: Order, line: OrderLine): Fields {
  const item = catalogueItem(line.offerId);
  const subscription =
    line.subscriptionId === undefined
      ? {}
      : { subscription: link(`/customers/${order.customerTenantId}/subscriptions/${line.subscriptionId}`) };
  if (!item) return subscription;
  const product = `/products/${item.sku.productId}`;
  const sku = `${product}/skus/${item.sku.id}`;
  return {
    ...subscription,
    product: link(`${product}?country=US`),
    sku: link(`${sku}?country=US`),
    availability: link(`${sku}/availabilities/${item.availabilityId}?country=US`),
    ...(item.sku.kind === 'saas'
      ? { activationLinks: link(`${orderPath(order)}/lineitems/${line.lineItemNumber}/activationlinks`) }
      : {}),
  };
}

function lineView(order: Order, line: OrderLine): Fields {
  const { lineItemNumber, offerId, subscriptionId, parentSubscriptionId, termDuration, friendlyName, quantity } = line;
  return {
    lineItemNumber,
    offerId,
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(parentSubscriptionId === undefined ? {} : { parentSubscriptionId }),
    termDuration,
    transactionType: 'New',
    friendlyName,
    quantity,
    ...(line.provisioningContext === undefined ? {} : { provisioningContext: line.provisioningContext }),
    links: lineLinks(order, line),
  };
}

export function orderView(order: Order, now: number): Fields {
  const isOffer = order.lines.every((one) => offerOf(one.offerId) !== undefined);
  return {
    id: order.id,
    alternateId: order.alternateId,
    referenceCustomerId: order.customerTenantId,
    billingCycle: order.billingCycle,
    currencyCode: 'USD',
    currencySymbol: '$',
    lineItems: order.lines.map((line) => lineView(order, line)),
    creationDate: moment(order.createdAt),
    status: statusOfOrder(order, now),
    transactionType: 'UserPurchase',
    links: {
      ...(isOffer ? {} : { provisioningStatus: link(`${orderPath(order)}/provisioningstatus`) }),
      self: link(orderPath(order)),
    },
    attributes: { etag: orderEtag(order), objectType: 'Order' },
  };
}
