import { keyOf, parseId } from '../kernel/ids';
import { countQuotas } from '../services/quotas/count';
import { limitOf, quotaNamed } from '../services/quotas/limits';
import type { Subscription } from '../kernel/state/model';
import type { Store } from '../kernel/state/store';
import type { World } from './schema';

/**
 * Sets the limits that the world names. A subscription that a world fills beyond a default has had it raised to what is there: Azure would not
 * have let it come so far.
 */
export function loadQuotas(store: Store, { quotas, resources }: Pick<World, 'quotas' | 'resources'>): void {
  for (const { subscriptionId, location, name, limit } of quotas) {
    const subscription = store.subscriptions.get(keyOf(subscriptionId)) as Subscription;
    const set = { limit, ...(location === undefined ? {} : { location }), ...(name === undefined ? {} : { name }) };
    subscription.quotas = [...(subscription.quotas ?? []), set];
  }
  for (const id of new Set(resources.map((one) => keyOf(parseId(one.id)?.subscriptionId ?? '')))) {
    const subscription = store.subscriptions.get(id);
    const raised = subscription && raisedLimits(store, subscription);
    if (raised && raised.length > 0) subscription.raisedQuotas = [...raised, ...(subscription.raisedQuotas ?? [])];
  }
}

function raisedLimits(store: Store, subscription: Subscription): NonNullable<Subscription['raisedQuotas']> {
  const counted = countQuotas([...store.resourcesOf(subscription.subscriptionId)].map(({ resource }) => resource));
  return [...counted].flatMap(([location, amounts]) =>
    [...amounts].flatMap(([name, amount]) => {
      const quota = quotaNamed(name);
      return quota && amount > limitOf(subscription, location, quota) ? [{ location, name, limit: amount }] : [];
    }),
  );
}
