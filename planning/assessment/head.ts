import type { BadRow, Cloud } from '../../contracts/processes/assessment';
import type { RunReport } from '../../contracts/run/report';

/** What stands at the top of a report. Costs are those of the 30 days before it was started. */
export interface ReportHead extends RunReport {
  process: 'assessment';
  cloud: Cloud;
  destinationSubscriptionId?: string;
  /** Rows of inputs that were left out before. */
  badRows?: BadRow[];
  /** What is known not to be known, a sentence each. */
  caveats?: string[];
}

/** The head of an assessment that no run makes: it reads files, and nobody is asked anything. */
export function headWithoutRun({
  id,
  at,
  customer,
}: {
  id: string;
  at: string;
  customer: string;
}): RunReport & { process: 'assessment' } {
  return {
    process: 'assessment',
    id,
    runId: '',
    outcome: 'done',
    customer: { tenantId: '', name: customer },
    startedAt: at,
    endedAt: at,
    localStack: false,
    decisions: [],
    rulings: [],
    notes: [],
    undone: [],
    leftUndone: [],
  };
}
