import type { BatchStage, Finding, MovePlan, Refusal } from '../../contracts/azure/plan';

/** Batches and refusals beyond these are counted, not listed: a summary has one size for 7 resources and for 10,000. */
const MAX_BATCHES = 50;
const MAX_RULES = 20;

/** A plan in a few lines, small enough for a message or a page. */
export interface PlanSummary {
  verdicts: Record<Finding['verdict'], number>;
  /** Top-level resources that reach the destination. */
  moving: number;
  refused: number;
  /** How many refusals there are by rule, most frequent first. */
  refusedBy: { rule: string; count: number }[];
  stages: Record<BatchStage, { batches: number; resources: number }>;
  /** The first ones, in the order of execution. */
  batches: { id: string; stage: BatchStage; from: string; to: string; count: number; after: string[]; expectedSeconds: number }[];
  batchesNotListed: number;
  groupsToCreate: number;
  locksToLift: number;
  providersToRegister: string[];
  expectedSeconds: number;
}

export function summaryOf(plan: MovePlan): PlanSummary {
  const stages = {
    consolidate: { batches: 0, resources: 0 },
    move: { batches: 0, resources: 0 },
    redistribute: { batches: 0, resources: 0 },
  };
  for (const batch of plan.batches) {
    stages[batch.stage].batches += 1;
    stages[batch.stage].resources += batch.resources.length;
  }
  const verdicts = { 'NO ISSUES': 0, MODIFY: 0, BLOCKED: 0 };
  for (const finding of plan.findings) verdicts[finding.verdict] += 1;
  return {
    verdicts,
    moving: stages.move.resources,
    refused: plan.refusals.length,
    refusedBy: countsByRule(plan.refusals).slice(0, MAX_RULES),
    stages,
    batches: plan.batches.slice(0, MAX_BATCHES).map(({ id, stage, from, to, resources, after, expectedSeconds }) => ({
      id,
      stage,
      from: from.resourceGroup,
      to: to.resourceGroup,
      count: resources.length,
      after: after.slice(0, MAX_BATCHES),
      expectedSeconds,
    })),
    batchesNotListed: Math.max(0, plan.batches.length - MAX_BATCHES),
    groupsToCreate: plan.groups.filter((group) => group.create).length,
    locksToLift: plan.locksToLift.length,
    providersToRegister: plan.providersToRegister,
    expectedSeconds: plan.expectedSeconds,
  };
}

function countsByRule(refusals: Refusal[]): { rule: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { rule } of refusals) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count })).sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}
