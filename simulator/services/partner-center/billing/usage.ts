import { keyOf, parseId, typeOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { StoredResource, Subscription } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import type { Meter } from '../../metering/meters';
import { entriesOn, isMetered, madeUpWith, metersOf } from '../../metering/usage';
import { soldBy } from '../subscriptions/commerce';

const DAY = 86_400_000;

export interface Period {
  /** Virtual milliseconds: a day's start, and the end after the last day. */
  from: number;
  until: number;
}

/** What one resource, or a subscription as a whole, has used of one meter. */
export interface Usage {
  subscription: Subscription;
  meter: Meter;
  resource?: StoredResource;
  quantity: number;
  /** USD at list price. */
  cost: number;
}

/** The month in which a moment lies, UTC. `ago` months before it for others. */
export function monthOf(at: number, ago = 0): Period {
  const date = new Date(at);
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - ago, 1);
  return { from, until: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - ago + 1, 1) };
}

/** The days of the current month that have begun. */
export function monthSoFar(now: number): Period {
  const { from } = monthOf(now);
  return { from, until: from + Math.ceil((now - from + 1) / DAY) * DAY };
}

function used(subscription: Subscription, meter: Meter, { from, until }: Period, resource?: StoredResource): Usage {
  const quantity = Number((meter.perDay * ((until - from) / DAY)).toFixed(6));
  return {
    subscription,
    meter,
    ...(resource === undefined ? {} : { resource }),
    quantity,
    cost: Number((quantity * meter.rate).toFixed(6)),
  };
}

/** A resource that usage names and that is not there, or not any more. */
function phantom(resourceId: string, consumedService: string): StoredResource {
  const { providers = [] } = parseId(resourceId) ?? {};
  const [type = consumedService] = providers.map(typeOf).slice(-1);
  const name = providers.at(-1)?.names.at(-1) ?? resourceId;
  return { resource: { id: resourceId, name, type }, createdAt: 0, changedAt: 0, knownDangling: [] };
}

/** What the world's usage says of a period; of a part of a day, that part. Charged is the first tier's rate. */
function metered(store: Store, subscription: Subscription, { from, until }: Period): Usage[] {
  const meters = new Map(
    metersOf(store).map(({ rates, ...meter }) => [meter.id, { ...meter, rate: rates['0'] ?? 0, perDay: 0 }]),
  );
  const found = new Map<string, Usage>();
  for (const { entry, day } of entriesOn(store, subscription.subscriptionId, from, until)) {
    const meter = meters.get(entry.meterId);
    if (!meter) continue;
    const part = (Math.min(until, day + DAY) - Math.max(from, day)) / DAY;
    const key = `${entry.meterId} ${keyOf(entry.resourceId)}`;
    const known = found.get(key);
    const quantity = Number(((known?.quantity ?? 0) + entry.quantity * part).toFixed(6));
    const resource =
      entry.resourceId === '' ? undefined : (store.find(entry.resourceId) ?? phantom(entry.resourceId, entry.consumedService));
    const cost = Number((quantity * meter.rate).toFixed(6));
    found.set(key, { subscription, meter, ...(resource === undefined ? {} : { resource }), quantity, cost });
  }
  return [...found.values()];
}

/**
 * What a subscription has used: what the world says of it, else made up. A simulated day is like any other: what is there now counts as if it had been there all the time, so a
 * move changes who is charged and never how much.
 */
export function usageOf(store: Store, subscription: Subscription, period: Period): Usage[] {
  if (saleOf(subscription.offerId) === 'licence' || subscription.state === 'Deleted') return [];
  if (isMetered(store, subscription.subscriptionId)) return metered(store, subscription, period);
  const meters: Meter[] = madeUpWith(store).map(({ meter: { rates, ...meter }, ...one }) => ({
    ...meter,
    ...one,
    rate: rates['0'] ?? 0,
  }));
  const whole = meters.filter((one) => one.resourceType === undefined).map((meter) => used(subscription, meter, period));
  const parts = [...store.resourcesOf(subscription.subscriptionId)].flatMap((stored) =>
    meters
      .filter((one) => one.resourceType === keyOf(stored.resource.type))
      .map((meter) => used(subscription, meter, period, stored)),
  );
  return [...whole, ...parts];
}

export function costOf(usages: readonly Usage[]): number {
  return Number(usages.reduce((sum, one) => sum + one.cost, 0).toFixed(6));
}

/** A partner's subscriptions of a customer that are sold by usage. */
export function usageBased(store: Store, partnerTenantId: string, customerTenantId: string): Subscription[] {
  return soldBy(store, partnerTenantId, customerTenantId).filter((one) => saleOf(one.offerId) !== 'licence');
}
