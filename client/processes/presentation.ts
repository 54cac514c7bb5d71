import type { InputOf, ProcessName, ReportOf, ResultOf } from '../../contracts/processes';
import type { Party } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';
import type { Told } from '../api/handover';
import type { OwnReport } from '../reports/run-report';

/** A line of what came out. */
export interface Fact {
  name: string;
  value: string;
}

/** How one process is told to people. */
export interface Presentation<P extends ProcessName> {
  /** What the Web UI says of a run from its first moment on. */
  story(input: InputOf<P>): Told;
  /** What the report says that only this process knows: client/reports adds what all reports have in common. */
  report(report: ReportOf<P>): OwnReport;
  /** The figures, and one line of them. */
  summary(report: ReportOf<P>): { totals: object; text: string };
  /** What of a result this party may see at the desk. */
  facts?(result: ResultOf<P>, party: Party, parties: ProgressView['parties']): Fact[];
}
