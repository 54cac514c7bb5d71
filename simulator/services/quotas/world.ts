import { z } from 'zod';
import { keyOf, parseId } from '../../kernel/ids';
import type { Subscription } from '../../kernel/state/model';
import type { Store } from '../../kernel/state/store';
import { guid } from '../../kernel/world/fields';
import { worldPart } from '../../kernel/world/part';
import { countQuotas } from './count';
import { limitOf, quotaNamed, QUOTAS } from './limits';

const Quota = z.strictObject({
  subscriptionId: guid,
  /** Left out: every region. */
  location: z.string().min(1).optional(),
  /** The name in the usage lists: cores, standardDSv3Family, PublicIPAddresses. Left out: every quota. */
  name: z
    .string()
    .refine((name) => quotaNamed(name) !== undefined, `is not one of ${QUOTAS.map(({ name }) => name).join(', ')}`)
    .optional(),
  limit: z.int().min(0),
});

interface Limits {
  quotas: z.infer<typeof Quota>[];
  resources: { id: string }[];
}

/**
 * Sets the limits that the world names. A subscription that a world fills beyond a default has had it raised to what is there: Azure would not
 * have let it come so far.
 */
function load(store: Store, { quotas, resources }: Limits): void {
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

/** The key `quotas` of a world. */
export const quotasWorld = worldPart({
  keys: { quotas: z.array(Quota).default([]) },
  check({ quotas }, { knownSubscription }) {
    quotas.forEach((one, at) => knownSubscription(`quotas[${at}].subscriptionId`, `/subscriptions/${one.subscriptionId}`));
  },
  load,
});
