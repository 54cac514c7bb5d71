import { z } from 'zod';
import { GUID } from '../../kernel/guids';

const guid = z.string().regex(GUID, 'is not a GUID');
const price = z.number().min(0, 'is less than 0');

/** A meter with its prices: the CSP list's by tier, and what offers before it charge. */
export const WorldMeter = z.strictObject({
  id: guid,
  name: z.string().min(1),
  category: z.string().min(1),
  subcategory: z.string().default(''),
  region: z.string().default(''),
  unit: z.string().min(1),
  includedQuantity: price.default(0),
  /** Left out: CSP does not sell it. */
  rates: z
    .record(z.string().regex(/^\d+(\.\d+)?$/, 'is not a quantity from which a rate holds'), price)
    .refine((rates) => '0' in rates, 'has no rate from "0"')
    .optional(),
  before: z.record(z.string().regex(/^MS-AZR-/i, 'is not an offer id: MS-AZR-…'), price).default({}),
});
export type WorldMeter = z.infer<typeof WorldMeter>;

/** Usage of one meter on a past day, once or every so many days. */
export const WorldUsage = z.strictObject({
  subscriptionId: guid,
  /** Left out: the subscription as a whole. */
  resourceId: z.string().min(1).optional(),
  meterId: guid,
  /** Default: the namespace in resourceId. */
  consumedService: z.string().min(1).optional(),
  quantity: z.number(),
  daysAgo: z.int().min(1, 'is not a past day: 1 is yesterday').max(1000).default(1),
  everyDays: z.int().min(1).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency: three letters, ISO 4217')
    .default('USD'),
});
export type WorldUsage = z.infer<typeof WorldUsage>;
