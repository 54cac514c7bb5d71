import type { SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import type { Completed, Outcome } from '../../../contracts/run/report';
import type { Ending } from '../../run/ending';
import { commonReport } from '../../run/report';
import type { SecretsState } from './state';

export function endingOf(state: SecretsState): Ending<SecretsRemovalResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    result: (status) => result(state, status),
  };
}

/** Writes what the machines have. Before any has been found there is nothing to report. */
async function report(state: SecretsState, outcome: Outcome): Promise<void> {
  const { input, run, machines, kept, refusals } = state;
  if (!machines) return;
  const { report } = await state.operator.writeSecretsReport('Write the report from what the machines have', {
    tenantId: input.customer.tenantId,
    machines,
    refusals: [...refusals.values()].map(({ file }) => file),
    report: {
      ...commonReport(run, { process: 'secrets-removal', outcome, customer: input.customer }),
      subscriptionId: input.subscriptionId,
      ...(kept ? { kept } : {}),
    },
  });
  state.report = report;
  run.progress.artifacts.report = report;
}

function result(state: SecretsState, status: Completed): SecretsRemovalResult {
  const { found, changed, refused, kept, report, isLocal } = state;
  return { status, found, changed, refused, ...(kept ? { kept } : {}), ...(report ? { report } : {}), localStack: isLocal };
}
