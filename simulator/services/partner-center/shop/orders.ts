import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { assertUnchanged, collection, created, link, ok } from '../api/answers';
import {
  bodyOf,
  type Customer,
  customerOf,
  type Fields,
  fieldsOf,
  param,
  type PartnerCall,
  queryOf,
  type Route,
} from '../api/call';
import { requiredList, textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { commerceOf } from '../subscriptions/commerce';
import { findSold } from '../subscriptions/subscription-views';
import { catalogueItem } from './catalogue';
import type { Order, OrderLine } from './model';
import { wantedIn } from './order-request';
import { orderEtag, orderOf, orderPath, ordersOf, orderView, statusOfOrder } from './order-views';
import { addLine, placeOrder } from './placing';

/** Billing cycles by how they may be written, as orders show them. */
const CYCLES: Record<string, string> = {
  monthly: 'monthly',
  annual: 'annual',
  triennial: 'triennial',
  none: 'none',
  one_time: 'one_time',
  onetime: 'one_time',
};

/** @throws PartnerError 3000 for a cycle that there is not */
export function cycleNamed(value: unknown, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  const cycle = typeof value === 'string' ? CYCLES[value.toLowerCase()] : undefined;
  if (cycle === undefined) throw refusal(3000, 'billingCycle is one of Monthly, Annual, Triennial, None, OneTime');
  return cycle;
}

function shown(call: PartnerCall, order: Order): Fields {
  return orderView(order, call.azure.clock.now());
}

/** @throws PartnerError 3000, 20003, 800021, 13605 for what cannot be bought so */
function create(call: PartnerCall): Answer {
  const customer = customerOf(call);
  const body = bodyOf(call);
  const lines = requiredList(body, 'lineItems').map((line, at) => wantedIn(call, customer, line, 'offerId', `lineItems[${at}]`));
  const usual = lines.every((one) => 'offer' in one.bought) ? 'monthly' : 'one_time';
  return created(shown(call, placeOrder(call, customer, lines, cycleNamed(body['billingCycle'], usual))));
}

function list(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const type = queryOf(call, 'billingType') ?? queryOf(call, 'billingCycleType');
  const cycle = type === undefined ? undefined : cycleNamed(type, '');
  return collection(
    ordersOf(call, tenant.tenantId)
      .filter((one) => cycle === undefined || one.billingCycle === cycle)
      .map((one) => shown(call, one)),
    `/customers/${tenant.tenantId}/orders`,
  );
}

/** The order that is changed; one that a world or a transfer left behind is kept from now on. */
function kept(call: PartnerCall, order: Order): Order {
  const { orders } = partnerCenterState.of(call.azure.store).shop;
  if (!orders.includes(order)) orders.push(order);
  return order;
}

function cancel(call: PartnerCall, order: Order): void {
  if (order.isCancelled) throw refusal(800040, 'cancelled', 'cancelled');
  order.isCancelled = true;
  for (const { subscriptionId } of order.lines) {
    const sold =
      subscriptionId === undefined
        ? undefined
        : findSold(call.azure.store, order.partnerTenantId, order.customerTenantId, subscriptionId);
    if (sold) sold.subscription.state = 'Deleted';
  }
}

function changeCycle(call: PartnerCall, order: Order, cycle: string): void {
  if (order.billingCycle === 'one_time' || cycle === 'one_time') throw refusal(2054);
  order.billingCycle = cycle;
  for (const { subscriptionId } of order.lines) {
    const sold = findSold(call.azure.store, order.partnerTenantId, order.customerTenantId, subscriptionId ?? '');
    if (sold) commerceOf(call.azure.store, sold.subscription).billingCycle = cycle;
  }
}

/** Adds the lines that name a parent and no subscription of their own. Lines that are there already stay as they are. */
function addOns(call: PartnerCall, customer: Customer, order: Order, body: Fields): void {
  const written = Array.isArray(body['lineItems']) ? (body['lineItems'] as unknown[]) : [];
  const wanted = written.flatMap((line, at) => {
    const { subscriptionId, parentSubscriptionId } = fieldsOf(line);
    if (textOf(subscriptionId) !== undefined || textOf(parentSubscriptionId) === undefined) return [];
    return [wantedIn(call, customer, line, 'offerId', `lineItems[${at}]`)];
  });
  for (const one of wanted) addLine(call, customer, order, one);
}

/**
 * Cancels (in a sandbox, which every account of the simulator is taken for), adds add-ons, or changes the billing cycle.
 * @throws PartnerError 2055 for a stale etag, 800040 when it is cancelled already, 2054 for what is paid once, and as creating does
 */
function patch(call: PartnerCall): Answer {
  const customer = customerOf(call);
  const body = bodyOf(call);
  const order = orderOf(call);
  assertUnchanged(call, body, orderEtag(order));
  const status = textOf(body['status'])?.toLowerCase();
  if (status !== undefined && status !== 'cancelled' && status !== statusOfOrder(order, call.azure.clock.now()))
    throw refusal(3000, 'status can only be set to cancelled');
  kept(call, order);
  if (status === 'cancelled') cancel(call, order);
  else {
    addOns(call, customer, order, body);
    const cycle = cycleNamed(body['billingCycle'], order.billingCycle);
    if (cycle !== order.billingCycle) changeCycle(call, order, cycle);
  }
  order.version += 1;
  recordAudit(call, customer.tenant, { resourceType: 'order', operationType: 'update_order', value: { Id: order.id } });
  return ok(shown(call, order));
}

function provisioningStatus(call: PartnerCall): Answer {
  const order = orderOf(call);
  const isReady = statusOfOrder(order, call.azure.clock.now()) === 'completed';
  const status = order.isCancelled ? 'cancelled' : isReady ? 'fulfilled' : 'pending';
  return collection(
    order.lines.map(({ lineItemNumber, quantity }) => ({
      lineItemNumber,
      status,
      quantityProvisioningInformation: [{ quantity, status }],
    })),
    `${orderPath(order)}/provisioningstatus`,
  );
}

function activationLinksOf(order: Order, lines: readonly OrderLine[], self: string): Answer {
  return collection(
    lines
      .filter((line) => catalogueItem(line.offerId)?.sku.kind === 'saas')
      .map(({ lineItemNumber }) => ({
        lineItemNumber,
        link: link(`https://activate.example/${order.alternateId}/${lineItemNumber}/${newGuid()}`),
      })),
    self,
  );
}

function activationLinks(call: PartnerCall): Answer {
  const order = orderOf(call);
  return activationLinksOf(order, order.lines, `${orderPath(order)}/activationlinks`);
}

function lineActivationLinks(call: PartnerCall): Answer {
  const order = orderOf(call);
  const number = param(call, 'line');
  const line = order.lines.find((one) => keyOf(String(one.lineItemNumber)) === number);
  if (!line) throw refusal(1000, `order ${order.id} has no line ${number}`);
  return activationLinksOf(order, [line], `${orderPath(order)}/lineitems/${number}/activationlinks`);
}

const AT = '/v1/customers/{customer}/orders';

export const ORDERS: readonly Route[] = [
  ['GET', AT, list],
  ['POST', AT, create],
  ['GET', `${AT}/{order}`, (call) => ok(shown(call, orderOf(call)))],
  ['PATCH', `${AT}/{order}`, patch],
  ['GET', `${AT}/{order}/provisioningstatus`, provisioningStatus],
  ['GET', `${AT}/{order}/activationlinks`, activationLinks],
  ['GET', `${AT}/{order}/lineitems/{line}/activationlinks`, lineActivationLinks],
];
