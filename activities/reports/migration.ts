import type { ArtifactRef } from '../../contracts/run/artifact';
import type { AssessmentReport, CostSummary } from '../../contracts/processes/assessment';
import type { MigrationReport, MigrationResult } from '../../contracts/processes/migration';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import { keptResources } from '../../planning/plan/kept';
import { type Cost, migratedResources } from '../../planning/inventory/migrated';
import { parseArmId } from '../../planning/inventory/arm-id';
import { destinationGroupName } from '../../planning/plan/group-names';
import type { Dependencies } from '../ports/dependencies';

/** So many blocked resources are named to those who decide. All of them are in the report, whose digest they approve. */
const NAMED_AT_MOST = 100;

export interface Assessed {
  /** Blocked resources, `name (type): reason`. */
  blocked: string[];
  blockedInAll: number;
  /** Subscriptions that hold classic resources. */
  classic: string[];
  /** Names of resource groups that more than one of the subscriptions has, lower case. */
  sharedGroups: string[];
  /** Groups at the destination that would take in groups of more than one of the subscriptions: `shop-app (from Shop/app, Shop EU/app)`. */
  merged?: string[];
}

type MigrationReportInput = {
  assessment?: ArtifactRef;
  moves: { subscriptionId: string; report: ArtifactRef }[];
  report: Omit<MigrationReport, 'resources' | 'subscriptions'> & {
    subscriptions: Omit<MigrationReport['subscriptions'][number], 'moved' | 'stayed'>[];
  };
};

/** What a migration of whole subscriptions reads of its parts' reports, and the report that it leaves. */
export function createMigrationActivities({ artifacts }: Dependencies) {
  return {
    /**
     * What an assessment says to those who decide whether to go.
     * @param naming by subscription: what its groups are called at the destination, with `{name}` for its own name
     */
    async readAssessment({ report, naming = {} }: { report: ArtifactRef; naming?: Record<string, string> }): Promise<Assessed> {
      const { rows, subscriptions } = await artifacts.read<AssessmentReport>(report);
      const nameOf = new Map(subscriptions.map(({ subscriptionId, displayName }) => [subscriptionId, displayName]));
      const blocked = rows.filter(({ verdict }) => verdict === 'BLOCKED');
      const holders = new Map<string, Set<string>>();
      for (const { subscriptionId, resourceGroup } of rows) {
        const name = resourceGroup.toLowerCase();
        if (name !== '') holders.set(name, (holders.get(name) ?? new Set()).add(subscriptionId));
      }
      return {
        blocked: blocked.slice(0, NAMED_AT_MOST).map(({ name, type, reason = '' }) => `${name} (${type}): ${reason}`),
        blockedInAll: blocked.length,
        classic: [...new Set(rows.filter(isClassic).map(({ subscriptionId }) => subscriptionId))],
        sharedGroups: [...holders].filter(([, subscriptions]) => subscriptions.size > 1).map(([name]) => name),
        merged: mergedGroups(rows, naming, nameOf),
      };
    },

    /** The hand-over report: where each resource was, where it is, under which id, at what price. */
    async writeMigrationReport({ assessment, moves, report }: MigrationReportInput): Promise<{
      report: ArtifactRef;
      totals: MigrationResult['totals'];
    }> {
      const assessed = assessment ? await artifacts.read<AssessmentReport>(assessment) : undefined;
      const reports = await Promise.all(moves.map(({ report: ref }) => artifacts.read<ResourceMoveReport>(ref)));
      const costs = costsOf(assessed);
      const resources = report.billing
        ? keptResources(assessed?.rows ?? [], report.billing, costs)
        : migratedResources(
            assessed?.rows ?? [],
            reports.flatMap(({ rows }) => rows),
            costs,
          );
      const of = (subscriptionId: string, outcome: 'moved' | 'stayed') =>
        resources.filter(
          (one) =>
            one.outcome !== 'kept' &&
            (outcome === 'moved') === (one.outcome === 'moved') &&
            parseArmId(one.was)?.subscriptionId.toLowerCase() === subscriptionId,
        ).length;
      const whole: MigrationReport = {
        ...report,
        ...(assessed?.cost ? costFacts(assessed.cost.summary) : {}),
        subscriptions: report.subscriptions.map((one) => ({
          ...one,
          moved: of(one.subscriptionId, 'moved'),
          stayed: of(one.subscriptionId, 'stayed'),
        })),
        resources,
      };
      const moved = resources.filter(({ outcome }) => outcome === 'moved').length;
      const kept = resources.filter(({ outcome }) => outcome === 'kept').length;
      return {
        report: await artifacts.write('report', whole),
        totals: {
          subscriptions: report.subscriptions.length,
          resources: resources.length,
          moved,
          stayed: resources.length - moved - kept,
          ...(report.billing ? { kept } : {}),
        },
      };
    },
  };
}

function mergedGroups(
  rows: AssessmentReport['rows'],
  naming: Record<string, string>,
  nameOf: ReadonlyMap<string, string>,
): string[] {
  const sources = new Map<string, Map<string, string>>();
  for (const { subscriptionId, resourceGroup } of rows) {
    if (resourceGroup === '') continue;
    const name = destinationGroupName({ naming: naming[subscriptionId] ?? '{name}' }, resourceGroup).toLowerCase();
    const from = sources.get(name) ?? new Map<string, string>();
    sources.set(name, from.set(subscriptionId, `${nameOf.get(subscriptionId) ?? subscriptionId}/${resourceGroup}`));
  }
  return [...sources]
    .filter(([, from]) => from.size > 1)
    .map(([name, from]) => `${name} (from ${[...from.values()].join(', ')})`);
}

const isClassic = ({ type }: { type: string }) => /^microsoft\.classic/i.test(type);

function costFacts({ currency, roundedSum: { before, after } }: CostSummary): Pick<MigrationReport, 'currency' | 'cost'> {
  return { currency, cost: { before, after } };
}

/** The sums of a resource's lines, by its lower-case id. If one line has no price, the resource has none. */
function costsOf(assessed: AssessmentReport | undefined): Map<string, Cost> {
  const costs = new Map<string, Cost>();
  for (const { resourceId, costBefore, costAfter } of assessed?.cost?.rows ?? []) {
    const key = resourceId.toLowerCase();
    const { before, after } = costs.get(key) ?? { before: 0, after: 0 };
    const isPriced = after !== undefined && costAfter !== undefined;
    costs.set(key, { before: before + costBefore, ...(isPriced ? { after: after + costAfter } : {}) });
  }
  return costs;
}
