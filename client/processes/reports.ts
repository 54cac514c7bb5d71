import { isProcessName } from '../../contracts/processes';
import type { Party } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';
import type { RunReport } from '../../contracts/run/report';
import { HandoverError } from '../api/errors';
import type { ReportDocument } from '../reports/document';
import { runDocument } from '../reports/run-report';
import { PRESENTATIONS } from '.';
import type { Fact } from './presentation';

/** A stored report. Throws HandoverError `notYet` for one of a process that this version does not know. */
export function reportOf(stored: unknown): RunReport {
  const { process } = stored as { process?: unknown };
  if (typeof process === 'string' && isProcessName(process)) return stored as RunReport;
  throw new HandoverError('notYet', `This version of Handover knows no process ${String(process)} and cannot write its report.`, {
    wayOut: 'See what the run did with `handover show ID -o json`.',
  });
}

/** The report of a run of any process, ready for any of the four formats. */
export function documentOf(report: RunReport): ReportDocument {
  return runDocument(report, presentationOf(report.process).report(report as never));
}

/** One line for who wrote the report to a file, how the run ended, and the figures behind it. */
export function summaryOf(report: RunReport): { outcome: string; totals: object; text: string } {
  return { outcome: report.outcome, ...presentationOf(report.process).summary(report as never) };
}

/** The result of a run, a line each; none where the run has no result or its process shows none. */
export function resultFacts({ process, result, parties }: ProgressView, party: Party): Fact[] {
  if (result === undefined || !isProcessName(process)) return [];
  return PRESENTATIONS[process].facts?.(result as never, party, parties) ?? [];
}

/** The process says which of the presentations fits: TypeScript does not follow that through the index. */
function presentationOf(process: string) {
  if (isProcessName(process)) return PRESENTATIONS[process];
  throw new Error(`there is no process ${process}`);
}
