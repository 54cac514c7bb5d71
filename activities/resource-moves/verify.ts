import type { ArtifactRef } from '../../contracts/run/artifact';
import type { SourceInventory } from '../../contracts/azure/inventory';
import type { MovePlan, Refusal } from '../../contracts/azure/plan';
import type { ReportRow, ResourceMoveReport } from '../../contracts/processes/resource-move';
import { parseArmId, topLevelOf } from '../../planning/inventory/arm-id';
import type { CarryOverOutcome } from './carry-over';
import type { Dependencies } from '../ports/dependencies';
import { waitForLists } from '../reading/lagging-lists';
import { type Found, foundIn } from './found';

export interface MoveFiles {
  tenantId: string;
  /** Plans in the order they were approved: a later one covers what an earlier one left. */
  plans: ArtifactRef[];
  /** Inventory of the time before the first act. */
  inventory: ArtifactRef;
}

interface Verified {
  total: number;
  moved: number;
  refused: number;
  /** Planned to move, and not at the destination. */
  left: number;
  /** Ids in both subscriptions at once. */
  twice: number;
  /** The first few that are left, for a person. */
  examples: string[];
}

type ReportInput = MoveFiles & {
  carriedOver?: ArtifactRef;
  report: Omit<ResourceMoveReport, 'rows' | 'carriedOver' | 'notCarriedOver' | 'totals'>;
};

export function createReportActivities({ azure, artifacts, settings }: Dependencies) {
  const rowsOf = async ({ tenantId, plans: refs, inventory: ref }: MoveFiles, report?: ReportInput['report']) => {
    const plans = await Promise.all(refs.map((plan) => artifacts.read<MovePlan>(plan)));
    const inventory = await artifacts.read<SourceInventory>(ref);
    const found = await foundIn(azure.arm(tenantId), plans, inventory.subscriptionId);
    const planned = plannedOf(plans, report);
    return inventory.resources.map((resource): ReportRow => {
      const top = (topLevelOf(resource.id) ?? resource.id).toLowerCase();
      const refusal = planned.refusals.get(resource.id.toLowerCase()) ?? planned.refusals.get(top);
      const batch = planned.batches.get(top);
      const where = found(resource.id);
      const now = where.destination ?? where.source;
      return {
        id: resource.id,
        name: resource.name ?? resource.id.slice(resource.id.lastIndexOf('/') + 1),
        type: resource.type,
        resourceGroup: parseArmId(resource.id)?.resourceGroup ?? '',
        location: resource.location ?? '',
        ...(batch ? { batch } : {}),
        outcome: outcomeOf(where, {
          isRefused: refusal !== undefined && !batch,
          isRehearsal: report?.outcome === 'rehearsed',
          wasReturned: planned.returned.has(top) && where.source?.toLowerCase() === resource.id.toLowerCase(),
        }),
        ...(now && now.toLowerCase() !== resource.id.toLowerCase() ? { newId: now } : {}),
        ...(refusal && !batch ? { rule: refusal.rule, reason: refusal.reason, fix: refusal.fix } : {}),
      };
    });
  };

  return {
    /** Reads from both subscriptions where every resource of the inventory is now: the outcome is what is found, not what was answered. */
    async verifyMove(files: MoveFiles): Promise<Verified> {
      const rows = await rowsOf(files);
      const left = rows.filter((row) => isUnseen(row) || row.outcome === 'left');
      const twice = rows.filter(({ outcome }) => outcome === 'twice');
      waitForLists(idsOf([...left, ...twice]), settings);
      return {
        total: rows.length,
        moved: count(rows, 'moved'),
        refused: count(rows, 'refused'),
        left: left.length,
        twice: twice.length,
        examples: left.slice(0, 5).map(({ id }) => id),
      };
    },

    /** The hand-over report, from what is found at both sides at the end. */
    async writeReport({
      carriedOver,
      report,
      ...files
    }: ReportInput): Promise<{ report: ArtifactRef; totals: ResourceMoveReport['totals'] }> {
      const rows = await rowsOf(files, report);
      // Lists lag behind a move that has just ended, this one or the one that took it back.
      waitForLists(idsOf(rows.filter((row) => isUnseen(row) || row.outcome === 'twice')), settings);
      const totals = {
        resources: rows.length,
        moved: count(rows, 'moved'),
        refused: count(rows, 'refused'),
        batches: report.batches.length,
      };
      const carry = carriedOver ? await artifacts.read<CarryOverOutcome>(carriedOver) : { carried: [], notCarried: [] };
      const whole: ResourceMoveReport = {
        ...report,
        totals,
        rows,
        carriedOver: carry.carried,
        notCarriedOver: carry.notCarried,
      };
      return { report: await artifacts.write('report', whole), totals };
    },
  };
}

const count = (rows: ReportRow[], outcome: ReportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;

const idsOf = (rows: ReportRow[]) => rows.map(({ id }) => id);

/** Whether a resource is on neither side. Nobody looks for what the plan refused: somebody may have deleted it. */
const isUnseen = ({ outcome, rule }: ReportRow) => outcome === 'missing' && rule === undefined;

function outcomeOf(
  { source, destination }: Found,
  { isRefused, isRehearsal, wasReturned }: { isRefused: boolean; isRehearsal: boolean; wasReturned: boolean },
): ReportRow['outcome'] {
  if (source !== undefined && destination !== undefined) return 'twice';
  if (destination !== undefined) return 'moved';
  if (source === undefined) return 'missing';
  if (isRefused) return 'refused';
  if (isRehearsal) return 'wouldMove';
  return wasReturned ? 'movedBack' : 'left';
}

/** What the plans say of each resource, by lower-case id, the last plan last, and what has gone and was moved back. */
function plannedOf(plans: readonly MovePlan[], report: ReportInput['report'] | undefined) {
  const refusals = new Map<string, Refusal>();
  const batches = new Map<string, string>();
  const returned = new Set<string>();
  const outcomes = new Map(report?.batches.map(({ id, outcome }) => [id, outcome]));
  for (const [nth, plan] of plans.entries()) {
    for (const refusal of plan.refusals) refusals.set(refusal.id.toLowerCase(), refusal);
    for (const batch of plan.batches) {
      const name = nth === 0 ? batch.id : `${nth + 1}/${batch.id}`;
      for (const id of batch.resources) {
        if (batch.stage === 'move') batches.set(id.toLowerCase(), name);
        if (outcomes.get(name) === 'movedBack') returned.add(id.toLowerCase());
      }
    }
  }
  return { refusals, batches, returned };
}
