import { parseId } from '../../../kernel/ids';
import type { Fields, PartnerCall } from '../api/call';
import { commerceOf } from '../subscriptions/commerce';
import { PARTNER_CREDIT, usageIn } from './books';
import { chargeFields, customerFields, iso, type Source } from './lines';
import type { Period, Usage } from './usage';

/** Daily rated usage. Shape: learn.microsoft.com/partner-center/developer/get-invoice-billed-consumption-lineitems. */

const DAY = 86_400_000;

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

/** Every meter of every day. */
export function usageLines(call: PartnerCall, source: Source): Fields[] {
  const found: Fields[] = [];
  for (let from = source.period.from; from < source.period.until; from += DAY) {
    const day = { from, until: from + DAY };
    for (const one of usageIn(call.azure.store, call.partner, source.type, day)) found.push(usageLine(call, source, day, one));
  }
  return found;
}
