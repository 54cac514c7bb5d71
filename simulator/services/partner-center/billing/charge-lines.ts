import { guidFrom } from '../../../kernel/guids';
import type { Fields, PartnerCall } from '../api/call';
import { commerceOf } from '../subscriptions/commerce';
import { LICENCE_PRICE, licencesIn, PARTNER_CREDIT, usageIn } from './books';
import { chargeFields, customerFields, iso, type Source } from './lines';

/** What is billed for licences and Azure plans. Shapes: learn.microsoft.com/partner-center/developer/get-invoiceline-items. */

/** A month's licences of a subscription. */
export function licenceLines(call: PartnerCall, source: Source): Fields[] {
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

/** The lines that are paid once: for an Azure plan, the month's usage of each subscription in one line. */
export function oneTimeLines(call: PartnerCall, source: Source): Fields[] {
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
