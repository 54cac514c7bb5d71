import type { Fields, PartnerCall } from '../api/call';
import { commerceOf } from '../subscriptions/commerce';
import { findSold, type Sold } from '../subscriptions/subscription-views';
import { monthSoFar, type Usage, usageBased, usageOf } from './usage';

/** What records and summaries of the running month's usage have in common. */

export function changed(call: PartnerCall): string {
  return new Date(call.azure.clock.now()).toISOString().replace('Z', '+00:00');
}

export function named(id: string, name: string): Fields {
  return { resourceId: id, id, resourceName: name, name };
}

export function usage(call: PartnerCall, { subscription }: Sold): Usage[] {
  return usageOf(call.azure.store, subscription, monthSoFar(call.azure.clock.now()));
}

export const money = (cost: number) => ({ totalCost: cost, currencyCode: 'USD', currencyLocale: 'en-US', usdTotalCost: cost });

export function billingMonth(call: PartnerCall): Fields {
  const { from } = monthSoFar(call.azure.clock.now());
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + 1, 0);
  return { billingStartDate: new Date(from).toISOString(), billingEndDate: end.toISOString() };
}

export function soldByUsage(call: PartnerCall, customerTenantId: string): Sold[] {
  const { store } = call.azure;
  return usageBased(store, call.partner.tenantId, customerTenantId).flatMap(
    (one) => findSold(store, call.partner.tenantId, customerTenantId, commerceOf(store, one).id) ?? [],
  );
}
