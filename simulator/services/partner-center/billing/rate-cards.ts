import type { Answer } from '../../../kernel/http/request';
import { CURRENCIES, inCurrency } from '../../metering/currencies';
import { SHARED_METERS } from '../../metering/meters';
import type { PricedMeter } from '../../metering/model';
import { asListed, metersOf } from '../../metering/usage';
import { ok } from '../api/answers';
import { type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';

/** Prices of Azure by meter. Source: learn.microsoft.com/partner-center/developer/get-prices-for-microsoft-azure. */

const SINCE = '2017-01-01T00:00:00Z';
/** Meters without the partner's discount. */
const WITHOUT_DISCOUNT = ['53cc0061-0fe2-4249-bf62-e1008c811f5c', 'c82dbd27-c978-43a7-ad41-525a90d8962b'];

const isSold = ({ rates }: PricedMeter) => Object.keys(rates).length > 0;

/** @throws PartnerError 3000 for a currency that there is no card in, or a region that is no country */
function card(call: PartnerCall, meters: readonly PricedMeter[]): Answer {
  const currency = (queryOf(call, 'currency') ?? 'USD').toUpperCase();
  if (CURRENCIES[currency] === undefined) throw refusal(3000, `currency is one of ${Object.keys(CURRENCIES).join(', ')}`);
  const region = queryOf(call, 'region');
  if (region !== undefined && !/^[a-z]{2}$/i.test(region)) throw refusal(3000, 'region is two letters, ISO 3166-1');
  return ok({
    locale: call.request.headers['x-locale'] ?? 'en-US',
    currency,
    isTaxIncluded: false,
    meters: meters.filter(isSold).map((one) => ({
      id: one.id,
      name: one.name,
      rates: Object.fromEntries(
        Object.entries(one.rates).map(([from, usd]) => [from, Number(inCurrency(usd, currency).toFixed(6))]),
      ),
      tags: [],
      category: one.category,
      subcategory: one.subcategory,
      region: one.region,
      unit: one.unit,
      includedQuantity: one.includedQuantity,
      effectiveDate: SINCE,
    })),
    offerTerms: [
      { name: 'Overage discount', discount: 0.15, excludedMeterIds: WITHOUT_DISCOUNT, effectiveDate: '2014-01-01T00:00:00' },
    ],
    attributes: { objectType: 'AzureRateCard' },
  });
}

/** Shared services have a card of their own, which worlds do not change. */
export const RATE_CARDS: readonly Route[] = [
  ['GET', '/v1/ratecards/azure', (call) => card(call, metersOf(call.azure.store))],
  ['GET', '/v1/ratecards/azure-shared', (call) => card(call, SHARED_METERS.map(asListed))],
];
