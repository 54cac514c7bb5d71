import type { RunReport } from '../../contracts/run/report';
import { answersTable } from './answers-table';
import { type ReportDocument, type Table, tableOf, time } from './document';

/** What only the process of a report knows. */
export interface OwnReport extends Pick<ReportDocument, 'subtitle' | 'facts' | 'tables' | 'instructions'> {
  /** What the report is of; client/reports adds the name of the customer. */
  title: string;
  /** Given where the outcome alone does not say how it went. */
  verdict?: ReportDocument['verdict'] | undefined;
  /** Sentences that the reader must not miss. */
  warnings?: string[];
}

const VERDICTS: Record<RunReport['outcome'], ReportDocument['verdict']> = {
  done: { text: 'Done', tone: 'good' },
  rehearsed: { text: 'Rehearsed, nothing changed', tone: 'good' },
  declined: { text: 'Declined', tone: 'mixed' },
  undone: { text: 'Undone', tone: 'mixed' },
  failed: { text: 'Failed', tone: 'bad' },
};

/**
 * The report of a run of any process: what the process says of it, and what all reports have in common. An assessment of exported files has no
 * run, so nobody decided anything and there is nothing in common.
 */
export function runDocument(report: RunReport, { title, verdict, warnings = [], ...own }: OwnReport): ReportDocument {
  const { customer, outcome, runId } = report;
  const isOfRun = runId !== '';
  return {
    ...own,
    title: customer.name === '' ? title : `${title} for ${customer.name}`,
    verdict: verdict ?? VERDICTS[outcome],
    facts: [...own.facts, ...(isOfRun ? headFacts(report) : [])],
    warnings: [...endingWarnings(report), ...warnings, ...(isOfRun ? proofWarnings(report) : [])],
    tables: [...own.tables, ...(isOfRun ? [answersTable(report), notesTable(report)] : [])],
    data: report,
  };
}

function headFacts({ customer, startedAt, endedAt, id, deskKey }: RunReport): ReportDocument['facts'] {
  return [
    { name: 'Customer', value: `${customer.name}, ${customer.tenantId || 'not created'}` },
    { name: 'Started', value: time(startedAt) },
    { name: 'Ended', value: time(endedAt) },
    { name: 'Run', value: id },
    ...(deskKey === undefined ? [] : [{ name: 'Public key of the desk (Ed25519)', value: deskKey }]),
  ];
}

/** What a person has to put back comes before what was put back. */
function endingWarnings({ failure, leftUndone, undone }: RunReport): string[] {
  return [
    ...(failure ? [`It ended in the step "${failure.step}": ${failure.message} (${failure.type})`] : []),
    ...leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
    ...undone.map((what) => `Put back: ${what}`),
  ];
}

function proofWarnings({ localStack }: RunReport): string[] {
  return localStack ? ['Answers came from a local stack, where anybody may answer for any party.'] : [];
}

function notesTable({ notes }: RunReport): Table {
  return tableOf({ title: 'What happened on the way' }, notes, [{ title: 'Note', width: 100, cell: (note) => note }]);
}
