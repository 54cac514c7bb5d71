import { isCancellation } from '@temporalio/workflow';
import type { ClassicUpgradeReport, ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import type { Completed, Outcome } from '../../../contracts/run/report';
import { asEnd, fail, failureOf } from '../../base/failures';
import type { Ending } from '../../run/ending';
import { commonReport, storedReport, storeReport } from '../../run/report';
import type { UpgradeState } from './state';

export function endingOf(state: UpgradeState): Ending<ClassicUpgradeResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    result: (status) => result(state, status),
    failure: (error) => withCommitted(state, error),
  };
}

/** Writes what each unit is now. Before anything has been looked at there is nothing to report. */
async function report(state: UpgradeState, outcome: Outcome): Promise<void> {
  const { run, input, withSecrets } = state;
  if (!state.hasLooked) return;
  const whole: ClassicUpgradeReport = {
    ...commonReport(run, { process: 'classic-upgrade', outcome, customer: input.customer }),
    subscriptionId: input.subscriptionId,
    units: state.list(run.progress.failed?.message),
    withSecrets,
  };
  await storeReport(state, whole);
}

function result(state: UpgradeState, status: Completed): ClassicUpgradeResult {
  const { run, committed, withSecrets, isLocal } = state;
  return {
    status,
    units: state.list(run.progress.failed?.message),
    committed: committed.length,
    withSecrets,
    report: storedReport(run),
    decisions: run.signOff.records,
    localStack: isLocal,
  };
}

/** The parent of this run names what stays upgraded. */
function withCommitted(state: UpgradeState, error: unknown): unknown {
  const ids = state.committed.map(({ id }) => id);
  if (isCancellation(error) || ids.length === 0) return asEnd(error);
  const { type, message, details } = failureOf(error);
  const committed = state.list().filter(({ id }) => ids.includes(id));
  return fail(type, message, { ...details, committed }, error instanceof Error ? error : undefined);
}
