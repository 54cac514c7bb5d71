import type { AssessmentRow } from '../../contracts/processes/assessment';
import type { MigratedResource } from '../../contracts/processes/migration';
import type { ReportRow } from '../../contracts/processes/resource-move';
import { groupId, parseArmId } from './arm-id';

/** Cost of the past 30 days, in the assessment's currency. */
export interface Cost {
  before: number;
  /** Absent when the rate card has no price for a part of it. */
  after?: number;
}

/** What the upgrade from classic made of a resource: same name, the same thing in Resource Manager. */
const UPGRADED: Readonly<Record<string, string>> = {
  'microsoft.classiccompute/virtualmachines': 'microsoft.compute/virtualmachines',
  'microsoft.classicnetwork/virtualnetworks': 'microsoft.network/virtualnetworks',
  'microsoft.classicnetwork/networksecuritygroups': 'microsoft.network/networksecuritygroups',
  'microsoft.classicnetwork/reservedips': 'microsoft.network/publicipaddresses',
  'microsoft.classicnetwork/routetables': 'microsoft.network/routetables',
  'microsoft.classicstorage/storageaccounts': 'microsoft.storage/storageaccounts',
};

/** What is no more after its upgrade: its machines are in a group of its name (classic/units.ts). */
const DISSOLVED = 'microsoft.classiccompute/domainnames';

/**
 * One row for each resource that was there before, and one for each that an upgrade has made besides (network cards, say). Where a resource is
 * now is what the move's report has found; a cloud service that was upgraded is where its machines are. `costs` is by lower-case id as of before.
 */
export function migratedResources(
  assessed: readonly AssessmentRow[],
  moved: readonly ReportRow[],
  costs: ReadonlyMap<string, Cost>,
): MigratedResource[] {
  const rows = new Map(moved.map((row) => [row.id.toLowerCase(), row]));
  const byName = new Map(moved.map((row) => [nameKey(row.id, row.type, row.name), row]));
  const movedLast = [...moved].sort((a, b) => Number(a.outcome === 'moved') - Number(b.outcome === 'moved'));
  const byGroup = new Map(movedLast.map((row) => [groupKey(row.id, row.resourceGroup), row]));
  const used = new Set<ReportRow>();

  const before = assessed.map((row): MigratedResource => {
    const upgradedType = UPGRADED[row.type.toLowerCase()];
    const found =
      rows.get(row.id.toLowerCase()) ?? (upgradedType ? byName.get(nameKey(row.id, upgradedType, row.name)) : undefined);
    if (found) used.add(found);
    const inside =
      !found && row.type.toLowerCase() === DISSOLVED ? byGroup.get(groupKey(row.id, `${row.name}-Migrated`)) : undefined;
    return {
      name: row.name,
      type: row.type,
      was: row.id,
      ...(inside ? whereItsGroupIs(inside) : whereItIs(row, found, upgradedType !== undefined)),
      ...pricesOf(costs.get(row.id.toLowerCase())),
    };
  });
  const made = moved
    .filter((row) => !used.has(row) && assessed.length > 0)
    .map((row): MigratedResource => ({ name: row.name, type: row.type, was: row.id, ...whereItIs(row, row, false) }));
  return [...before, ...made];
}

/** Prices as a row of the report has them. */
export function pricesOf(cost: Cost | undefined): Pick<MigratedResource, 'costBefore' | 'costAfter'> {
  if (!cost) return {};
  return { costBefore: cost.before, ...(cost.after === undefined ? {} : { costAfter: cost.after }) };
}

function whereItsGroupIs({ id, newId, outcome }: ReportRow): Pick<MigratedResource, 'is' | 'outcome'> {
  const { subscriptionId = '', resourceGroup = '' } = parseArmId(newId ?? id) ?? {};
  return { is: groupId({ subscriptionId, resourceGroup }), outcome: outcome === 'moved' ? 'moved' : 'upgradedOnly' };
}

function whereItIs(
  { id, reason }: Pick<AssessmentRow, 'id' | 'reason'>,
  found: ReportRow | undefined,
  isUpgraded: boolean,
): Pick<MigratedResource, 'is' | 'outcome' | 'reason'> {
  if (found?.outcome === 'moved') return { is: found.newId ?? found.id, outcome: 'moved' };
  // What the assessment said of it may have been mended since; what the move has found is newer.
  const why = found ? (found.reason ?? NOT_THERE[found.outcome]?.(found)) : reason;
  return {
    is: found?.outcome === 'left' ? (found.newId ?? found.id) : (found?.id ?? id),
    outcome: isUpgraded && found ? 'upgradedOnly' : 'stayed',
    ...(why === undefined ? {} : { reason: why }),
  };
}

/** Why a resource that was to move is not at the destination, where the move's report has no reason of Azure's. */
const NOT_THERE: Partial<Record<ReportRow['outcome'], (row: ReportRow) => string>> = {
  left: ({ newId }) =>
    newId ? 'was left in a staging group of its own subscription' : 'was found where it was: its move did not come through',
  movedBack: () => 'was moved back: its move did not come through',
  twice: ({ newId = '' }) => `is in both subscriptions, in the other one as ${newId}`,
  missing: () => 'was found in neither subscription when the move ended',
};

function groupKey(id: string, group: string): string {
  return `${parseArmId(id)?.subscriptionId ?? ''} ${group}`.toLowerCase();
}

function nameKey(id: string, type: string, name: string): string {
  return `${parseArmId(id)?.subscriptionId ?? ''} ${type} ${name}`.toLowerCase();
}
