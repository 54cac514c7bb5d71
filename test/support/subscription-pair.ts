import { DESTINATION, moveInput, SOURCE } from './worlds';

type Json = Record<string, unknown>;

/** Source and destination of one run, so that many runs share one simulated Azure. */
export interface SubscriptionPair {
  source: string;
  destination: string;
}

export function subscriptionPair(nth: number): SubscriptionPair {
  const at = nth.toString(16).padStart(12, '0');
  return { source: `51111111-0000-4000-8000-${at}`, destination: `d2222222-0000-4000-8000-${at}` };
}

/** What can be seeded beside other pairs: the same world on these two subscriptions, without tenants and principals, which are there. */
export function worldOf(pair: SubscriptionPair, { tenants: _known, principals: _too, ...world }: Json): Json {
  return translated(pair, world);
}

export function moveInputOf(pair: SubscriptionPair, more: Json = {}): Json {
  return translated(pair, moveInput(more));
}

function translated({ source, destination }: SubscriptionPair, value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll(SOURCE, source).replaceAll(DESTINATION, destination)) as Json;
}
