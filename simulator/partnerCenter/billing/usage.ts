import type { StoredResource, Subscription } from '../../state/model';
import type { Store } from '../../state/store';
import { keyOf } from '../../ids';
import { saleOf, soldBy } from '../commerce';
import { METERS, type Meter } from './meters';

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

/**
 * What a subscription has used. A simulated day is like any other: what is there now counts as if it had been there all the time, so a
 * move changes who is charged and never how much.
 */
export function usageOf(store: Store, subscription: Subscription, period: Period): Usage[] {
  if (saleOf(subscription.offerId) === 'licence' || subscription.state === 'Deleted') return [];
  const whole = METERS.filter((one) => one.resourceType === undefined).map((meter) => used(subscription, meter, period));
  const parts = [...store.resourcesOf(subscription.subscriptionId)].flatMap((stored) =>
    METERS.filter((one) => one.resourceType === keyOf(stored.resource.type)).map((meter) =>
      used(subscription, meter, period, stored),
    ),
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
