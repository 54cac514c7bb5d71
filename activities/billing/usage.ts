import type { ArtifactRef } from '../../contracts/run/artifact';
import type { UsageLine } from '../../contracts/azure/usage';
import { past30Days } from '../../planning/costs/days';
import type { Days } from '../ports/billing';
import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';

interface CollectedUsage {
  /** `UsageFile` of contracts/azure/usage.ts. */
  usage: ArtifactRef;
  days: Days;
  /** Lines in the file, and by subscription. */
  lines: number;
  bySubscription: { subscriptionId: string; lines: number }[];
  /** Currencies that were billed, sorted; more than one cannot be added up. */
  currencies: string[];
}

interface CollectedRateCard {
  /** `RateCard` of contracts/azure/usage.ts. */
  rateCard: ArtifactRef;
  /** The currency that Partner Center answers in, which the assessment compares with the one that was asked for. */
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
  if (Number.isNaN(Date.parse(today))) throw failure('InvalidInput', `today: ${today} is no day, written like 2024-01-31`);
  return past30Days(today);
}
