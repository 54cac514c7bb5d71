import type { CarriedOver, ReportRow, ResourceMoveReport } from '../../../contracts/processes/resource-move';
import { type Table, tableOf, time } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';
import { typeOf } from './type-of';

/** The hand-over report of a resource move, ready for any of the four formats. */
export function report(report: ResourceMoveReport): OwnReport {
  const { moved, refused, resources, batches } = report.totals;
  const stayed = report.outcome === 'done' && refused > 0;
  return {
    title: 'Resource move',
    subtitle: `From subscription ${report.source.subscriptionId} to ${report.destination.subscriptionId}`,
    verdict: stayed
      ? { text: `Done, ${refused} left where they were`, tone: 'mixed' }
      : report.outcome === 'declined'
        ? { text: 'Declined, nothing moved', tone: 'mixed' }
        : undefined,
    facts: [
      { name: 'Resources', value: resources },
      { name: 'Moved', value: moved },
      { name: 'Refused', value: refused },
      { name: 'Batches', value: batches },
      { name: 'Resource groups', value: [...new Set(report.rows.map((row) => row.resourceGroup))].sort().join(', ') },
      { name: 'Plan digest (SHA-256)', value: report.planDigest },
    ],
    tables: [resourcesTable(report), batchesTable(report), carriedOverTable(report), notCarriedOverTable(report)],
  };
}

/** What did not move comes first: it is what somebody has to act on. */
function resourcesTable(report: ResourceMoveReport): Table {
  const rows = [...report.rows].sort((a, b) => Number(a.outcome === 'moved') - Number(b.outcome === 'moved'));
  return tableOf({ title: 'Resources' }, rows, [
    { title: 'Outcome', width: 12, kind: 'outcome', cell: (row) => OUTCOMES[row.outcome] },
    { title: 'Name', width: 28, cell: (row) => row.name },
    { title: 'Type', width: 40, cell: (row) => typeOf(row) },
    { title: 'Resource group', width: 22, cell: (row) => row.resourceGroup },
    { title: 'Location', width: 14, cell: (row) => row.location },
    { title: 'Batch', width: 8, cell: (row) => row.batch },
    { title: 'Reason', width: 60, cell: (row) => row.reason },
    { title: 'What to do', width: 60, cell: (row) => row.fix },
    { title: 'Rule', width: 26, cell: (row) => row.rule },
    { title: 'Id before', width: 80, kind: 'id', cell: (row) => row.id },
    { title: 'Id after', width: 80, kind: 'id', cell: (row) => row.newId },
  ]);
}

const OUTCOMES: Record<ReportRow['outcome'], string> = {
  moved: 'moved',
  refused: 'refused',
  movedBack: 'moved back',
  left: 'left',
  twice: 'on both sides',
  missing: 'on neither side',
  wouldMove: 'would move',
};

function batchesTable({ batches }: ResourceMoveReport): Table {
  return tableOf({ title: 'Batches' }, batches, [
    { title: 'Batch', width: 8, cell: (batch) => batch.id },
    { title: 'Stage', width: 14, cell: (batch) => batch.stage },
    { title: 'From', width: 40, cell: (batch) => batch.from },
    { title: 'To', width: 40, cell: (batch) => batch.to },
    { title: 'Resources', width: 11, kind: 'number', cell: (batch) => batch.resources },
    { title: 'Outcome', width: 12, kind: 'outcome', cell: (batch) => batch.outcome.replace(/([A-Z])/g, ' $1').toLowerCase() },
    { title: 'Started', width: 20, kind: 'time', cell: (batch) => time(batch.startedAt) },
    { title: 'Ended', width: 20, kind: 'time', cell: (batch) => time(batch.endedAt) },
    { title: 'Notes', width: 70, cell: (batch) => batch.notes.join(' ') },
  ]);
}

function carriedOverTable({ carriedOver }: ResourceMoveReport): Table {
  return tableOf({ title: 'Carried over' }, carriedOver, [
    { title: 'Kind', width: 16, cell: ({ kind }) => kindWord(kind) },
    { title: 'What', width: 50, cell: ({ what }) => what },
    { title: 'From', width: 70, kind: 'id', cell: ({ from }) => from },
    { title: 'To', width: 70, kind: 'id', cell: ({ to }) => to },
  ]);
}

function notCarriedOverTable({ notCarriedOver }: ResourceMoveReport): Table {
  return tableOf({ title: 'Not carried over' }, notCarriedOver, [
    { title: 'Kind', width: 16, cell: ({ kind }) => kindWord(kind) },
    { title: 'What', width: 50, cell: ({ what }) => what },
    { title: 'From', width: 70, kind: 'id', cell: ({ from }) => from },
    { title: 'Why', width: 70, cell: ({ why }) => why },
  ]);
}

function kindWord(kind: CarriedOver['kind']): string {
  return kind === 'roleAssignment' ? 'role assignment' : kind;
}
