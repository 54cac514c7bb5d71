import { z } from 'zod';
import type { Service } from '../kernel/service';
import { BaseWorld, type BaseWorldInput, WorldSubscription } from '../kernel/world/base';
import type { SERVICES } from '../services';

const notModelled = 'is not modelled yet: leave it out or empty';
const emptyList = z.array(z.unknown()).max(0, notModelled);
const emptyObject = z.record(z.string(), z.unknown()).refine((value) => Object.keys(value).length === 0, notModelled);
const nothingYet = z.union([emptyList, emptyObject], { error: notModelled });

const schemas = new WeakMap<readonly Service[], z.ZodType<BaseWorld>>();

/** The world file's form: what every service looks at, and the keys of each service. */
export function worldSchema(services: readonly Service[]): z.ZodType<BaseWorld> {
  const known = schemas.get(services);
  if (known) return known;
  const parts = services.flatMap((one) => one.world ?? []);
  const ofSubscription = Object.assign({}, ...parts.map((one) => one.subscriptionFields ?? {})) as z.ZodRawShape;
  const ofServices = Object.assign({}, ...parts.map((one) => one.keys)) as z.ZodRawShape;
  // The fields that services add leave the base as it is: each entry still has the type that everybody reads.
  const subscription = WorldSubscription.extend(ofSubscription) as typeof WorldSubscription;
  const schema = BaseWorld.extend({
    subscriptions: z.array(subscription).default([]),
    ...ofServices,
    onPremises: nothingYet.optional(),
  });
  schemas.set(services, schema);
  return schema;
}

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
type Parts = Extract<(typeof SERVICES)[number], { world: unknown }>['world'];
type Keys = UnionToIntersection<Parts['keys']>;
/** The type of a part that adds no fields to subscriptions allows any field: this leaves it out. */
type Named<F> = F extends unknown ? (string extends keyof F ? never : F) : never;
type Fields = UnionToIntersection<Named<NonNullable<Parts['subscriptionFields']>>>;
type Written<S> = { [K in keyof S]?: S[K] extends z.ZodType ? z.input<S[K]> : never };
type WorldSubscriptionInput = NonNullable<BaseWorldInput['subscriptions']>[number] & Written<Fields>;

/** What may be written (its keys are the product's public interface); what is left out gets a default. */
export type WorldInput = Omit<BaseWorldInput, 'subscriptions'> & {
  subscriptions?: WorldSubscriptionInput[] | undefined;
  onPremises?: z.input<typeof nothingYet> | undefined;
} & Written<Keys>;
