import { z } from 'zod';
import { type Clock, parseDuration } from './clock';

const duration = z.union([z.string(), z.number()]).transform((value, context) => {
  try {
    return parseDuration(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});
const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}, 'is not a regular expression');
const failure = {
  status: z.number().int().min(400).max(599),
  code: z.string(),
  message: z.string().default('Injected by a fault.'),
};

/** One fault: which requests it meets and what becomes of them. */
export const Fault = z.strictObject({
  id: z.string().optional(),
  match: z
    .strictObject({
      method: z.string().optional(),
      /** Regular expression on path and query, case-insensitive. */
      path: pattern.optional(),
      /** The n-th matching request and no earlier one. */
      nth: z.number().int().min(1).optional(),
      /** How often it strikes; once unless `for` is given. */
      times: z.number().int().min(1).optional(),
    })
    .prefault({}),
  /** Virtual time during which it is in force. */
  for: duration.optional(),
  action: z.union([
    z.strictObject({
      status: z.number().int().min(200).max(599),
      code: z.string().optional(),
      message: z.string().optional(),
      body: z.unknown().optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
    z.strictObject({ delay: duration }),
    z.strictObject({ reset: z.literal(true) }),
    z.strictObject({ dropAnswer: z.literal(true) }),
    z.strictObject({ stale: z.literal(true) }),
    z.strictObject({ neverEnds: z.literal(true) }),
    z.strictObject({ lro: z.strictObject({ ...failure, afterSeconds: z.number().min(0).optional() }) }),
    z.strictObject({
      partial: z.number().int().min(0),
      code: z.string().default('ResourceMoveFailed'),
      message: z.string().default('Some of the resources could not be moved.'),
    }),
  ]),
});
export type Fault = z.infer<typeof Fault>;

interface Armed {
  id: string;
  fault: Fault;
  seen: number;
  struck: number;
  until?: number;
}

/** The faults in force, oldest first; the first that matches strikes. */
export class Faults {
  private armed: Armed[] = [];
  private count = 0;

  constructor(private readonly clock: Clock) {}

  add(fault: Fault): string {
    const id = fault.id ?? `fault-${++this.count}`;
    this.armed.push({
      id,
      fault,
      seen: 0,
      struck: 0,
      ...(fault.for === undefined ? {} : { until: this.clock.now() + fault.for }),
    });
    return id;
  }

  /** Removes one fault, or all of them. Returns how many it removed. */
  remove(id?: string): number {
    const before = this.armed.length;
    this.armed = id === undefined ? [] : this.armed.filter((one) => one.id !== id);
    return before - this.armed.length;
  }

  list(): unknown[] {
    return this.armed.map(({ id, fault, seen, struck, until }) => ({
      ...fault,
      id,
      seen,
      struck,
      ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    }));
  }

  /** Finds the fault that strikes this request, and counts the request. */
  strike(method: string, url: string): Fault['action'] | undefined {
    for (const one of this.armed) {
      const { match } = one.fault;
      if (match.method !== undefined && match.method.toUpperCase() !== method) continue;
      if (match.path !== undefined && !new RegExp(match.path, 'i').test(url)) continue;
      if (one.until !== undefined && this.clock.now() >= one.until) continue;
      const times = match.times ?? (one.until === undefined ? 1 : Infinity);
      if (one.struck >= times) continue;
      one.seen += 1;
      if (match.nth !== undefined && one.seen < match.nth) continue;
      one.struck += 1;
      return one.fault.action;
    }
    return undefined;
  }
}
