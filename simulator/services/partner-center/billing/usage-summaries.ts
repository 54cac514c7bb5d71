import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { collection, link, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { relationshipsOf } from '../relationships/relationships';
import { costOf } from './usage';
import { billingMonth, changed, money, named, soldByUsage, usage } from './usage-fields';

/** The running month's usage of customers, their budgets, and the partner's summary. Shapes: …/developer/get-a-partner-usage-summary. */

function customerCost(call: PartnerCall, customerTenantId: string): number {
  const all = soldByUsage(call, customerTenantId).flatMap((sold) => usage(call, sold));
  return costOf(all);
}

function budgetKey(call: PartnerCall, customerTenantId: string): string {
  return `${keyOf(call.partner.tenantId)} ${keyOf(customerTenantId)}`;
}

function budgetOf(call: PartnerCall, customerTenantId: string): number {
  return partnerCenterState.of(call.azure.store).billing.budgets[budgetKey(call, customerTenantId)] ?? 0;
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
  partnerCenterState.of(call.azure.store).billing.budgets[budgetKey(call, tenant.tenantId)] = amount;
  return ok(budgetView(call, tenant.tenantId));
}

/** The share of its budget that a customer has spent; nothing when there is no budget. */
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

const CUSTOMER = '/v1/customers/{customer}';

export const USAGE_SUMMARIES: readonly Route[] = [
  ['GET', '/v1/usagesummary', partnerSummary],
  ['GET', '/v1/customers/usagerecords', customerRecords],
  ['GET', `${CUSTOMER}/usagesummary`, customerSummary],
  ['GET', `${CUSTOMER}/usagebudget`, (call) => ok(budgetView(call, customerOf(call).tenant.tenantId))],
  ['PATCH', `${CUSTOMER}/usagebudget`, patchBudget],
];
