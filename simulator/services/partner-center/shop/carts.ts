import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { created, link, moment, ok } from '../api/answers';
import { bodyOf, type Customer, customerOf, type Fields, fieldsOf, param, type PartnerCall, type Route } from '../api/call';
import { requiredList, textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import type { Cart, CartLine } from './model';
import { type Wanted, wantedIn } from './order-request';
import { orderView } from './order-views';
import { cycleNamed } from './orders';
import { placeOrder } from './placing';

/** Shapes: learn.microsoft.com/partner-center/developer/cart-resources. */

/** Virtual milliseconds after which a cart that was not changed is gone. */
const KEPT = 7 * 86_400_000;

/** Offers are ordered together by cycle, what is paid once together, and every SaaS line by itself. */
function groupOf({ bought }: Wanted, cycle: string, at: number): string {
  if ('offer' in bought) return `OMS-${cycle === 'monthly' ? 0 : 1}`;
  return bought.sku.kind === 'saas' ? String(at + 1) : '0';
}

/** @throws PartnerError 3000 and as an order's lines do */
function lineIn(call: PartnerCall, customer: Customer, written: unknown, at: number): { line: CartLine; wanted: Wanted } {
  const path = `lineItems[${at}]`;
  const fields = fieldsOf(written);
  const wanted = wantedIn(call, customer, written, 'catalogItemId', path);
  const { bought } = wanted;
  const cycle = cycleNamed(fields['billingCycle'], 'offer' in bought ? 'monthly' : (bought.sku.billingCycles[0] ?? 'one_time'));
  if ('sku' in bought && !bought.sku.billingCycles.includes(cycle))
    throw refusal(3000, `${path}.billingCycle is one of ${bought.sku.billingCycles.join(', ')}`);
  const renewal = textOf(fieldsOf(fields['renewsTo'])['termDuration']);
  const line: CartLine = {
    id: at,
    catalogItemId: wanted.offerId,
    ...(wanted.friendlyName === undefined ? {} : { friendlyName: wanted.friendlyName }),
    quantity: wanted.quantity,
    currencyCode: 'USD',
    billingCycle: cycle,
    ...(wanted.termDuration === '' ? {} : { termDuration: wanted.termDuration }),
    ...(wanted.provisioningContext === undefined ? {} : { provisioningContext: wanted.provisioningContext }),
    ...(renewal === undefined ? {} : { renewsTo: { termDuration: renewal } }),
    orderGroup: groupOf(wanted, cycle, at),
  };
  return { line, wanted };
}

function linesIn(call: PartnerCall, customer: Customer): CartLine[] {
  return requiredList(bodyOf(call), 'lineItems').map((line, at) => lineIn(call, customer, line, at).line);
}

function view(cart: Cart): Fields {
  return {
    id: cart.id,
    creationTimestamp: moment(cart.createdAt),
    lastModifiedTimestamp: moment(cart.modifiedAt),
    expirationTimestamp: moment(cart.modifiedAt + KEPT),
    lastModifiedUser: cart.modifiedBy,
    status: cart.status,
    lineItems: cart.lines,
    links: { self: link(`/customers/${cart.customerTenantId}/carts/${cart.id}`) },
    attributes: { objectType: 'Cart' },
  };
}

function cartOf(call: PartnerCall): Cart {
  const { tenant } = customerOf(call);
  const found = partnerCenterState
    .of(call.azure.store)
    .shop.carts.find(
      (one) =>
        keyOf(one.id) === keyOf(param(call, 'cart')) &&
        keyOf(one.partnerTenantId) === keyOf(call.partner.tenantId) &&
        keyOf(one.customerTenantId) === keyOf(tenant.tenantId),
    );
  if (!found || found.modifiedAt + KEPT <= call.azure.clock.now()) throw refusal(1000, `no cart ${param(call, 'cart')}`);
  return found;
}

function openCart(call: PartnerCall): Cart {
  const cart = cartOf(call);
  if (cart.status === 'Ordered') throw refusal(3000, `status: cart ${cart.id} has been checked out`);
  return cart;
}

function create(call: PartnerCall): Answer {
  const customer = customerOf(call);
  const now = call.azure.clock.now();
  const cart: Cart = {
    id: newGuid(),
    partnerTenantId: call.partner.tenantId,
    customerTenantId: customer.tenant.tenantId,
    createdAt: now,
    modifiedAt: now,
    modifiedBy: call.request.caller.objectId,
    status: 'Active',
    lines: linesIn(call, customer),
  };
  partnerCenterState.of(call.azure.store).shop.carts.push(cart);
  return created(view(cart));
}

/** Answers 201, as the documented example does. */
function update(call: PartnerCall): Answer {
  const customer = customerOf(call);
  const cart = openCart(call);
  cart.lines = linesIn(call, customer);
  cart.modifiedAt = call.azure.clock.now();
  cart.modifiedBy = call.request.caller.objectId;
  return created(view(cart));
}

/** Orders each group of lines, the whole cart or nothing: what has become impossible since is refused before anything is ordered. */
function checkout(call: PartnerCall): Answer {
  const customer = customerOf(call);
  const cart = openCart(call);
  const checked = cart.lines.map((line, at) => ({ ...lineIn(call, customer, line, at), group: line.orderGroup }));
  const groups = [...new Set(checked.map((one) => one.group))];
  const orders = groups.map((group) => {
    const lines = checked.filter((one) => one.group === group);
    return placeOrder(
      call,
      customer,
      lines.map((one) => one.wanted),
      lines[0]?.line.billingCycle ?? 'one_time',
    );
  });
  cart.status = 'Ordered';
  cart.modifiedAt = call.azure.clock.now();
  return created({
    orders: orders.map((one) => orderView(one, call.azure.clock.now())),
    attributes: { objectType: 'CartCheckoutResult' },
  });
}

const AT = '/v1/customers/{customer}/carts';

export const CARTS: readonly Route[] = [
  ['POST', AT, create],
  ['GET', `${AT}/{cart}`, (call) => ok(view(cartOf(call)))],
  ['PUT', `${AT}/{cart}`, update],
  ['POST', `${AT}/{cart}/checkout`, checkout],
];
