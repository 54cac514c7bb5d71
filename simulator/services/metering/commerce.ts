import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { guidFrom } from '../../kernel/guids';
import { badRequest } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { CURRENCIES, inCurrency } from './currencies';
import { DAY } from './period';
import { dayLines, metersOf, rateOf } from './usage';

/** Microsoft.Commerce 2015-06-01-preview: what a subscription used, without prices, and retail prices without usage. */

function moment(request: ArmRequest, name: string): number {
  const at = Date.parse(option(request, name) ?? '');
  if (Number.isNaN(at) || at % DAY !== 0)
    throw badRequest('InvalidInput', `${name} is required: the start of a day, UTC, such as 2024-01-31T00:00:00+00:00.`);
  return at;
}

/**
 * Days that have ended; 202 when the end asked for has not come yet. Details are per resource, without them a meter's day is one line.
 * @throws ArmError 400 for a range or a granularity that cannot be read, 501 for hours
 */
export function listUsageAggregates(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  const from = moment(request, 'reportedStartTime');
  const until = moment(request, 'reportedEndTime');
  if (from >= until) throw badRequest('InvalidInput', 'reportedStartTime must be before reportedEndTime.');
  const granularity = option(request, 'aggregationGranularity') ?? 'Daily';
  if (/^hourly$/i.test(granularity))
    throw new ArmError(501, { code: 'NotImplemented', message: 'This simulator does not model hourly usage aggregates.' });
  if (!/^daily$/i.test(granularity)) throw badRequest('InvalidInput', 'aggregationGranularity is Daily or Hourly.');
  if (until > azure.clock.now())
    return {
      status: 202,
      body: { error: { code: 'ProcessingNotCompleted', message: 'Data is not ready yet: try again later.' } },
    };
  const showsDetails = !/^false$/i.test(option(request, 'showDetails') ?? 'true');
  const samples = new Map<string, { name: string; properties: Record<string, unknown> & { quantity: number } }>();
  for (const line of dayLines(azure.store, subscription, from, until)) {
    const { day, meter, resourceId, location, tags, quantity } = line;
    const part = showsDetails ? resourceId : '';
    const name = `Daily_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}_${guidFrom('usage', subscriptionId, meter.id, part)}`;
    const known = samples.get(name);
    if (known) {
      known.properties.quantity = Number((known.properties.quantity + quantity).toFixed(10));
      continue;
    }
    samples.set(name, {
      name,
      properties: {
        subscriptionId: subscription.subscriptionId,
        meterId: meter.id,
        usageStartTime: new Date(day).toISOString().replace('.000Z', '+00:00'),
        usageEndTime: new Date(day + DAY).toISOString().replace('.000Z', '+00:00'),
        quantity,
        unit: meter.unit,
        meterName: meter.name,
        meterCategory: meter.category,
        meterSubCategory: meter.subcategory,
        meterRegion: meter.region,
        infoFields: {},
        ...(part === ''
          ? {}
          : { instanceData: JSON.stringify({ 'Microsoft.Resources': { resourceUri: part, location, tags: tags ?? null } }) }),
      },
    });
  }
  return page(
    request,
    [...samples.values()].map(({ name, properties }) => ({
      id: `/subscriptions/${subscription.subscriptionId}/providers/Microsoft.Commerce/UsageAggregates/${name}`,
      name,
      type: 'Microsoft.Commerce/UsageAggregate',
      properties,
    })),
  );
}

function named(filter: string, name: string): string {
  const value = new RegExp(`${name}\\s+eq\\s+'([^']*)'`, 'i').exec(filter)?.[1];
  if (value === undefined) throw badRequest('InvalidInput', `The $filter has to name ${name}.`);
  return value;
}

/** Prices of a pay-as-you-go offer. @throws ArmError 400 unless the filter names offer, currency, locale and region */
export function getRateCard(azure: Azure, request: ArmRequest): Answer {
  const filter = option(request, '$filter') ?? '';
  const offer = named(filter, 'OfferDurableId');
  const currency = named(filter, 'Currency').toUpperCase();
  const locale = named(filter, 'Locale');
  named(filter, 'RegionInfo');
  if (!/^MS-AZR-\d{4}P(-\d{4}P)*$/i.test(offer)) throw badRequest('InvalidInput', `'${offer}' is not an offer id.`);
  if (CURRENCIES[currency] === undefined)
    throw badRequest('InvalidInput', `There is no rate card in '${currency}': ${Object.keys(CURRENCIES).join(', ')}.`);
  return {
    status: 200,
    body: {
      OfferTerms: [],
      Meters: metersOf(azure.store).map((meter) => ({
        MeterId: meter.id,
        MeterName: meter.name,
        MeterCategory: meter.category,
        MeterSubCategory: meter.subcategory,
        Unit: meter.unit,
        MeterTags: [],
        MeterRegion: meter.region,
        MeterRates:
          meter.before[offer.toUpperCase()] === undefined
            ? tiers(meter.rates, currency)
            : { '0': inCurrency(rateOf(meter, offer), currency) },
        EffectiveDate: '2017-01-01T00:00:00Z',
        IncludedQuantity: meter.includedQuantity,
      })),
      Currency: currency,
      Locale: locale,
      IsTaxIncluded: false,
    },
  };
}

function tiers(rates: Record<string, number>, currency: string): Record<string, number> {
  return Object.fromEntries(Object.entries(rates).map(([from, usd]) => [from, inCurrency(usd, currency)]));
}
