import { keyOf } from '../../kernel/ids';
import { saleOf } from '../../kernel/offers';
import type { Subscription } from '../../kernel/state/model';
import type { Store } from '../../kernel/state/store';
import { inCurrency } from './currencies';
import { type Meter, METERS } from './meters';
import { meteringState, type PricedMeter, type UsageEntry } from './model';

const DAY = 86_400_000;

/** One meter of one resource on one day, with what it costs under the subscription's offer. */
export interface DayLine {
  /** Start of the day, UTC. */
  day: number;
  meter: PricedMeter;
  /** Empty: the subscription as a whole. */
  resourceId: string;
  location: string;
  tags: Record<string, string> | undefined;
  consumedService: string;
  quantity: number;
  /** Price of a unit and of all, in `currency`. */
  rate: number;
  cost: number;
  currency: string;
}

/** Whether the world says what a subscription used. Then it used nothing else, and nothing is made up. */
export function isMetered(store: Store, subscriptionId: string): boolean {
  return meteringState.of(store).usage.some((one) => keyOf(one.subscriptionId) === keyOf(subscriptionId));
}

/** A meter of Partner Center's list, as one of a world. */
export const asListed = ({ rate, perDay: _perDay, resourceType: _type, ...meter }: Meter): PricedMeter => ({
  ...meter,
  includedQuantity: 0,
  rates: { '0': rate },
  before: {},
});

/** The price list: Partner Center's own meters, then those of the world. Where both name one, the world's holds. */
export function metersOf(store: Store): readonly PricedMeter[] {
  const own = new Set(meteringState.of(store).meters.map(({ id }) => id));
  return [...METERS.filter(({ id }) => !own.has(id)).map(asListed), ...meteringState.of(store).meters];
}

/** One of the meters that usage is made up with, as the price list has it. */
interface MadeUp extends Pick<Meter, 'perDay' | 'resourceType'> {
  meter: PricedMeter;
}

export function madeUpWith(store: Store): readonly MadeUp[] {
  const listed = new Map(metersOf(store).map((meter) => [meter.id, meter]));
  return METERS.map((one) => {
    const { perDay, resourceType } = one;
    return { perDay, meter: listed.get(one.id) ?? asListed(one), ...(resourceType === undefined ? {} : { resourceType }) };
  });
}

/** USD for a unit under an offer. Of tiers it is the first one's. */
export function rateOf(meter: PricedMeter, offerId: string): number {
  return meter.before[offerId.toUpperCase()] ?? meter.rates['0'] ?? 0;
}

function isUsedOn({ day, everyDays }: UsageEntry, at: number): boolean {
  return everyDays === undefined ? at === day : (at - day) % (everyDays * DAY) === 0;
}

/** Usage as the world says it, whole days of `[from, until)`. */
export function entriesOn(
  store: Store,
  subscriptionId: string,
  from: number,
  until: number,
): { entry: UsageEntry; day: number }[] {
  const own = meteringState.of(store).usage.filter((one) => keyOf(one.subscriptionId) === keyOf(subscriptionId));
  const found: { entry: UsageEntry; day: number }[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < until; day += DAY)
    for (const entry of own) if (isUsedOn(entry, day)) found.push({ entry, day });
  return found;
}

/** What Partner Center's own meters count on a day. */
function madeUpOn(store: Store, subscription: Subscription, day: number): Omit<DayLine, 'rate' | 'cost'>[] {
  const counted = madeUpWith(store);
  const line = ({ meter, perDay }: MadeUp) => ({ day, meter, quantity: perDay, currency: 'USD' });
  const whole = counted
    .filter((one) => one.resourceType === undefined)
    .map((one) => ({
      ...line(one),
      resourceId: '',
      location: '',
      tags: undefined,
      consumedService: '',
    }));
  const parts = [...store.resourcesOf(subscription.subscriptionId)].flatMap(({ resource }) =>
    counted
      .filter((one) => one.resourceType === keyOf(resource.type))
      .map((one) => ({
        ...line(one),
        resourceId: resource.id,
        location: resource.location ?? '',
        tags: resource.tags,
        consumedService: resource.type.split('/')[0] ?? '',
      })),
  );
  return [...whole, ...parts];
}

/**
 * What a subscription used, day by day, priced under its offer. Usage stays with the subscription it is written for, wherever a resource goes.
 * @param from the first day's start, `until` the end after the last day, virtual milliseconds
 */
export function dayLines(store: Store, subscription: Subscription, from: number, until: number): DayLine[] {
  if (saleOf(subscription.offerId) === 'licence' || subscription.state === 'Deleted') return [];
  const priced = (line: Omit<DayLine, 'rate' | 'cost'>): DayLine => {
    const rate = inCurrency(rateOf(line.meter, subscription.offerId), line.currency);
    return { ...line, rate, cost: Number((rate * line.quantity).toFixed(10)) };
  };
  const lines: DayLine[] = [];
  if (isMetered(store, subscription.subscriptionId)) {
    const meters = new Map(metersOf(store).map((one) => [one.id, one]));
    for (const { entry, day } of entriesOn(store, subscription.subscriptionId, from, until)) {
      const meter = meters.get(entry.meterId);
      if (!meter) continue;
      const { resourceId, consumedService, quantity, currency } = entry;
      const resource = store.find(resourceId)?.resource;
      const { location = '', tags } = resource ?? {};
      lines.push(priced({ day, meter, resourceId, location, tags, consumedService, quantity, currency }));
    }
    return lines;
  }
  for (let day = Math.floor(from / DAY) * DAY; day < until; day += DAY)
    lines.push(...madeUpOn(store, subscription, day).map(priced));
  return lines;
}
