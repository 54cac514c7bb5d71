import { slice } from '../../kernel/slice';

/** What metering knows. Times are virtual milliseconds. */

export interface PricedMeter {
  id: string;
  name: string;
  category: string;
  subcategory: string;
  /** Billing region; empty: the same everywhere. */
  region: string;
  unit: string;
  includedQuantity: number;
  /** USD for each unit by the quantity of a month from which it holds, `"0"` first: the CSP price list. Empty: CSP does not sell it. */
  rates: Record<string, number>;
  /** USD for each unit by offer id (`MS-AZR-0017P`): EA price sheet and retail. What is not named costs the list price. */
  before: Record<string, number>;
}

/** What is used on a day, once or again and again. */
export interface UsageEntry {
  subscriptionId: string;
  /** Full ARM id, or whatever old resources are named by; empty: the subscription as a whole. */
  resourceId: string;
  meterId: string;
  consumedService: string;
  /** Negative ones are corrections. */
  quantity: number;
  /** Start of a day on which it is used, UTC. */
  day: number;
  /** It is used every so many days, before and after that day too. Absent: on that day only. */
  everyDays?: number;
  /** The currency in which it is billed, ISO 4217. */
  currency: string;
}

export const meteringState = slice<{ meters: PricedMeter[]; usage: UsageEntry[] }>('metering', () => ({ meters: [], usage: [] }));
