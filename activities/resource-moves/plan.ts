import type { ArtifactRef } from '../../contracts/run/artifact';
import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { BatchSummary, MoveOptions, MovePlan } from '../../contracts/azure/plan';
import { idKey } from '../../planning/inventory/arm-id';
import { shortages, shortageText } from '../../planning/rules/limits';
import { planMove } from '../../planning/plan/plan';
import { planDigest } from '../../planning/plan/digest';
import { type PlanSummary, summaryOf } from '../../planning/plan/summary';
import { GROUP_NAME } from '../../contracts/schema';
import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';
import { readLimits } from '../reading/limits';
import { readDestination, readSource, refuseUnknownExcludes } from '../reading/inventories';
import type { Arm } from '../ports/arm';

/** Azure refused a batch of an earlier plan and named what has to go along. */
export interface TogetherHint {
  plan: ArtifactRef;
  batchId: string;
  missing: string[];
}

interface PlanInput {
  tenantId: string;
  source: { subscriptionId: string; resourceGroups?: string[] };
  destination: { subscriptionId: string };
  options: Omit<MoveOptions, 'together'>;
  hints: TogetherHint[];
}

export interface Planned {
  plan: ArtifactRef;
  inventory: ArtifactRef;
  digest: string;
  /** Summary for people, without the batches, which stand below. */
  summary: Omit<PlanSummary, 'batches'>;
  /** All of them, in the order of execution. */
  batches: BatchSummary[];
  /** Resources the inventory holds, nested ones too. */
  resources: number;
  providersToRegister: string[];
  locksToLift: number;
}

export function createPlanActivities({ azure, artifacts }: Dependencies) {
  return {
    /**
     * Reads both subscriptions and plans. The same world gives the same digest, so planning again shows whether anything has drifted.
     * Throws `InvalidInput` for a group that is not there, `NothingToMove` when no resource can go, `QuotaExceeded` when the destination’s limits
     * do not suffice for all that goes.
     */
    async planResourceMove({ tenantId, source, destination, options, hints }: PlanInput): Promise<Planned> {
      const arm = azure.arm(tenantId);
      const inventory = await readSource(arm, source);
      refuseUnknownExcludes(options.exclude, inventory);
      const there = await readDestination(arm, destination.subscriptionId);
      const together = await pairs(hints, inventory);
      const plan = planMove({
        source: inventory,
        destination: there,
        options: { ...options, ...(together.length > 0 ? { together } : {}) },
      });
      refuseImpossibleNames(plan);
      await refuseOverLimits(arm, plan, inventory, there);
      const digest = planDigest(plan);
      const { batches: _listed, ...summary } = summaryOf(plan);
      return {
        plan: await artifacts.write('plan', plan),
        inventory: await artifacts.write('inventory', inventory),
        digest,
        summary,
        batches: plan.batches.map(({ resources, ...batch }) => ({ ...batch, count: resources.length })),
        resources: inventory.resources.length,
        providersToRegister: plan.providersToRegister,
        locksToLift: plan.locksToLift.length,
      };
    },
  };

  /** Azure does not say which resource of the batch needs the missing ones: all of them are kept with these. */
  async function pairs(hints: TogetherHint[], { resources }: SourceInventory): Promise<[string, string][]> {
    const known = new Set(resources.map(({ id }) => id.toLowerCase()));
    const strangers = hints.flatMap(({ missing }) => missing).filter((id) => !known.has(id.toLowerCase()));
    if (strangers.length > 0) {
      throw failure(
        'MissingDependents',
        `Azure wants ${strangers.slice(0, 5).join(', ')} to go along, which ${strangers.length > 1 ? 'are' : 'is'} not in the chosen groups: add the group to source.resourceGroups, or exclude what needs it`,
      );
    }
    const found: [string, string][] = [];
    for (const { plan, batchId, missing } of hints) {
      const batch = (await artifacts.read<MovePlan>(plan)).batches.find(({ id }) => id === batchId);
      for (const id of batch?.resources ?? []) for (const other of missing) found.push([id, other]);
    }
    return found;
  }
}

/** Nobody is asked to approve what Azure would refuse half way. Limits that the destination does not tell are left to Azure's own validation. */
async function refuseOverLimits(
  arm: Arm,
  plan: MovePlan,
  { resources }: SourceInventory,
  there: DestinationInventory,
): Promise<void> {
  const going = new Set(plan.batches.flatMap((batch) => (batch.stage === 'move' ? batch.resources.map(idKey) : [])));
  const moving = resources.filter(({ id }) => going.has(idKey(id)));
  const { limits } = await readLimits(arm, there.subscriptionId, moving, there.registeredProviders ?? []);
  const { short } = shortages(moving, limits);
  if (short.length === 0) return;
  const more = short.length > MOST_NAMED ? `; and ${short.length - MOST_NAMED} more` : '';
  throw failure(
    'QuotaExceeded',
    `destination.subscriptionId: its limits do not suffice for what is to move: ${short.slice(0, MOST_NAMED).map(shortageText).join('; ')}${more}. Ask Microsoft to raise them by a support request (quota increase), or exclude resources, and start again`,
  );
}

const MOST_NAMED = 5;

/** 1 to 90 characters (Azure's naming rules for resource groups); the pattern of the input makes a name only together with the group's. */
function refuseImpossibleNames({ groups }: MovePlan): void {
  const bad = groups.filter(({ name, create }) => create && !GROUP_NAME.test(name));
  if (bad.length > 0) {
    throw failure(
      'InvalidInput',
      `naming: makes ${bad.map(({ name }) => `"${name}"`).join(', ')}, which no resource group can be called: 1 to 90 letters, digits and - _ . ( ), no dot at the end`,
    );
  }
}
