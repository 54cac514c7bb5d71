import { newGuid } from '../../../kernel/guids';
import { addSubscription } from '../../../kernel/state/add-subscription';
import { recordAudit } from '../account/audit';
import type { Customer, PartnerCall } from '../api/call';
import { sell } from '../customers/sell';
import { partnerCenterState } from '../model';
import { commerceOf } from '../subscriptions/commerce';
import type { Order, OrderLine } from './model';
import type { Wanted } from './order-request';

/** Virtual milliseconds until what is not sold by licence or usage is there. */
const PROVISIONING = 10 * 60_000;

function makeSubscription(call: PartnerCall, { tenant }: Customer, wanted: Wanted, order: Order, offerId: string): string {
  const { store, clock } = call.azure;
  const subscriptionId = newGuid();
  const name = 'offer' in wanted.bought ? wanted.bought.offer.name : wanted.bought.sku.title;
  const made = addSubscription(
    store,
    {
      subscriptionId,
      state: 'Enabled',
      displayName: wanted.friendlyName ?? name,
      tenantId: tenant.tenantId,
      offerId,
      partnerTenantId: call.partner.tenantId,
    },
    clock.now(),
  );
  sell(store, subscriptionId, clock.now());
  const commerce = commerceOf(store, made);
  Object.assign(commerce, { orderId: order.id, quantity: wanted.quantity, billingCycle: order.billingCycle });
  if (wanted.partnerIdOnRecord !== undefined) commerce.partnerOnRecord = wanted.partnerIdOnRecord;
  if (wanted.parentSubscriptionId !== undefined) commerce.parentSubscriptionId = wanted.parentSubscriptionId;
  return commerce.id;
}

/** A line of an order with what it makes: a subscription for an offer, and the first subscription under a new Azure plan. */
export function addLine(call: PartnerCall, customer: Customer, order: Order, wanted: Wanted): void {
  const { bought } = wanted;
  const line: OrderLine = {
    lineItemNumber: order.lines.length,
    offerId: wanted.offerId,
    friendlyName: wanted.friendlyName ?? ('offer' in bought ? bought.offer.name : bought.sku.title),
    quantity: wanted.quantity,
    termDuration: wanted.termDuration,
    ...(wanted.parentSubscriptionId === undefined ? {} : { parentSubscriptionId: wanted.parentSubscriptionId }),
    ...(wanted.provisioningContext === undefined ? {} : { provisioningContext: wanted.provisioningContext }),
  };
  if ('offer' in bought) line.subscriptionId = makeSubscription(call, customer, wanted, order, bought.offer.id);
  else if (bought.sku.kind === 'azurePlan') line.subscriptionId = makeSubscription(call, customer, wanted, order, 'MS-AZR-0017G');
  order.lines.push(line);
}

/** Ids of orders: GUIDs for offers, and shorter texts for what stands in the newer catalogue. */
function orderIdFor(lines: readonly Wanted[]): string {
  const id = newGuid();
  if (lines.every((one) => 'offer' in one.bought)) return id;
  return `${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}Vo1`.slice(0, 25);
}

/**
 * Orders what was checked, at once and all of it.
 * @param billingCycle as the orders show it: monthly, annual, none, one_time
 */
export function placeOrder(call: PartnerCall, customer: Customer, lines: readonly Wanted[], billingCycle: string): Order {
  const now = call.azure.clock.now();
  const order: Order = {
    id: orderIdFor(lines),
    alternateId: newGuid().replaceAll('-', '').slice(0, 12),
    partnerTenantId: call.partner.tenantId,
    customerTenantId: customer.tenant.tenantId,
    billingCycle,
    createdAt: now,
    version: 1,
    lines: [],
    readyAt: lines.every((one) => 'offer' in one.bought) ? now : now + PROVISIONING,
    isCancelled: false,
  };
  for (const wanted of lines) addLine(call, customer, order, wanted);
  partnerCenterState.of(call.azure.store).shop.orders.push(order);
  recordAudit(call, customer.tenant, {
    resourceType: 'order',
    operationType: 'create_order',
    value: { Id: order.id, ReferenceCustomerId: order.customerTenantId },
    data: { OrderId: order.id, BillingCycle: billingCycle },
  });
  return order;
}
