import type { UsageLine } from '../../../contracts/azure/usage';
import type { UsageSource } from '../../ports/billing';
import { createRest, pagesOf } from '../billing/rest';
import type { Connection } from '../http/connection';
import { idIn, type Json, objectIn, textIn } from '../http/json';

const API_VERSION = '2023-05-01';
/** The largest page that the service takes. */
const PAGE = 1000;

/** Microsoft.Consumption usageDetails with the credentials of one tenant, both kinds (legacy, modern). Source: Consumption 2023-05-01. */
export function createUsage(connection: Connection, tenantId: string): UsageSource {
  const rest = createRest(connection, tenantId);
  return {
    async *usage(subscriptionId, { from, to }) {
      const filter = `properties/usageStart ge '${from}' and properties/usageEnd le '${to}'`;
      const query = new URLSearchParams({
        'api-version': API_VERSION,
        $expand: 'properties/meterDetails',
        $filter: filter,
        $top: String(PAGE),
      });
      const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Consumption/usageDetails?${query.toString()}`;
      for await (const page of pagesOf(rest, `read the usage of ${subscriptionId}`, path))
        yield page.map((one) => lineIn(objectIn(objectIn(one).properties), subscriptionId));
    },
  };
}

/** The two kinds name the same things differently: `cost` and `costInBillingCurrency`, `resourceId` and `instanceName`. */
function lineIn(facts: Json, subscriptionId: string): UsageLine {
  const details = objectIn(facts.meterDetails);
  const text = (...values: unknown[]) => values.map(textIn).find((one) => one !== undefined) ?? '';
  const resourceId = text(facts.resourceId, facts.instanceName, facts.instanceId);
  return {
    subscriptionId: (idIn(facts.subscriptionId) || idIn(facts.subscriptionGuid) || subscriptionId.toLowerCase()).replace(
      /^\/subscriptions\//,
      '',
    ),
    resourceGroup: text(facts.resourceGroup, /\/resourcegroups\/([^/]+)/i.exec(resourceId)?.[1]),
    resourceId,
    consumedService: text(facts.consumedService),
    meterId: idIn(facts.meterId),
    meterName: text(details.meterName, facts.meterName),
    meterCategory: text(details.meterCategory, facts.meterCategory),
    meterSubCategory: text(details.meterSubCategory, facts.meterSubCategory),
    unit: text(details.unitOfMeasure, facts.unitOfMeasure),
    quantity: numberIn(facts.quantity),
    rate: numberIn(facts.unitPrice) ?? numberIn(facts.effectivePrice),
    cost: numberIn(facts.cost) ?? numberIn(facts.costInBillingCurrency),
    currency: text(facts.billingCurrency, facts.billingCurrencyCode),
    date: text(facts.date).slice(0, 10),
  };
}

/** A number, or a decimal written as text; null for anything else. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value) ? Number(value) : null;
}
