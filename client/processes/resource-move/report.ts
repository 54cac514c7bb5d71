import type { CarriedOver, ReportRow, ResourceMoveReport } from '../../../contracts/processes/resource-move';
import { time, type Table } from '../../reports/document';
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
  return {
    title: 'Resources',
    columns: [
      { title: 'Outcome', width: 12, kind: 'outcome' },
      { title: 'Name', width: 28 },
      { title: 'Type', width: 40 },
      { title: 'Resource group', width: 22 },
      { title: 'Location', width: 14 },
      { title: 'Batch', width: 8 },
      { title: 'Reason', width: 60 },
      { title: 'What to do', width: 60 },
      { title: 'Rule', width: 26 },
      { title: 'Id before', width: 80, kind: 'id' },
      { title: 'Id after', width: 80, kind: 'id' },
    ],
    rows: rows.map((row) => [
      OUTCOMES[row.outcome],
      row.name,
      typeOf(row),
      row.resourceGroup,
      row.location,
      row.batch,
      row.reason,
      row.fix,
      row.rule,
      row.id,
      row.newId,
    ]),
  };
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
  return {
    title: 'Batches',
    columns: [
      { title: 'Batch', width: 8 },
      { title: 'Stage', width: 14 },
      { title: 'From', width: 40 },
      { title: 'To', width: 40 },
      { title: 'Resources', width: 11, kind: 'number' },
      { title: 'Outcome', width: 12, kind: 'outcome' },
      { title: 'Started', width: 20, kind: 'time' },
      { title: 'Ended', width: 20, kind: 'time' },
      { title: 'Notes', width: 70 },
    ],
    rows: batches.map((batch) => [
      batch.id,
      batch.stage,
      batch.from,
      batch.to,
      batch.resources,
      batch.outcome.replace(/([A-Z])/g, ' $1').toLowerCase(),
      time(batch.startedAt),
      time(batch.endedAt),
      batch.notes.join(' '),
    ]),
  };
}

function carriedOverTable({ carriedOver }: ResourceMoveReport): Table {
  return {
    title: 'Carried over',
    columns: [
      { title: 'Kind', width: 16 },
      { title: 'What', width: 50 },
      { title: 'From', width: 70, kind: 'id' },
      { title: 'To', width: 70, kind: 'id' },
    ],
    rows: carriedOver.map(({ kind, what, from, to }) => [kindWord(kind), what, from, to]),
  };
}

function notCarriedOverTable({ notCarriedOver }: ResourceMoveReport): Table {
  return {
    title: 'Not carried over',
    columns: [
      { title: 'Kind', width: 16 },
      { title: 'What', width: 50 },
      { title: 'From', width: 70, kind: 'id' },
      { title: 'Why', width: 70 },
    ],
    rows: notCarriedOver.map(({ kind, what, from, why }) => [kindWord(kind), what, from, why]),
  };
}

function kindWord(kind: CarriedOver['kind']): string {
  return kind === 'roleAssignment' ? 'role assignment' : kind;
}
