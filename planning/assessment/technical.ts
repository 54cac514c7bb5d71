import type { AssessedSubscription, AssessmentRow, Cloud } from '../../contracts/processes/assessment';
import type { ArmResource, DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { Finding, MoveOptions, MovePlan, Verdict } from '../../contracts/azure/plan';
import { idKey, parseArmId } from '../inventory/arm-id';
import { planDigest } from '../plan/digest';
import { caveatsOf } from '../inventory/exports';
import { indexInventory } from '../inventory/index-inventory';
import { NO_SUBSCRIPTION, planMove } from '../plan/plan';
import { Availability } from './availability';

export interface SubscriptionToAssess {
  displayName: string;
  inventory: SourceInventory;
}

export interface TechnicalOptions {
  cloud: Cloud;
  /** Left out: it is taken to be empty, and nothing is said of providers that it lacks. */
  destination?: DestinationInventory;
  /** How a destination group is named. */
  naming: string;
  /** Whether consolidated resources go on to groups of their original names; left out: they do. */
  redistribute?: boolean;
  /** Full ids that are to stay, of whichever subscription. */
  exclude: readonly string[];
}

/** The technical assessment of one subscription. */
export interface TechnicalAssessment {
  subscription: AssessedSubscription;
  rows: AssessmentRow[];
  edges: [string, string][];
  /** What the inventory could not show, a sentence each. */
  caveats: string[];
}

/**
 * Judges every resource of a subscription, and plans the move of what can go (seed l.14787-14880; docs/processes/assessment.md). Each resource has
 * exactly one row, in the order of the ids. Linear in the size of the inventory.
 * @throws Error when the inventory contradicts itself, or is of the destination (planMove).
 */
export function assessTechnically(
  { displayName, inventory }: SubscriptionToAssess,
  { cloud, destination, naming, redistribute = true, exclude }: TechnicalOptions,
): TechnicalAssessment {
  const availability = new Availability(cloud, inventory.resources);
  const prefix = idKey(`/subscriptions/${inventory.subscriptionId}/`);
  const options: MoveOptions = {
    naming,
    redistribute,
    exclude: exclude.filter((id) => idKey(id).startsWith(prefix)),
  };
  const plan = planMove({
    source: inventory,
    ...(destination ? { destination } : {}),
    options,
    alsoHeld: (top) => availability.stopOf(top),
  });
  const { tops } = indexInventory(inventory);
  const resources = new Map(inventory.resources.map((resource) => [idKey(resource.id), resource]));
  const rows = plan.findings.map((finding) => {
    const top = tops.get(idKey(parseArmId(finding.id)?.topLevelId ?? finding.id));
    return rowOf(finding, resources.get(idKey(finding.id)), inventory.subscriptionId, top ? availability.of(top) : 'unknown');
  });
  return {
    subscription: subscriptionOf(displayName, plan, rows),
    rows,
    edges: rows.flatMap(({ id, dependents }) => dependents.map((dependent): [string, string] => [dependent, id])),
    caveats: caveatsOf(inventory).map((caveat) => `${displayName}: ${caveat}`),
  };
}

/** The worst of several; of none, that there is nothing in the way. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict {
  const all = new Set(verdicts);
  return all.has('BLOCKED') ? 'BLOCKED' : all.has('MODIFY') ? 'MODIFY' : 'NO ISSUES';
}

function rowOf(
  { id, type, verdict, rule, reason, fix, doneBy, dependents }: Finding,
  resource: ArmResource | undefined,
  subscriptionId: string,
  availableInCsp: AssessmentRow['availableInCsp'],
): AssessmentRow {
  const isUpgradedFirst = rule === 'classic.twoSteps';
  return {
    subscriptionId,
    resourceGroup: parseArmId(id)?.resourceGroup ?? '',
    id,
    name: resource?.name ?? id.slice(id.lastIndexOf('/') + 1),
    type,
    location: resource?.location ?? '',
    verdict,
    ...(rule === undefined ? {} : { rule }),
    ...(reason === undefined ? {} : { reason }),
    ...(isUpgradedFirst ? { fix: UPGRADE } : fix === undefined ? {} : { fix }),
    ...(isUpgradedFirst ? { doneBy: 'handover' as const } : doneBy === undefined ? {} : { doneBy }),
    dependents,
    approach: /^microsoft\.classic/i.test(type) ? 'ASM to CSP (two steps migration)' : 'ARM to CSP (one step migration)',
    availableInCsp,
  };
}

const UPGRADE =
  'Handover upgrades it to Azure Resource Manager first (classic-upgrade), where Azure’s validation takes it, and plans the move after that; what it refuses (web and worker roles, say) stays classic.';

type Counts = Pick<AssessedSubscription, 'verdict' | 'resources' | 'noIssues' | 'modify' | 'blocked'>;

/** Verdicts of rows by subscription. */
export function countsOf(rows: readonly AssessmentRow[]): Map<string, Counts> {
  const verdicts = new Map<string, Verdict[]>();
  for (const { subscriptionId, verdict } of rows) {
    const there = verdicts.get(subscriptionId);
    if (there) there.push(verdict);
    else verdicts.set(subscriptionId, [verdict]);
  }
  return new Map([...verdicts].map(([subscriptionId, all]) => [subscriptionId, countOf(all)]));
}

function countOf(verdicts: readonly Verdict[]): Counts {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  return {
    verdict: worstOf(verdicts),
    resources: verdicts.length,
    noIssues: count('NO ISSUES'),
    modify: count('MODIFY'),
    blocked: count('BLOCKED'),
  };
}

function subscriptionOf(displayName: string, plan: MovePlan, rows: AssessmentRow[]): AssessedSubscription {
  return {
    subscriptionId: plan.source.subscriptionId,
    displayName,
    ...countOf(rows.map(({ verdict }) => verdict)),
    plan: {
      digest: planDigest(plan),
      batches: plan.batches,
      refusals: plan.refusals,
      expectedSeconds: plan.expectedSeconds,
      locksToLift: plan.locksToLift.length,
      ...(plan.destination.subscriptionId === NO_SUBSCRIPTION ? {} : { providersToRegister: plan.providersToRegister }),
    },
  };
}
