import { isCancellation } from '@temporalio/workflow';
import type { ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Completed, Outcome } from '../../../contracts/run/report';
import { asEnd, fail, failureOf } from '../../base/failures';
import { commonReport } from '../../run/report';
import type { UpgradeState } from './state';

/** Writes what each unit is now. Before anything has been looked at there is nothing to report. */
export async function reportUpgrade(state: UpgradeState, outcome: Outcome): Promise<void> {
  const { run, input, withSecrets } = state;
  if (!state.hasLooked) return;
  const { report } = await state.operator.writeUpgradeReport('Write the report', {
    ...commonReport(run, { process: 'classic-upgrade', outcome, customer: input.customer }),
    subscriptionId: input.subscriptionId,
    units: state.list(run.progress.failed?.message),
    withSecrets,
  });
  state.report = report;
  run.progress.artifacts.report = report;
}

export function upgradeResult(state: UpgradeState, status: Completed): ClassicUpgradeResult {
  const { run, committed, withSecrets, report, isLocal } = state;
  return {
    status,
    units: state.list(run.progress.failed?.message),
    committed: committed.length,
    withSecrets,
    report: report as ArtifactRef,
    decisions: run.signOff.records,
    localStack: isLocal,
  };
}

/** The parent of this run names what stays upgraded. */
export function withCommitted(state: UpgradeState, error: unknown): unknown {
  const ids = state.committed.map(({ id }) => id);
  if (isCancellation(error) || ids.length === 0) return asEnd(error);
  const { type, message, details } = failureOf(error);
  const committed = state.list().filter(({ id }) => ids.includes(id));
  return fail(type, message, { ...details, committed }, error instanceof Error ? error : undefined);
}
