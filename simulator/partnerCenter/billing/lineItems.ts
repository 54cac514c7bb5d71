import { guidFrom } from '../../guids';
import type { Answer } from '../../http';
import { keyOf, parseId } from '../../ids';
import type { Subscription } from '../../state/model';
import { link, ok } from '../answers';
import { param, queryOf, type Fields, type PartnerCall } from '../call';
import { commerceOf } from '../commerce';
import { refusal } from '../errors';
import { findInvoice, LICENCE_PRICE, licencesIn, PARTNER_CREDIT, usageIn, type Invoice } from './books';
import { monthOf, monthSoFar, type Period, type Usage } from './usage';

/** Shapes: learn.microsoft.com/partner-center/developer/get-invoice-billed-consumption-lineitems and its siblings. */

const DAY = 86_400_000;
const MOST = 2000;

/** What the lines are of: an invoice, or what is not billed yet. */
type Source = Pick<Invoice, 'id' | 'type' | 'period'>;

/** @throws PartnerError 1000 for an unknown invoice, 3000 for a period of the unbilled that is neither current nor previous */
function sourceOf(call: PartnerCall): Source {
  const id = param(call, 'invoice');
  const now = call.azure.clock.now();
  if (keyOf(id) === 'unbilled') {
    const named = queryOf(call, 'period')?.toLowerCase() ?? 'current';
    if (named !== 'current' && named !== 'previous') throw refusal(3000, 'period is current or previous');
    return { id: '', type: 'OneTime', period: named === 'current' ? monthSoFar(now) : monthOf(now, 1) };
  }
  const found = findInvoice(call.azure.store, call.partner, now, id);
  if (!found) throw refusal(1000, `no invoice ${id}`);
  return found;
}

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

function customerFields(call: PartnerCall, { tenantId }: Subscription): Fields {
  const tenant = call.azure.store.tenants.get(keyOf(tenantId));
  return {
    partnerId: call.partner.tenantId,
    partnerName: call.partner.name,
    customerId: tenantId,
    customerName: tenant?.displayName ?? '',
    customerDomainName: tenant?.domain ?? '',
    customerCountry: tenant?.country ?? '',
    mpnId: call.partner.mpnId,
    resellerMpnId: '',
  };
}

function chargeFields({ from, until }: Period): Fields {
  return { chargeStartDate: iso(from), chargeEndDate: iso(until) };
}

function prices(list: number, quantity: number): Fields {
  const unit = list * (1 - PARTNER_CREDIT);
  const total = Number((unit * quantity).toFixed(6));
  return {
    unitPrice: list,
    quantity,
    billingPreTaxTotal: total,
    billingCurrency: 'USD',
    pricingPreTaxTotal: total,
    pricingCurrency: 'USD',
    pcToBCExchangeRate: 1,
    effectiveUnitPrice: Number(unit.toFixed(6)),
    rateOfPartnerEarnedCredit: PARTNER_CREDIT,
    rateOfCredit: PARTNER_CREDIT,
    creditType: 'Partner Earned Credit Applied',
  };
}

/** One meter on one day. */
function usageLine(call: PartnerCall, source: Source, day: Period, { subscription, meter, resource, quantity }: Usage): Fields {
  const { id: subscriptionId } = commerceOf(call.azure.store, subscription);
  const isPlan = source.type === 'OneTime';
  return {
    ...customerFields(call, subscription),
    invoiceNumber: source.id,
    productId: isPlan ? 'DZH318Z0BPS6' : '',
    skuId: isPlan ? '0001' : '',
    availabilityId: '',
    skuName: 'Microsoft Azure plan',
    productName: 'Microsoft Azure plan',
    publisherName: 'Microsoft',
    publisherId: '',
    subscriptionId,
    subscriptionDescription: subscription.displayName,
    ...chargeFields(source.period),
    usageDate: iso(day.from),
    meterType: meter.unit,
    meterCategory: meter.category,
    meterId: meter.id,
    meterSubCategory: meter.subcategory,
    meterName: meter.name,
    meterRegion: meter.region,
    unitOfMeasure: meter.unit,
    resourceLocation: (resource?.resource.location ?? '').toUpperCase(),
    consumedService: resource?.resource.type.split('/')[0] ?? '',
    resourceGroup: resource === undefined ? '' : (parseId(resource.resource.id)?.resourceGroup ?? ''),
    resourceUri: resource?.resource.id ?? `/subscriptions/${subscription.subscriptionId}`,
    tags: resource?.resource.tags === undefined ? '' : JSON.stringify(resource.resource.tags),
    additionalInfo: '',
    serviceInfo1: '',
    serviceInfo2: '',
    chargeType: 'new',
    ...prices(meter.rate, quantity),
    unitType: meter.unit,
    entitlementId: subscription.subscriptionId,
    entitlementDescription: subscription.displayName,
    pcToBCExchangeRateDate: iso(source.period.from),
    invoiceLineItemType: 'usage_line_items',
    billingProvider: 'marketplace',
    attributes: { objectType: 'DailyRatedUsageLineItem' },
  };
}

function usageLines(call: PartnerCall, source: Source): Fields[] {
  const found: Fields[] = [];
  for (let from = source.period.from; from < source.period.until; from += DAY) {
    const day = { from, until: from + DAY };
    for (const one of usageIn(call.azure.store, call.partner, source.type, day)) found.push(usageLine(call, source, day, one));
  }
  return found;
}

/** A month's licences of a subscription. */
function licenceLines(call: PartnerCall, source: Source): Fields[] {
  return licencesIn(call.azure.store, call.partner, source.type).map(({ subscription, quantity, cost }) => {
    const { id: subscriptionId, orderId } = commerceOf(call.azure.store, subscription);
    return {
      ...customerFields(call, subscription),
      orderId,
      subscriptionId,
      syndicationPartnerSubscriptionNumber: '',
      offerId: subscription.offerId,
      durableOfferId: subscription.offerId,
      offerName: subscription.displayName,
      subscriptionName: subscription.displayName,
      ...chargeFields(source.period),
      chargeType: 'Cycle fee',
      unitPrice: LICENCE_PRICE,
      quantity,
      amount: cost,
      totalOtherDiscount: 0,
      subtotal: cost,
      tax: 0,
      totalForCustomer: cost,
      currency: 'USD',
      invoiceLineItemType: 'billing_line_items',
      billingProvider: 'office',
      attributes: { objectType: 'LicenseBasedLineItem' },
    };
  });
}

/** What is paid once: of an Azure plan, the month's usage of each subscription in one line. */
function oneTimeLines(call: PartnerCall, source: Source): Fields[] {
  const usages = usageIn(call.azure.store, call.partner, source.type, source.period);
  return [...new Set(usages.map((one) => one.subscription))].map((subscription) => {
    const cost = usages.filter((one) => one.subscription === subscription).reduce((sum, one) => sum + one.cost, 0);
    const { id: subscriptionId, orderId, createdAt } = commerceOf(call.azure.store, subscription);
    const paid = Number((cost * (1 - PARTNER_CREDIT)).toFixed(2));
    return {
      ...customerFields(call, subscription),
      invoiceNumber: source.id,
      orderId,
      orderDate: iso(createdAt),
      productId: 'DZH318Z0BPS6',
      skuId: '0001',
      availabilityId: guidFrom('availability', subscriptionId).slice(0, 12).replaceAll('-', '').toUpperCase(),
      productName: 'Microsoft Azure plan',
      skuName: 'Microsoft Azure plan',
      chargeType: 'billCycle',
      unitPrice: paid,
      effectiveUnitPrice: paid,
      unitType: '',
      quantity: 1,
      subtotal: paid,
      taxTotal: 0,
      totalForCustomer: paid,
      currency: 'USD',
      publisherName: 'Microsoft',
      publisherId: '',
      subscriptionDescription: subscription.displayName,
      subscriptionId,
      ...chargeFields(source.period),
      termAndBillingCycle: '',
      alternateId: guidFrom('line', subscriptionId, source.id).slice(0, 12),
      billableQuantity: 1,
      priceAdjustmentDescription: `["${PARTNER_CREDIT * 100}.0% Partner earned credit for services managed"]`,
      discountDetails: '',
      pricingCurrency: 'USD',
      pcToBCExchangeRate: 1,
      pcToBCExchangeRateDate: iso(source.period.from),
      billingFrequency: '',
      referenceId: orderId,
      invoiceLineItemType: 'billing_line_items',
      billingProvider: 'one_time',
      attributes: { objectType: 'OneTimeInvoiceLineItem' },
    };
  });
}

function linesOf(call: PartnerCall, source: Source): Fields[] {
  const kind = (queryOf(call, 'invoicelineitemtype') ?? param(call, 'kind')).toLowerCase();
  const provider = (queryOf(call, 'provider') ?? param(call, 'provider')).toLowerCase();
  const known = ['office', 'azure', 'onetime', 'marketplace', 'all'];
  if (!known.includes(provider)) throw refusal(3000, `provider is one of ${known.join(', ')}`);
  if (kind === 'usagelineitems') return provider === 'office' ? [] : usageLines(call, source);
  if (kind !== 'billinglineitems') throw refusal(3000, 'invoicelineitemtype is billinglineitems or usagelineitems');
  return [
    ...(provider === 'office' || provider === 'all' ? licenceLines(call, source) : []),
    ...(provider === 'azure' || provider === 'office' ? [] : oneTimeLines(call, source)),
  ];
}

/** At most 2,000 at once; with seekOperation=next those after the MS-ContinuationToken, the first ones when there is none. */
export function lineItems(call: PartnerCall): Answer {
  const source = sourceOf(call);
  const lines = linesOf(call, source);
  const size = Number(queryOf(call, 'size') ?? MOST);
  if (!Number.isInteger(size) || size < 1 || size > MOST) throw refusal(3000, `size is a whole number from 1 to ${MOST}`);
  const token = call.request.headers['ms-continuationtoken'];
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw refusal(3000, 'MS-ContinuationToken is not one that was given');
  const items = lines.slice(from, from + size);
  const self = call.request.rawUrl.replace(/^\/+v1/i, '').replace(/&seekoperation=next/i, '');
  const value = Buffer.from(String(from + size)).toString('base64');
  const next =
    from + size < lines.length ? { next: link(`${self}&seekOperation=Next`, [{ key: 'MS-ContinuationToken', value }]) } : {};
  return ok({ totalCount: items.length, items, links: { self: link(self), ...next }, attributes: { objectType: 'Collection' } });
}
