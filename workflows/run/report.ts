import { workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Outcome, RunReport } from '../../contracts/run/report';
import { now } from '../base/clock';
import type { Run } from './begin';

/** The part that the reports of all processes have in common, as things are now. A process adds what only it knows. */
export function commonReport<Process extends string>(
  run: Run,
  { process, outcome, customer }: { process: Process; outcome: Outcome; customer: RunReport['customer'] },
): RunReport & { process: Process } {
  const { workflowId, firstExecutionRunId } = workflowInfo();
  const { progress, signOff, ruling, environment } = run;
  return {
    process,
    id: workflowId,
    runId: firstExecutionRunId,
    outcome,
    customer: { tenantId: customer.tenantId, name: customer.name },
    startedAt: run.startedAt,
    endedAt: now(),
    localStack: environment?.local ?? false,
    ...(environment?.deskKey ? { deskKey: environment.deskKey } : {}),
    decisions: signOff.records,
    rulings: ruling.records,
    notes: run.notes,
    undone: progress.undone,
    leftUndone: progress.leftUndone,
    ...(progress.failed ? { failure: progress.failed } : {}),
  };
}

interface Writer {
  writeRunReport(summary: string, report: RunReport): Promise<{ report: ArtifactRef }>;
}

/** Stores a report that the run knows in full. A later one of the same run takes the place of an earlier one. */
export async function storeReport({ run, operator }: { run: Run; operator: Writer }, report: RunReport): Promise<void> {
  const stored = await operator.writeRunReport('Write the report', report);
  run.progress.artifacts.report = stored.report;
}

/** Where the report is. A run completes only with one. */
export function storedReport({ progress }: Run): ArtifactRef {
  const { report } = progress.artifacts;
  if (!report) throw new Error('a run completes only with a report');
  return report;
}
