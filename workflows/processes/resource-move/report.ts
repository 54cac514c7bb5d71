import type { ResourceMoveResult } from '../../../contracts/processes/resource-move';
import type { Completed, Outcome } from '../../../contracts/run/report';
import type { Ending } from '../../run/ending';
import { commonReport } from '../../run/report';
import type { MoveState } from './state';

export function endingOf(state: MoveState): Ending<ResourceMoveResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    result: (status) => result(state, status),
  };
}

/** Writes what both sides hold now. Before there is a plan there is nothing to report. */
async function report(state: MoveState, outcome: Outcome): Promise<void> {
  if (!state.hasPlan) return;
  const { input, run, carriedOver } = state;
  state.report = await state.operator.writeReport('Write the report from what both sides hold', {
    ...state.files,
    ...(carriedOver ? { carriedOver } : {}),
    report: {
      ...commonReport(run, { process: 'resource-move', outcome, customer: input.customer }),
      source: { subscriptionId: input.source.subscriptionId, resourceGroups: input.source.resourceGroups ?? [] },
      destination: { subscriptionId: input.destination.subscriptionId },
      planDigest: state.digest,
      batches: state.log.list(),
    },
  });
  run.progress.artifacts.report = state.report.report;
}

/** What the run answers, from the report that has been written. */
function result({ report, run, digest, isLocal }: MoveState, status: Completed): ResourceMoveResult {
  if (!report) throw new Error('a run completes only with a report');
  return { status, ...report, planDigest: digest, decisions: run.signOff.records, localStack: isLocal };
}
