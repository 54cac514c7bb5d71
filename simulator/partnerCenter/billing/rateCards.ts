import type { Answer } from '../../http';
import { ok } from '../answers';
import { queryOf, type PartnerCall, type Route } from '../call';
import { refusal } from '../errors';
import { METERS, SHARED_METERS, type Meter } from './meters';

/** Prices of Azure by meter. Source: learn.microsoft.com/partner-center/developer/get-prices-for-microsoft-azure. */

const SINCE = '2017-01-01T00:00:00Z';
/** Meters without the partner's discount. */
const WITHOUT_DISCOUNT = ['53cc0061-0fe2-4249-bf62-e1008c811f5c', 'c82dbd27-c978-43a7-ad41-525a90d8962b'];

/** USD to the currency, a fixed rate of each: the simulator has no market. */
const CURRENCIES: Record<string, number> = { USD: 1, EUR: 0.9, GBP: 0.8, CHF: 0.95, AUD: 1.5, JPY: 150 };

/** @throws PartnerError 3000 for a currency that there is no card in, or a region that is no country */
function card(call: PartnerCall, meters: readonly Meter[]): Answer {
  const currency = (queryOf(call, 'currency') ?? 'USD').toUpperCase();
  const rate = CURRENCIES[currency];
  if (rate === undefined) throw refusal(3000, `currency is one of ${Object.keys(CURRENCIES).join(', ')}`);
  const region = queryOf(call, 'region');
  if (region !== undefined && !/^[a-z]{2}$/i.test(region)) throw refusal(3000, 'region is two letters, ISO 3166-1');
  return ok({
    locale: call.request.headers['x-locale'] ?? 'en-US',
    currency,
    isTaxIncluded: false,
    meters: meters.map((one) => ({
      id: one.id,
      name: one.name,
      rates: { '0': Number((one.rate * rate).toFixed(6)) },
      tags: [],
      category: one.category,
      subcategory: one.subcategory,
      region: one.region,
      unit: one.unit,
      includedQuantity: 0,
      effectiveDate: SINCE,
    })),
    offerTerms: [
      { name: 'Overage discount', discount: 0.15, excludedMeterIds: WITHOUT_DISCOUNT, effectiveDate: '2014-01-01T00:00:00' },
    ],
    attributes: { objectType: 'AzureRateCard' },
  });
}

export const RATE_CARDS: readonly Route[] = [
  ['GET', '/v1/ratecards/azure', (call) => card(call, METERS)],
  ['GET', '/v1/ratecards/azure-shared', (call) => card(call, SHARED_METERS)],
];
