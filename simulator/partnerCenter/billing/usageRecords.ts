import { guidFrom } from '../../guids';
import type { Answer } from '../../http';
import { keyOf, parseId } from '../../ids';
import { collection, link, ok } from '../answers';
import { bodyOf, customerOf, type Fields, type PartnerCall, type Route } from '../call';
import { commerceOf } from '../commerce';
import { refusal } from '../errors';
import { relationshipsOf } from '../relationships';
import { findSold, pathOf, soldOf, statusOf, type Sold } from '../subscriptionViews';
import { costOf, monthSoFar, usageBased, usageOf, type Usage } from './usage';

/** The running month's usage. Shapes: learn.microsoft.com/partner-center/developer/partner-center-analytics and get-a-customer-subscription-*-usage-records. */

function changed(call: PartnerCall): string {
  return new Date(call.azure.clock.now()).toISOString().replace('Z', '+00:00');
}

function named(id: string, name: string): Fields {
  return { resourceId: id, id, resourceName: name, name };
}

function usage(call: PartnerCall, { subscription }: Sold): Usage[] {
  return usageOf(call.azure.store, subscription, monthSoFar(call.azure.clock.now()));
}

const money = (cost: number) => ({ totalCost: cost, currencyCode: 'USD', currencyLocale: 'en-US', usdTotalCost: cost });

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

/** Every resource, those that cost nothing too. */
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

function soldByUsage(call: PartnerCall, customerTenantId: string): Sold[] {
  const { store } = call.azure;
  return usageBased(store, call.partner.tenantId, customerTenantId).flatMap(
    (one) => findSold(store, call.partner.tenantId, customerTenantId, commerceOf(store, one).id) ?? [],
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

function customerCost(call: PartnerCall, customerTenantId: string): number {
  const all = soldByUsage(call, customerTenantId).flatMap((sold) => usage(call, sold));
  return costOf(all);
}

function budgetKey(call: PartnerCall, customerTenantId: string): string {
  return `${keyOf(call.partner.tenantId)} ${keyOf(customerTenantId)}`;
}

function budgetOf(call: PartnerCall, customerTenantId: string): number {
  return call.azure.store.partnerCenter.billing.budgets[budgetKey(call, customerTenantId)] ?? 0;
}

function budgetView(call: PartnerCall, customerTenantId: string): Fields {
  return {
    amount: budgetOf(call, customerTenantId),
    links: { self: link(`/customers/${customerTenantId}/usagebudget`) },
    attributes: { objectType: 'SpendingBudget' },
  };
}

/** @throws PartnerError 3000 unless the amount is a number, 0 for no budget */
function patchBudget(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const { amount } = bodyOf(call);
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) throw refusal(3000, 'amount is a number from 0 on');
  call.azure.store.partnerCenter.billing.budgets[budgetKey(call, tenant.tenantId)] = amount;
  return ok(budgetView(call, tenant.tenantId));
}

/** How much of its budget a customer has spent; nothing when there is no budget. */
function share(call: PartnerCall, customerTenantId: string): number | null {
  const budget = budgetOf(call, customerTenantId);
  return budget === 0 ? null : Number((customerCost(call, customerTenantId) / budget).toFixed(4));
}

function customerRecords(call: PartnerCall): Answer {
  const { store } = call.azure;
  return collection(
    relationshipsOf(store, call.partner.tenantId)
      .filter((one) => soldByUsage(call, one.customerTenantId).length > 0)
      .map(({ customerTenantId }) => ({
        budget: { amount: budgetOf(call, customerTenantId), attributes: { objectType: 'SpendingBudget' } },
        isUpgraded: false,
        percentUsed: share(call, customerTenantId) ?? 0,
        ...named(customerTenantId, store.tenants.get(keyOf(customerTenantId))?.displayName ?? ''),
        ...money(customerCost(call, customerTenantId)),
        lastModifiedDate: changed(call),
        attributes: { objectType: 'CustomerMonthlyUsageRecord' },
      })),
    '/customers/usagerecords',
  );
}

function billingMonth(call: PartnerCall): Fields {
  const { from } = monthSoFar(call.azure.clock.now());
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + 1, 0);
  return { billingStartDate: new Date(from).toISOString(), billingEndDate: end.toISOString() };
}

function partnerSummary(call: PartnerCall): Answer {
  const { store } = call.azure;
  const customers = relationshipsOf(store, call.partner.tenantId)
    .map((one) => one.customerTenantId)
    .filter((one) => soldByUsage(call, one).length > 0);
  const spent = customers.map((one) => share(call, one) ?? 0);
  const total = customers.reduce((sum, one) => sum + customerCost(call, one), 0);
  return ok({
    customersOverBudget: spent.filter((one) => one > 1).length,
    customersTrendingOver: spent.filter((one) => one > 0.8 && one <= 1).length,
    customersWithUsageBasedSubscription: customers.length,
    ...named(guidFrom('usage', call.partner.tenantId), call.partner.name),
    ...billingMonth(call),
    ...money(Number(total.toFixed(6))),
    lastModifiedDate: changed(call),
    links: { self: link('/usagesummary') },
    attributes: { objectType: 'PartnerUsageSummary' },
  });
}

function customerSummary(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  return ok({
    budget: { amount: budgetOf(call, tenant.tenantId), attributes: { objectType: 'SpendingBudget' } },
    ...named(tenant.tenantId, tenant.displayName),
    ...billingMonth(call),
    ...money(customerCost(call, tenant.tenantId)),
    lastModifiedDate: changed(call),
    links: { self: link(`/customers/${tenant.tenantId}/usagesummary`) },
    attributes: { objectType: 'CustomerUsageSummary' },
  });
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

export const USAGE: readonly Route[] = [
  ['GET', '/v1/usagesummary', partnerSummary],
  ['GET', '/v1/customers/usagerecords', customerRecords],
  ['GET', `${CUSTOMER}/usagesummary`, customerSummary],
  ['GET', `${CUSTOMER}/usagebudget`, (call) => ok(budgetView(call, customerOf(call).tenant.tenantId))],
  ['PATCH', `${CUSTOMER}/usagebudget`, patchBudget],
  ['GET', `${CUSTOMER}/subscriptions/usagerecords`, subscriptionRecords],
  ['GET', `${AT}/usagesummary`, subscriptionSummary],
  ['GET', `${AT}/usagerecords/resources`, monthlyResources],
  ['GET', `${AT}/meterusagerecords`, meterRecords],
  ['GET', `${AT}/resourceusagerecords`, resourceRecords],
];
