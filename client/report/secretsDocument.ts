import type { SecretsRemovalReport, SecretsRow } from '../../contracts/secretsRemoval';
import { decisionsTable } from './decisionsTable';
import { time, type ReportDocument, type Table } from './document';

const VERDICTS: Record<SecretsRemovalReport['outcome'], ReportDocument['verdict']> = {
  done: { text: 'Done', tone: 'good' },
  rehearsed: { text: 'Rehearsed, nothing changed', tone: 'good' },
  undone: { text: 'Undone', tone: 'mixed' },
  failed: { text: 'Failed', tone: 'bad' },
};

const OUTCOMES: Record<SecretsRow['outcome'], string> = {
  removed: 'removed',
  kept: 'kept',
  gone: 'gone',
  wouldRemove: 'would remove',
};

/** The report of a removal of secrets, ready for any of the four formats. It names vaults and machines, and no certificate. */
export function secretsDocument(report: SecretsRemovalReport): ReportDocument {
  const { machines, removed, kept } = report.totals;
  return {
    title: `Secrets of virtual machines of ${report.customer}`,
    subtitle: `Subscription ${report.subscriptionId}`,
    verdict:
      report.outcome === 'done' && kept > 0
        ? { text: `Done, ${kept} keep their secrets`, tone: 'mixed' }
        : VERDICTS[report.outcome],
    facts: [
      { name: 'Machines with secrets', value: machines },
      { name: 'Removed from', value: removed },
      { name: 'Kept by', value: kept },
      ...(report.kept ? [{ name: 'Removed lists, encrypted', value: report.kept.uri }] : []),
      { name: 'Started', value: time(report.startedAt) },
      { name: 'Ended', value: time(report.endedAt) },
      { name: 'Run', value: report.id },
    ],
    warnings: warnings(report),
    tables: [machinesTable(report), decisionsTable(report)],
    data: report,
  };
}

function warnings({ failure, leftUndone, undone, localStack }: SecretsRemovalReport): string[] {
  return [
    ...(failure ? [`It ended in the step "${failure.step}": ${failure.message} (${failure.type})`] : []),
    ...leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
    ...undone.map((what) => `Put back: ${what}`),
    ...(localStack ? ['It ran on a local stack.'] : []),
  ];
}

/** What is not removed comes first. */
function machinesTable({ rows }: SecretsRemovalReport): Table {
  const inOrder = [...rows].sort((a, b) => Number(a.outcome === 'removed') - Number(b.outcome === 'removed'));
  return {
    title: 'Machines',
    columns: [
      { title: 'Outcome', width: 14, kind: 'outcome' },
      { title: 'Machine', width: 28 },
      { title: 'Resource group', width: 28 },
      { title: 'Certificates', width: 12, kind: 'number' },
      { title: 'Vaults', width: 60 },
      { title: 'Reason', width: 80 },
      { title: 'Id', width: 90, kind: 'id' },
    ],
    rows: inOrder.map(({ id, name, resourceGroup, outcome, certificates, vaults, reason }) => [
      OUTCOMES[outcome],
      name,
      resourceGroup,
      certificates,
      [...new Set(vaults.map((vault) => vault.slice(vault.lastIndexOf('/') + 1)))].join(', '),
      reason,
      id,
    ]),
  };
}
