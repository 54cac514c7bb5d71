import type { Answer } from '../../../kernel/http/request';
import { saleOf } from '../../../kernel/offers';
import type { Subscription } from '../../../kernel/state/model';
import { recordAudit } from '../account/audit';
import { assertUnchanged, collection, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { announce } from '../webhooks/webhook-events';
import { commerceOf, soldBy } from './commerce';
import { etagOfSold, pathOf, type Sold, soldOf, statusOf, subscriptionView } from './subscription-views';

function list(call: PartnerCall): Answer {
  const { store } = call.azure;
  const { tenant } = customerOf(call);
  const mpnId = queryOf(call, 'mpn_id');
  const orderId = queryOf(call, 'order_id')?.toLowerCase();
  const shown = soldBy(store, call.partner.tenantId, tenant.tenantId)
    .map((subscription): Sold => ({ subscription, commerce: commerceOf(store, subscription) }))
    .filter(({ commerce }) => mpnId === undefined || commerce.partnerOnRecord === mpnId)
    .filter(({ commerce }) => orderId === undefined || commerce.orderId.toLowerCase() === orderId);
  return collection(shown.map((one) => subscriptionView(store, one)));
}

function get(call: PartnerCall): Answer {
  return ok(subscriptionView(call.azure.store, soldOf(call)));
}

const STATES: Record<string, Subscription['state']> = { active: 'Enabled', suspended: 'Disabled', deleted: 'Deleted' };

function changeStatus({ subscription }: Sold, wanted: string): void {
  const state = STATES[wanted];
  if (state !== undefined && wanted !== statusOf(subscription)) subscription.state = state;
}

function changeQuantity({ subscription, commerce }: Sold, wanted: unknown): void {
  if (wanted === commerce.quantity) return;
  if (saleOf(subscription.offerId) !== 'licence') throw refusal(2006, subscription.offerId);
  if (statusOf(subscription) === 'suspended') throw refusal(2001);
  if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 1)
    throw refusal(3000, 'quantity is a whole number above 0');
  commerce.quantity = wanted;
}

function assertKnownMpnId(call: PartnerCall, mpnId: string): void {
  if (![...call.azure.store.partners.values()].some((one) => one.mpnId === mpnId)) throw refusal(800015);
}

/** What of the body is checked before anything is changed. */
function assertAcceptable(call: PartnerCall, sold: Sold, body: Fields): void {
  if (statusOf(sold.subscription) === 'deleted') throw refusal(2011);
  const { billingCycle, friendlyName, partnerId, status } = body;
  if (typeof status === 'string' && STATES[status.toLowerCase()] === undefined)
    throw refusal(3000, `status is one of ${Object.keys(STATES).join(', ')}`);
  if (typeof billingCycle === 'string' && billingCycle.toLowerCase() !== sold.commerce.billingCycle) throw refusal(2054);
  if (friendlyName !== undefined && friendlyName !== null && (typeof friendlyName !== 'string' || friendlyName === ''))
    throw refusal(3000, 'friendlyName is a text');
  if (typeof partnerId === 'string') assertKnownMpnId(call, partnerId);
}

/**
 * Takes the whole resource and changes what may change: friendlyName, status, quantity, autoRenewEnabled, partnerId.
 * Source: learn.microsoft.com/partner-center/developer/suspend-a-subscription and its siblings.
 * @throws PartnerError 2055 stale etag, 2011 deleted, 2001/2006 quantity, 2054 billing cycle, 800015 partnerId, 3000 else
 */
function patch(call: PartnerCall): Answer {
  const sold = soldOf(call);
  const { subscription, commerce } = sold;
  const body = bodyOf(call);
  assertUnchanged(call, body, etagOfSold(sold));
  assertAcceptable(call, sold, body);
  const { friendlyName, status, quantity, autoRenewEnabled, partnerId } = body;
  if (quantity !== undefined && quantity !== null) changeQuantity(sold, quantity);
  if (typeof status === 'string') changeStatus(sold, status.toLowerCase());
  if (typeof friendlyName === 'string') subscription.displayName = friendlyName;
  if (typeof autoRenewEnabled === 'boolean') commerce.autoRenew = autoRenewEnabled;
  if (typeof partnerId === 'string') commerce.partnerOnRecord = partnerId;
  commerce.version += 1;
  const shown = subscriptionView(call.azure.store, sold);
  const { tenant } = customerOf(call);
  recordAudit(call, tenant, { resourceType: 'subscription', operationType: 'update_subscription', value: shown });
  announce(call.azure, call.partner.tenantId, {
    event: 'subscription-updated',
    resourceName: 'subscription',
    resourceUri: `${call.azure.origin}/v1${pathOf(sold)}`,
    auditUri: null,
  });
  return ok(shown);
}

export const SUBSCRIPTIONS: readonly Route[] = [
  ['GET', '/v1/customers/{customer}/subscriptions', list],
  ['GET', '/v1/customers/{customer}/subscriptions/{subscription}', get],
  ['PATCH', '/v1/customers/{customer}/subscriptions/{subscription}', patch],
];
