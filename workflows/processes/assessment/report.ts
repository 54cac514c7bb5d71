import type { AssessmentResult } from '../../../contracts/processes/assessment';
import type { Completed, Outcome } from '../../../contracts/run/report';
import type { Ending } from '../../run/ending';
import { commonReport } from '../../run/report';
import type { AssessmentState } from './state';

export function endingOf(state: AssessmentState): Ending<AssessmentResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    result: (status) => result(state, status),
  };
}

/** Writes what is known by now. Before anything has been read there is nothing to report. */
async function report(state: AssessmentState, outcome: Outcome): Promise<void> {
  const { input, run, read, caveats, badRows, technical, costs, asked } = state;
  if (read.length === 0) return;
  const { customer, cloud, destination, previous } = input;
  state.written = await state.operator.writeAssessment('Write the report', {
    head: {
      ...commonReport(run, { process: 'assessment', outcome, customer }),
      cloud,
      caveats,
      ...(badRows.length > 0 ? { badRows } : {}),
      ...(destination ? { destinationSubscriptionId: destination.subscriptionId } : {}),
    },
    technical: technical.map((one) => one.technical),
    ...(costs ? { costs } : {}),
    ...(asked ? { destination: asked } : {}),
    ...(previous ? { previous } : {}),
  });
  run.progress.artifacts.report = state.written.report;
}

function result({ written, isLocal }: AssessmentState, status: Completed): AssessmentResult {
  if (!written) throw new Error('a run completes only with a report');
  return { status, ...written, localStack: isLocal };
}
