/**
 * What the cost assessment reads: usage before the move, and the price list after it. Both are files in the artifact store.
 * Nothing here is judged: a negative quantity, a currency that is not the asked one and a line without a meter stand as the service gave them.
 */

/** One meter of one resource on one day. `null`: the service gave no number there. Texts that it did not give are empty. */
export interface UsageLine {
  /** Lower-case GUID. */
  subscriptionId: string;
  /** The name as the service writes it; empty for what belongs to the subscription as a whole. */
  resourceGroup: string;
  /** Full ARM id, as written by the service; of old (classic) resources only a GUID. */
  resourceId: string;
  /** `Microsoft.Compute`; of old resources `Compute`. */
  consumedService: string;
  /** Lower-case GUID: the key into the rate card. */
  meterId: string;
  meterName: string;
  meterCategory: string;
  meterSubCategory: string;
  /** `1 Hour`, `10 GB`: what one of `quantity` is, and what `rate` is for. */
  unit: string;
  quantity: number | null;
  /** Price of one unit under the agreement in force (EA price sheet, pay-as-you-go), in `currency`. */
  rate: number | null;
  cost: number | null;
  /** ISO 4217, as billed. */
  currency: string;
  /** UTC day, `2024-01-31`. */
  date: string;
}

/** Artifact `usage` is a JSON array of these, by subscription, then as the service gives them: `UsageLine[]`. */
export type UsageFile = UsageLine[];

export interface RateCardMeter {
  /** Lower-case GUID. */
  id: string;
  name: string;
  category: string;
  subCategory: string;
  /** Billing region, `EU West`; empty: the same everywhere. */
  region: string;
  unit: string;
  /** Units of a month that cost nothing. */
  includedQuantity: number;
  /** `[from, rate]`, rising: the rate for each unit beyond `from` units of a month. Never empty. */
  rates: [from: number, rate: number][];
}

/** Artifact `rate-card`: Partner Center's list prices, without the partner's discount. */
export interface RateCard {
  /** ISO 4217, as Partner Center answers it. */
  currency: string;
  isTaxIncluded: boolean;
  meters: RateCardMeter[];
}
