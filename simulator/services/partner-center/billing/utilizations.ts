import type { Answer } from '../../../kernel/http/request';
import { saleOf } from '../../../kernel/offers';
import { link, page } from '../api/answers';
import { type Fields, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { pathOf, type Sold, soldOf } from '../subscriptions/subscription-views';
import { type Usage, usageOf } from './usage';

const STEP = { hourly: 3_600_000, daily: 86_400_000 } as const;

/** @throws PartnerError 3000 unless the option is a moment */
function momentNamed(call: PartnerCall, name: string): number {
  const at = Date.parse(queryOf(call, name) ?? '');
  if (Number.isNaN(at)) throw refusal(3000, `${name} is required: a date and time`);
  return at;
}

function view(one: Usage, from: number, until: number, showsDetails: boolean): Fields {
  const { meter, resource } = one;
  return {
    usageStartTime: new Date(from).toISOString().replace('.000Z', '-00:00'),
    usageEndTime: new Date(until).toISOString().replace('.000Z', '-00:00'),
    resource: {
      id: meter.id,
      name: meter.name,
      category: meter.category,
      subcategory: meter.subcategory,
      region: meter.region,
    },
    quantity: one.quantity,
    unit: meter.unit,
    infoFields: {},
    ...(showsDetails && resource
      ? {
          instanceData: {
            resourceUri: resource.resource.id,
            location: resource.resource.location ?? '',
            partNumber: '',
            orderNumber: '',
            tags: resource.resource.tags ?? {},
          },
        }
      : {}),
    attributes: { objectType: 'AzureUtilizationRecord' },
  };
}

function records(call: PartnerCall, sold: Sold, from: number, until: number, step: number): Fields[] {
  const showsDetails = queryOf(call, 'show_details')?.toLowerCase() !== 'false';
  const found: Fields[] = [];
  for (let at = from; at + step <= until; at += step)
    for (const one of usageOf(call.azure.store, sold.subscription, { from: at, until: at + step }))
      found.push(view(one, at, at + step, showsDetails));
  return found;
}

/** Ranges that would make more records than anybody reads are refused rather than cut. */
const MOST_STEPS = 24 * 92;

/**
 * What a subscription has used, day by day or hour by hour; 204 when nothing of the range is over yet.
 * Source: learn.microsoft.com/partner-center/developer/get-a-customer-s-utilization-record-for-azure.
 * @throws PartnerError 3000 for a range or a granularity that cannot be read, 800021 for licences
 */
function list(call: PartnerCall): Answer {
  const sold = soldOf(call);
  if (saleOf(sold.subscription.offerId) === 'licence') throw refusal(800021);
  const from = momentNamed(call, 'start_time');
  const end = momentNamed(call, 'end_time');
  const granularity = queryOf(call, 'granularity')?.toLowerCase() ?? 'daily';
  if (granularity !== 'daily' && granularity !== 'hourly') throw refusal(3000, 'granularity is daily or hourly');
  const step = STEP[granularity];
  if (from >= end) throw refusal(3000, 'start_time is before end_time');
  if (from % step !== 0 || end % step !== 0)
    throw refusal(3000, `start_time and end_time are whole ${granularity === 'daily' ? 'days' : 'hours'}, UTC`);
  if ((end - from) / step > MOST_STEPS) throw refusal(3000, `at most ${MOST_STEPS} days or hours at once`);
  const items = records(call, sold, from, Math.min(end, call.azure.clock.now()), step);
  if (items.length === 0) return { status: 204 };
  return page(call, items, `${pathOf(sold)}/utilizations/azure?${call.request.query.toString()}`);
}

export const UTILIZATIONS: readonly Route[] = [
  ['GET', '/v1/customers/{customer}/subscriptions/{subscription}/utilizations/azure', list],
  [
    'GET',
    '/v1/customers/{customer}/subscriptions/{subscription}/utilizations',
    (call) => {
      const sold = soldOf(call);
      return { status: 200, body: { links: { azure: link(`${pathOf(sold)}/utilizations/azure`) } } };
    },
  ],
];
