import type { AssessmentReport, CostOptions, DestinationCheck, DestinationFinding } from '../../contracts/processes/assessment';
import type { RateCard, UsageLine } from '../../contracts/azure/usage';
import { changesBetween } from './changes';
import { assessCosts, type CostAssessment } from '../costs/cost';
import { past30Days } from '../costs/days';
import type { ReportHead } from './head';
import { type RowFinding, withFindings } from './row-findings';
import {
  assessTechnically,
  countsOf,
  type SubscriptionToAssess,
  type TechnicalAssessment,
  type TechnicalOptions,
} from './technical';

export interface AssessmentFacts extends Omit<ReportHead, 'cloud' | 'destinationSubscriptionId'>, TechnicalOptions {
  subscriptions: SubscriptionToAssess[];
  /** Left out: no costs. */
  cost?: { options: CostOptions; usage: Iterable<UsageLine>; rateCard: RateCard };
  /** What has changed since is said. */
  previous?: AssessmentReport;
}

/**
 * The whole assessment. Pure: equal facts give equal reports.
 * @throws CurrencyMismatch, and Error for an inventory that contradicts itself (planMove)
 */
export function assessSubscriptions(facts: AssessmentFacts): AssessmentReport {
  const {
    subscriptions,
    naming: _naming,
    redistribute: _redistribute,
    exclude: _exclude,
    destination,
    cost,
    previous,
    ...head
  } = facts;
  return reportOf(
    { ...head, ...(destination ? { destinationSubscriptionId: destination.subscriptionId } : {}) },
    subscriptions.map((subscription) => assessTechnically(subscription, facts)),
    cost && assessCosts({ lines: cost.usage, rateCard: cost.rateCard, options: cost.options, days: past30Days(facts.startedAt) }),
    previous,
  );
}

/** What the destination was asked, and has against the resources. */
export interface Asked extends DestinationCheck {
  rows: RowFinding[];
  caveats: string[];
}

/** Puts the parts together, and says what has changed since an earlier report. */
export function reportOf(
  head: ReportHead,
  technical: TechnicalAssessment[],
  cost?: CostAssessment,
  previous?: AssessmentReport,
  asked?: Asked,
): AssessmentReport {
  const rows = withFindings(
    technical.flatMap((one) => one.rows),
    asked?.rows ?? [],
  );
  const { badRows = [], caveats = [], ...top } = head;
  const bySubscription = asked && countsOf(rows);
  const report: AssessmentReport = {
    ...top,
    subscriptions: technical.map(({ subscription }) => {
      const money = cost?.subscriptions[subscription.subscriptionId.toLowerCase()];
      const counts = bySubscription?.get(subscription.subscriptionId);
      return { ...subscription, ...counts, ...(money ? { cost: money } : {}) };
    }),
    rows,
    edges: technical.flatMap(({ edges }) => edges),
    ...(cost ? { cost: { summary: cost.summary, rows: cost.rows } } : {}),
    badRows: [...badRows, ...(cost?.badRows ?? [])],
    ...(asked ? { destination: { findings: togetherByName(asked.findings), batches: asked.batches } } : {}),
    caveats: [...caveats, ...(asked?.caveats ?? []), ...technical.flatMap(({ caveats }) => caveats), ...(cost?.caveats ?? [])],
  };
  return previous ? { ...report, changes: changesBetween(previous, report) } : report;
}

/** One line for what several batches were refused for; limits are one by region. */
function togetherByName(findings: readonly DestinationFinding[]): DestinationFinding[] {
  const together = new Map<string, DestinationFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([
      finding.kind,
      finding.name,
      finding.verdict,
      finding.limit?.region,
      finding.kind === 'policy' && finding.reason,
    ]);
    const there = together.get(key);
    together.set(key, there ? { ...there, resources: there.resources + finding.resources } : finding);
  }
  return [...together.values()];
}
