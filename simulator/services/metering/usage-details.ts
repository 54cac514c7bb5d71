import type { Azure } from '../../kernel/azure';
import { guidFrom } from '../../kernel/guids';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { keyOf, parseId } from '../../kernel/ids';
import type { Subscription } from '../../kernel/state/model';
import { billingPeriodAt, DAY, periodName, usageFilter } from './period';
import { type DayLine, dayLines } from './usage';

type Fields = Record<string, unknown>;

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', '.0000000Z');
const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);
const isEnterprise = ({ offerId }: Subscription) => /^MS-AZR-(0017P|0148P)$/i.test(offerId);

function meterDetails({ meter }: DayLine): Fields {
  return {
    meterName: meter.name,
    meterCategory: meter.category,
    meterSubCategory: meter.subcategory,
    unitOfMeasure: meter.unit,
    serviceFamily: meter.category,
  };
}

/** Shape of 2019 and later: kind legacy (EA, pay-as-you-go and CSP of before the partner agreement). */
function legacy(subscription: Subscription, line: DayLine, isExpanded: boolean): Fields {
  const { day, meter, resourceId, location, tags, consumedService, quantity, rate, cost, currency } = line;
  const period = billingPeriodAt(day);
  const id = guidFrom('usage', subscription.subscriptionId, meter.id, resourceId, String(day));
  const group = parseId(resourceId)?.resourceGroup;
  return {
    kind: 'legacy',
    id: `/subscriptions/${subscription.subscriptionId}/providers/Microsoft.Billing/billingPeriods/${periodName(day)}/providers/Microsoft.Consumption/usageDetails/${id}`,
    name: id,
    type: 'Microsoft.Consumption/usageDetails',
    tags: tags ?? null,
    properties: {
      billingPeriodStartDate: iso(period.from),
      billingPeriodEndDate: iso(period.until - DAY),
      subscriptionId: subscription.subscriptionId,
      subscriptionName: subscription.displayName,
      date: iso(day),
      product: [meter.category, meter.subcategory, meter.name].filter((part) => part !== '').join(' - '),
      meterId: meter.id,
      quantity,
      effectivePrice: rate,
      cost,
      unitPrice: rate,
      billingCurrency: currency,
      resourceLocation: location,
      consumedService,
      resourceId,
      resourceName: nameOf(resourceId),
      ...(group === undefined ? {} : { resourceGroup: group }),
      ...(isEnterprise(subscription) ? { accountOwnerId: subscription.accountOwner ?? '', accountName: 'Enterprise' } : {}),
      offerId: subscription.offerId,
      isAzureCreditEligible: true,
      publisherType: 'Azure',
      chargeType: 'Usage',
      frequency: 'UsageBased',
      pricingModel: 'On Demand',
      ...(isExpanded ? { meterDetails: meterDetails(line) } : {}),
    },
  };
}

/** Shape of 2018, as recorded. */
function ofOldVersion(subscription: Subscription, line: DayLine, isExpanded: boolean): Fields {
  const { day, meter, resourceId, location, tags, consumedService, quantity, cost, currency } = line;
  const period = `subscriptions/${subscription.subscriptionId}/providers/Microsoft.Billing/billingPeriods/${periodName(day)}`;
  const name = guidFrom('usage', subscription.subscriptionId, meter.id, resourceId, String(day));
  return {
    id: `${period}/providers/Microsoft.Consumption/usageDetails/${name}`,
    name,
    type: 'Microsoft.Consumption/usageDetails',
    tags: tags ?? null,
    properties: {
      billingPeriodId: period,
      usageStart: iso(day),
      usageEnd: iso(day + DAY - 1000),
      instanceId: resourceId,
      instanceName: nameOf(resourceId),
      instanceLocation: location,
      meterId: meter.id,
      usageQuantity: quantity,
      pretaxCost: cost,
      currency,
      isEstimated: true,
      subscriptionGuid: subscription.subscriptionId,
      subscriptionName: subscription.displayName,
      accountName: subscription.accountOwner ?? 'Account',
      departmentName: 'Unassigned',
      product: [meter.category, meter.name].join(' '),
      consumedService,
      costCenter: '',
      meterDetails: isExpanded ? meterDetails(line) : null,
    },
  };
}

/**
 * Microsoft.Consumption usageDetails of a subscription: days that have ended, oldest first, in pages with nextLink. Meter details come only with
 * `$expand`. Source: Consumption 2023-05-01, and a recording of 2018-01-31.
 */
export function listUsageDetails(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  const { days, resourceGroup } = usageFilter(option(request, '$filter'), azure.clock.now());
  const isExpanded = /meterDetails/i.test(option(request, '$expand') ?? '');
  const view = request.apiVersion < '2019' ? ofOldVersion : legacy;
  const today = Math.floor(azure.clock.now() / DAY) * DAY;
  const lines = dayLines(azure.store, subscription, days.from, Math.min(days.until, today)).filter(
    (one) => resourceGroup === undefined || keyOf(parseId(one.resourceId)?.resourceGroup ?? '') === keyOf(resourceGroup),
  );
  return page(
    request,
    lines.map((line) => view(subscription, line, isExpanded)),
  );
}
