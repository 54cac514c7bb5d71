import { z } from 'zod';
import { keyOf, parseId } from '../../kernel/ids';
import type { Store } from '../../kernel/state/store';
import { type WorldChecks, worldPart } from '../../kernel/world/part';
import { CURRENCIES } from './currencies';
import { METERS } from './meters';
import { meteringState } from './model';
import { WorldMeter, WorldUsage } from './world-schema';

const DAY = 86_400_000;

interface Metering {
  meters: WorldMeter[];
  usage: WorldUsage[];
  subscriptions: { subscriptionId: string }[];
}

/** Reports what a world's meters and usage contradict: themselves, one another, or what is there already. */
function check(world: Metering, { store, say }: WorldChecks): void {
  const existing = new Set(meteringState.of(store).meters.map((one) => keyOf(one.id)));
  const known = new Map<string, number>();
  world.meters.forEach(({ id }, at) => {
    const first = known.get(keyOf(id));
    if (first !== undefined)
      say(`meters[${at}].id`, `meter '${id}' stands at meters[${first}].id too: give it another id or take one out`);
    else if (existing.has(keyOf(id)))
      say(`meters[${at}].id`, `meter '${id}' exists already: take it out, or reset the simulator first`);
    else known.set(keyOf(id), at);
  });
  const subscriptions = new Set([...store.subscriptions.keys(), ...world.subscriptions.map((one) => keyOf(one.subscriptionId))]);
  world.usage.forEach(({ subscriptionId, meterId, resourceId, currency }, at) => {
    if (!subscriptions.has(keyOf(subscriptionId)))
      say(`usage[${at}].subscriptionId`, `no subscription '${subscriptionId}': add it to subscriptions, or correct the id`);
    if (!known.has(keyOf(meterId)) && !existing.has(keyOf(meterId)) && !METERS.some((one) => one.id === keyOf(meterId)))
      say(
        `usage[${at}].meterId`,
        `no meter '${meterId}': add it to meters (without rates, if CSP does not sell it), or correct the id`,
      );
    const inside = parseId(resourceId ?? '')?.subscriptionId;
    if (inside !== undefined && keyOf(inside) !== keyOf(subscriptionId))
      say(`usage[${at}].resourceId`, `'${resourceId}' is not in subscription '${subscriptionId}': make them agree`);
    if (CURRENCIES[currency] === undefined)
      say(`usage[${at}].currency`, `'${currency}' has no rate here: ${Object.keys(CURRENCIES).join(', ')}`);
  });
}

/** Adds meters and usage. Days are counted from the day on which they are loaded. */
function load(store: Store, world: Metering, now: number): void {
  for (const { rates = {}, ...meter } of world.meters)
    meteringState.of(store).meters.push({
      ...meter,
      id: keyOf(meter.id),
      rates,
      before: Object.fromEntries(Object.entries(meter.before).map(([offer, rate]) => [offer.toUpperCase(), rate])),
    });
  const today = Math.floor(now / DAY) * DAY;
  for (const { daysAgo, everyDays, resourceId = '', consumedService, ...entry } of world.usage)
    meteringState.of(store).usage.push({
      ...entry,
      meterId: keyOf(entry.meterId),
      resourceId,
      consumedService: consumedService ?? parseId(resourceId)?.providers.at(-1)?.namespace ?? '',
      day: today - daysAgo * DAY,
      ...(everyDays === undefined ? {} : { everyDays }),
    });
}

/** The keys `meters` and `usage` of a world. */
export const meteringWorld = worldPart({
  keys: { meters: z.array(WorldMeter).default([]), usage: z.array(WorldUsage).default([]) },
  check,
  load,
});
