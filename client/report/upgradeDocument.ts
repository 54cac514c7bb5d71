import type { ClassicUpgradeReport, UpgradedUnit } from '../../contracts/classicUpgrade';
import { decisionsTable } from './decisionsTable';
import { time, type ReportDocument, type Table } from './document';

const VERDICTS: Record<ClassicUpgradeReport['outcome'], ReportDocument['verdict']> = {
  done: { text: 'Done', tone: 'good' },
  rehearsed: { text: 'Rehearsed, nothing changed', tone: 'good' },
  declined: { text: 'Declined, all is classic as before', tone: 'mixed' },
  undone: { text: 'Undone, all is classic as before', tone: 'mixed' },
  failed: { text: 'Failed', tone: 'bad' },
};

const OUTCOMES: Record<UpgradedUnit['outcome'], string> = {
  committed: 'committed',
  aborted: 'aborted',
  blocked: 'blocked',
  excluded: 'excluded',
  wouldUpgrade: 'would upgrade',
};

/** The report of a classic upgrade, ready for any of the four formats. */
export function upgradeDocument(report: ClassicUpgradeReport): ReportDocument {
  const committed = report.units.filter(({ outcome }) => outcome === 'committed').length;
  const stayed = report.outcome === 'done' ? report.units.length - committed : 0;
  return {
    title: `Upgrade to Resource Manager for ${report.customer}`,
    subtitle: `Classic resources of subscription ${report.subscriptionId}`,
    verdict: stayed > 0 ? { text: `Done, ${stayed} stay classic`, tone: 'mixed' } : VERDICTS[report.outcome],
    facts: [
      { name: 'Units', value: report.units.length },
      { name: 'Committed', value: committed },
      { name: 'Machines with secrets', value: report.withSecrets.length },
      { name: 'Started', value: time(report.startedAt) },
      { name: 'Ended', value: time(report.endedAt) },
      { name: 'Run', value: report.id },
    ],
    warnings: warnings(report),
    tables: [unitsTable(report), resourcesTable(report), decisionsTable(report)],
    data: report,
  };
}

function warnings({ failure, leftUndone, undone, withSecrets, localStack }: ClassicUpgradeReport): string[] {
  return [
    ...(failure ? [`It ended in the step "${failure.step}": ${failure.message} (${failure.type})`] : []),
    ...leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
    ...undone.map((what) => `Put back: ${what}`),
    ...(withSecrets.length > 0
      ? [`${withSecrets.length} machines carry secrets of a key vault now: they cannot move before secrets-removal has been run.`]
      : []),
    ...(localStack ? ['The answers came from a local stack, where anybody may answer for any party.'] : []),
  ];
}

/** What stays classic comes first: it is what somebody has to act on. */
function unitsTable({ units }: ClassicUpgradeReport): Table {
  const rows = [...units].sort((a, b) => Number(a.outcome === 'committed') - Number(b.outcome === 'committed'));
  return {
    title: 'Units',
    columns: [
      { title: 'Outcome', width: 14, kind: 'outcome' },
      { title: 'Unit', width: 40 },
      { title: 'Resource groups', width: 50 },
      { title: 'Resources', width: 11, kind: 'number' },
      { title: 'What Azure said, and the way out', width: 100 },
    ],
    rows: rows.map(({ id, outcome, resourceGroups, resources, messages }) => [
      OUTCOMES[outcome],
      id,
      resourceGroups.join(', '),
      resources.length,
      messages.join(' '),
    ]),
  };
}

function resourcesTable({ units }: ClassicUpgradeReport): Table {
  return {
    title: 'Resources',
    columns: [
      { title: 'Unit', width: 40 },
      { title: 'Id in Resource Manager', width: 110, kind: 'id' },
    ],
    rows: units.flatMap(({ id, resources }) => resources.map((resource) => [id, resource])),
  };
}
