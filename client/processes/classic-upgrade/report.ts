import type { ClassicUpgradeReport, UpgradedUnit } from '../../../contracts/processes/classic-upgrade';
import { type Cell, type Table, tableOf } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';

/** What became of the classic resources of a subscription, ready for any of the four formats. */
export function report(report: ClassicUpgradeReport): OwnReport {
  const { units, withSecrets } = report;
  const count = (outcome: UpgradedUnit['outcome']) => units.filter((unit) => unit.outcome === outcome).length;
  const classic = units.length - count('committed') - count('wouldUpgrade');
  return {
    title: 'Upgrade from classic to Resource Manager',
    subtitle: `Subscription ${report.subscriptionId}`,
    verdict:
      report.outcome === 'done' && classic > 0
        ? { text: `Done, ${classic} of ${units.length} units still classic`, tone: 'mixed' }
        : undefined,
    facts: [
      { name: 'Units', value: units.length },
      { name: 'Upgraded', value: count('committed') },
      { name: 'Aborted', value: count('aborted') },
      { name: 'Blocked', value: count('blocked') },
      { name: 'Excluded', value: count('excluded') },
      { name: 'Machines with secrets', value: withSecrets.length },
    ],
    warnings: [
      ...(withSecrets.length > 0
        ? ['Machines that carry secrets do not move before these are removed: `handover start secrets-removal`.']
        : []),
    ],
    tables: [unitsTable(report), resourcesTable(report), secretsTable(report)],
  };
}

/** What is still classic comes first: it is what somebody has to act on. */
function unitsTable({ units }: ClassicUpgradeReport): Table {
  const upgraded = ({ outcome }: UpgradedUnit) => Number(outcome === 'committed' || outcome === 'wouldUpgrade');
  return tableOf(
    { title: 'Units' },
    [...units].sort((a, b) => upgraded(a) - upgraded(b)),
    [
      { title: 'Outcome', width: 14, kind: 'outcome', cell: ({ outcome }) => WORDS[outcome] },
      { title: 'Kind', width: 22, cell: ({ id }) => id.slice(0, id.indexOf('/')) },
      { title: 'Name', width: 30, cell: ({ id }) => id.slice(id.indexOf('/') + 1) },
      { title: 'Resource groups made', width: 40, cell: ({ resourceGroups }) => resourceGroups.join(', ') },
      { title: 'Resources made', width: 15, kind: 'number', cell: ({ resources }) => resources.length },
      { title: 'Messages', width: 70, cell: ({ messages }) => messages.join(' ') },
    ],
  );
}

const WORDS: Record<UpgradedUnit['outcome'], string> = {
  committed: 'upgraded',
  aborted: 'aborted',
  blocked: 'blocked',
  excluded: 'excluded',
  wouldUpgrade: 'would upgrade',
};

function resourcesTable({ units }: ClassicUpgradeReport): Table {
  return {
    title: 'Resources made',
    columns: [
      { title: 'Unit', width: 40 },
      { title: 'Resource ID', width: 90, kind: 'id' },
    ],
    rows: units.flatMap(({ id, resources }) => resources.map((resource): Cell[] => [id, resource])),
  };
}

function secretsTable({ withSecrets }: ClassicUpgradeReport): Table {
  return tableOf({ title: 'Machines with secrets' }, withSecrets, [
    { title: 'Resource ID', width: 90, kind: 'id', cell: (id) => id },
  ]);
}
