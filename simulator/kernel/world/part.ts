import type { z } from 'zod';
import type { Store } from '../state/store';
import type { BaseWorld } from './base';

/** What a check finds out about a world as a whole, and how it says what is wrong. */
export interface WorldChecks {
  /** What is there already. */
  store: Store;
  /** Reports a problem: where in the world file, what is wrong and how to put it right. */
  say: (path: string, message: string) => void;
  /** Reports a value that stands twice, or exists already. `#` in the path is the place in the list. */
  unique: (path: string, what: string, values: (string | undefined)[], exists: (key: string) => boolean) => void;
  /** Reports a tenant that is neither in the world nor there already. */
  knownTenant: (path: string, tenantId: string | undefined) => void;
  /** Reports an ARM id whose subscription is neither in the world nor there already. */
  knownSubscription: (path: string, id: string) => void;
}

type Shape = Record<string, z.ZodType>;
type Parsed<S extends Shape> = { [K in keyof S]: z.output<S[K]> };

/** A world as a service sees it: what every service looks at, its own keys and its own fields of a subscription. */
type WorldWith<Keys extends Shape, Fields extends Shape> = Parsed<Keys> &
  Omit<BaseWorld, 'subscriptions'> & { subscriptions: (BaseWorld['subscriptions'][number] & Parsed<Fields>)[] };

/** The keys of a world that one service reads, checks and loads. */
export interface WorldPart<Keys extends Shape = Shape, Fields extends Shape = Shape> {
  /** Schemas by key of the world file; each has a default, since a world may leave every key out. */
  readonly keys: Keys;
  /** Schemas of what it adds to each entry of `subscriptions`. */
  readonly subscriptionFields?: Fields;
  /** Reports what the world contradicts: itself, or what is there already. */
  check?(world: WorldWith<Keys, Fields>, checks: WorldChecks): void;
  /** Adds its part to what is there, once the whole world was checked and subscriptions, groups and resources are there. */
  load(store: Store, world: WorldWith<Keys, Fields>, now: number): void;
}

/** Gives a part the types of its own keys and fields. */
export function worldPart<Keys extends Shape, Fields extends Shape>(part: WorldPart<Keys, Fields>): WorldPart<Keys, Fields> {
  return part;
}
