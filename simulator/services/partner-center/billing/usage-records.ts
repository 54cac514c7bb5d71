import type { Answer } from '../../../kernel/http/request';
import { keyOf, parseId } from '../../../kernel/ids';
import { collection, link, ok } from '../api/answers';
import { customerOf, type PartnerCall, type Route } from '../api/call';
import { pathOf, soldOf, statusOf } from '../subscriptions/subscription-views';
import { costOf, type Usage } from './usage';
import { billingMonth, changed, money, named, soldByUsage, usage } from './usage-fields';

/** The running month's usage of subscriptions. Shapes: …/developer/get-a-customer-subscription-meter-usage-records and its siblings. */

/** Usages of one meter together. */
function byMeter(usages: readonly Usage[]): { meter: Usage['meter']; quantity: number; cost: number }[] {
  return [...new Set(usages.map((one) => one.meter))].map((meter) => {
    const same = usages.filter((one) => one.meter === meter);
    const quantity = Number(same.reduce((sum, one) => sum + one.quantity, 0).toFixed(6));
    return { meter, quantity, cost: costOf(same) };
  });
}

function meterRecords(call: PartnerCall): Answer {
  const sold = soldOf(call);
  return collection(
    byMeter(usage(call, sold)).map(({ meter, quantity, cost }) => ({
      subscriptionId: sold.commerce.id,
      meterId: meter.id,
      meterName: meter.name,
      ...named(meter.id, meter.name),
      category: meter.category,
      subcategory: meter.subcategory,
      quantityUsed: quantity,
      unit: meter.unit,
      ...money(cost),
      lastModifiedDate: changed(call),
      attributes: { objectType: 'MeterUsageRecord' },
    })),
    `${pathOf(sold)}/meterusagerecords`,
  );
}

/** Lists every resource, those that cost nothing too. */
function resourceRecords(call: PartnerCall): Answer {
  const sold = soldOf(call);
  const { store } = call.azure;
  const usages = usage(call, sold);
  const { subscriptionId, displayName } = sold.subscription;
  return collection(
    [...store.resourcesOf(subscriptionId)].map(({ resource }) => ({
      subscriptionId: sold.commerce.id,
      resourceUri: resource.id,
      resourceType: resource.type.split('/')[0],
      entitlementId: subscriptionId,
      entitlementName: displayName,
      resourceGroupName: parseId(resource.id)?.resourceGroup,
      ...named(resource.id, resource.name),
      ...money(costOf(usages.filter((one) => keyOf(one.resource?.resource.id ?? '') === keyOf(resource.id)))),
      lastModifiedDate: changed(call),
      attributes: { objectType: 'ResourceUsageRecord' },
    })),
    `${pathOf(sold)}/resourceusagerecords`,
  );
}

function monthlyResources(call: PartnerCall): Answer {
  const sold = soldOf(call);
  return collection(
    byMeter(usage(call, sold)).map(({ meter, quantity, cost }) => ({
      category: meter.category,
      subcategory: meter.subcategory,
      quantityUsed: quantity,
      unit: meter.unit,
      ...named(meter.id, meter.name),
      ...money(cost),
      lastModifiedDate: changed(call),
      attributes: { objectType: 'AzureResourceMonthlyUsageRecord' },
    })),
    `${pathOf(sold)}/usagerecords`,
  );
}

function subscriptionRecords(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  return collection(
    soldByUsage(call, tenant.tenantId).map((sold) => ({
      status: statusOf(sold.subscription),
      offerId: sold.subscription.offerId,
      ...named(sold.commerce.id, sold.subscription.displayName),
      ...money(costOf(usage(call, sold))),
      lastModifiedDate: changed(call),
      attributes: { objectType: 'SubscriptionMonthlyUsageRecord' },
    })),
    `/customers/${tenant.tenantId}/subscriptions/usagerecords`,
  );
}

function subscriptionSummary(call: PartnerCall): Answer {
  const sold = soldOf(call);
  return ok({
    ...named(sold.commerce.id, sold.subscription.displayName),
    ...billingMonth(call),
    ...money(costOf(usage(call, sold))),
    lastModifiedDate: changed(call),
    links: { self: link(`${pathOf(sold)}/usagesummary`) },
    attributes: { objectType: 'SubscriptionUsageSummary' },
  });
}

const CUSTOMER = '/v1/customers/{customer}';
const AT = `${CUSTOMER}/subscriptions/{subscription}`;

export const USAGE_RECORDS: readonly Route[] = [
  ['GET', `${CUSTOMER}/subscriptions/usagerecords`, subscriptionRecords],
  ['GET', `${AT}/usagesummary`, subscriptionSummary],
  ['GET', `${AT}/usagerecords/resources`, monthlyResources],
  ['GET', `${AT}/meterusagerecords`, meterRecords],
  ['GET', `${AT}/resourceusagerecords`, resourceRecords],
];
