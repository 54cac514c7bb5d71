import type { ArtifactRef } from '../contracts/artifact';
import type { UsageLine } from '../contracts/usage';
import type { Days } from './billingPorts';
import type { Dependencies } from './deps';
import { failure } from './lib/failure';

const DAY_MS = 86_400_000;
/** What the assessment looks back on (seed l.14864). */
const LOOK_BACK_DAYS = 30;

export interface CollectedUsage {
  /** `UsageFile` of contracts/usage.ts. */
  usage: ArtifactRef;
  days: Days;
  /** Lines in the file, and by subscription. */
  lines: number;
  bySubscription: { subscriptionId: string; lines: number }[];
  /** As billed, sorted; more than one cannot be added up. */
  currencies: string[];
}

export interface CollectedRateCard {
  /** `RateCard` of contracts/usage.ts. */
  rateCard: ArtifactRef;
  /** As Partner Center answers it, which the assessment compares with what was asked for. */
  currency: string;
  meters: number;
}

/** What the cost assessment reads: gathered here, judged there. */
export function createUsageActivities({ billing, artifacts, partner }: Dependencies) {
  return {
    /**
     * Writes the usage of these subscriptions into one file, as the service gives it.
     * @param days left out: the past thirty, the last one the day before `today` (UTC day; this worker's clock unless given)
     */
    async collectUsage({
      tenantId,
      subscriptionIds,
      days,
      today,
    }: {
      tenantId: string;
      subscriptionIds: string[];
      days?: Days;
      today?: string;
    }): Promise<CollectedUsage> {
      const span = days ?? pastDays(today ?? new Date().toISOString());
      if (!(Date.parse(span.from) <= Date.parse(span.to)))
        throw failure('InvalidInput', `days: from ${span.from} to ${span.to} is no span of days, written like 2024-01-31`);
      const source = billing.usage(tenantId);
      const counts = new Map(subscriptionIds.map((id) => [id, 0]));
      const currencies = new Set<string>();
      async function* pages(): AsyncGenerator<UsageLine[]> {
        for (const subscriptionId of subscriptionIds)
          for await (const page of source.usage(subscriptionId, span)) {
            counts.set(subscriptionId, (counts.get(subscriptionId) ?? 0) + page.length);
            for (const { currency } of page) currencies.add(currency);
            yield page;
          }
      }
      const usage = await artifacts.writeList('usage', pages());
      return {
        usage,
        days: span,
        lines: [...counts.values()].reduce((sum, one) => sum + one, 0),
        bySubscription: [...counts].map(([subscriptionId, lines]) => ({ subscriptionId, lines })),
        currencies: [...currencies].sort(),
      };
    },

    /** Writes the partner's rate card into a file. On that partner's queue. */
    async collectRateCard(options: { currency: string; region: string }): Promise<CollectedRateCard> {
      const card = await partner().prices.rateCard(options);
      return { rateCard: await artifacts.write('rate-card', card), currency: card.currency, meters: card.meters.length };
    },
  };
}

function pastDays(today: string): Days {
  const day = Math.floor(Date.parse(today) / DAY_MS) * DAY_MS;
  if (Number.isNaN(day)) throw failure('InvalidInput', `today: ${today} is no day, written like 2024-01-31`);
  const text = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: text(day - LOOK_BACK_DAYS * DAY_MS), to: text(day - DAY_MS) };
}
