import type { RateCardMeter } from '../../../contracts/azure/usage';
import type { PartnerPrices, Utilization } from '../../ports/billing';
import { failure } from '../../failures/failure';
import { numberIn } from '../arm/usage';
import { idIn, type Json, objectIn, objectsIn, textIn } from '../http/json';
import { pagesOf } from './pages';
import type { Transport } from './transport';

/** The largest page of utilizations (get-a-customer-s-utilization-record-for-azure). */
const PAGE = 1000;
/** Utilizations that are being made ready: asked again then, unless Partner Center says when. */
const NOT_READY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Prices and utilizations. Sources: learn.microsoft.com/partner-center/developer, get-prices-for-microsoft-azure and the page above. */
export function prices(transport: Transport): PartnerPrices {
  return {
    async rateCard({ currency, region }) {
      const query = new URLSearchParams({ currency, region });
      const { body } = await transport.send(`read the rate card in ${currency} for ${region}`, {
        method: 'GET',
        path: `/v1/ratecards/azure?${query.toString()}`,
      });
      const card = objectIn(body);
      return {
        currency: textIn(card.currency) ?? '',
        isTaxIncluded: card.isTaxIncluded === true,
        meters: objectsIn(card.meters).flatMap(meterIn),
      };
    },

    async *utilizations(customerTenantId, subscriptionId, { from, to }) {
      const doing = `read the utilizations of ${subscriptionId}`;
      const query = new URLSearchParams({
        start_time: `${from}T00:00:00Z`,
        end_time: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString(),
        granularity: 'daily',
        show_details: 'true',
        size: String(PAGE),
      });
      const path = `/v1/customers/${encodeURIComponent(customerTenantId)}/subscriptions/${encodeURIComponent(subscriptionId)}/utilizations/azure?${query.toString()}`;
      for await (const { items, status, retryAfter } of pagesOf(transport, doing, path)) {
        if (status === 204)
          throw failure('StillRunning', `${doing}: Partner Center is making them ready`, {
            retryAfterMs: retryAfter ?? NOT_READY_MS,
          });
        yield items.map(utilizationIn);
      }
    },
  };
}

/** One without any rate is none that is sold. */
function meterIn(meter: Json): RateCardMeter[] {
  const rates = Object.entries(objectIn(meter.rates))
    .map(([from, rate]): [number, number | null] => [Number(from), numberIn(rate)])
    .filter((tier): tier is [number, number] => Number.isFinite(tier[0]) && tier[1] !== null)
    .sort(([one], [other]) => one - other);
  if (rates.length === 0) return [];
  return [
    {
      id: idIn(meter.id),
      name: textIn(meter.name) ?? '',
      category: textIn(meter.category) ?? '',
      subCategory: textIn(meter.subcategory) ?? textIn(meter.subCategory) ?? '',
      region: textIn(meter.region) ?? '',
      unit: textIn(meter.unit) ?? '',
      includedQuantity: numberIn(meter.includedQuantity) ?? 0,
      rates,
    },
  ];
}

function utilizationIn(record: Json): Utilization {
  const meter = objectIn(record.resource);
  return {
    resourceId: textIn(objectIn(record.instanceData).resourceUri) ?? '',
    meterId: idIn(meter.id),
    meterName: textIn(meter.name) ?? '',
    unit: textIn(record.unit) ?? '',
    quantity: numberIn(record.quantity),
    date: (textIn(record.usageStartTime) ?? '').slice(0, 10),
  };
}
