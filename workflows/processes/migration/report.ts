import type { ClassicUpgradeResult, UpgradedUnit } from '../../../contracts/processes/classic-upgrade';
import type { MigrationReport, MigrationResult } from '../../../contracts/processes/migration';
import type { Completed, Outcome } from '../../../contracts/run/report';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import { fail, failureOf } from '../../base/failures';
import { reportOf } from '../../children/child-run';
import type { Ending } from '../../run/ending';
import { commonReport } from '../../run/report';
import type { MigrationState } from './state';

type Process = MigrationReport['process'];

export function endingOf(state: MigrationState, process: Process): Ending<MigrationResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, process, outcome),
    result: (status) => result(state, status),
    stays: () => stays(state),
  };
}

/** Writes what has become of each resource and each child run. A run that completes waits for the operator when its report cannot be written. */
async function report(state: MigrationState, process: Process, outcome: Outcome): Promise<void> {
  if (outcome === 'failed' || outcome === 'undone') return write(state, process, outcome);
  await attempt(state.run, 'report', () => write(state, process, outcome), FORWARD);
  if (!state.written) throw fail('GivenUp', 'report: was ruled as done by hand, and there is none');
}

function result(state: MigrationState, status: Completed): MigrationResult {
  const { written, byBilling, onboarded, run, isLocal } = state;
  if (!written) throw new Error('a run completes only with a report');
  const destination = byBilling ? undefined : onboarded?.subscription?.subscriptionId;
  return {
    status,
    ...(destination === undefined ? {} : { destinationSubscriptionId: destination }),
    ...written,
    decisions: run.signOff.records,
    localStack: isLocal,
  };
}

/** What no roll-back reaches: there is no way from Resource Manager to classic. A child that was cancelled, or failed, may have committed too. */
function stays({ children }: MigrationState): string[] {
  return children.all
    .filter(({ type }) => type === 'classicUpgrade')
    .flatMap(({ result, error }) => {
      const units = (result as ClassicUpgradeResult | undefined)?.units ?? (error ? failureOf(error).details.committed : []);
      return (units ?? []) as UpgradedUnit[];
    })
    .filter(({ outcome }) => outcome === 'committed')
    .map(
      ({ id, resourceGroups }) =>
        `${id} stays upgraded to Resource Manager (${resourceGroups.join(', ')}): nothing has to be done`,
    );
}

async function write(state: MigrationState, process: Process, outcome: Outcome): Promise<void> {
  const { progress } = state.run;
  const { input, onboarded, assessment } = state;
  const customer = 'new' in input.customer ? { tenantId: '', name: input.customer.new.companyName } : input.customer;
  const to = state.byBilling ? undefined : onboarded?.subscription;
  const tenantId = onboarded?.customer.tenantId ?? customer.tenantId;
  const written = await state.operator.writeMigrationReport('Write the hand-over report', {
    ...(assessment ? { assessment: assessment.report } : {}),
    moves: state.moveReports,
    report: {
      ...commonReport(state.run, { process, outcome, customer: { tenantId, name: customer.name } }),
      variant: input.variant,
      ...(input.enrolment === undefined ? {} : { enrolment: input.enrolment }),
      partner: { tenantId: input.partner.tenantId, name: input.partner.name },
      ...(to ? { destination: { subscriptionId: to.subscriptionId, displayName: to.displayName } } : {}),
      subscriptions: input.subscriptions.map((subscriptionId) => {
        const moved = state.tenant?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
        const billed = state.billing?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
        const tenantBefore = moved?.tenantBefore ?? (state.byBilling ? tenantId : (state.sourceTenantId ?? tenantId));
        return {
          subscriptionId,
          displayName: (moved ?? billed)?.displayName ?? state.nameOf(subscriptionId),
          tenantBefore,
          tenantAfter: state.isRolledBack('tenantMove') ? tenantBefore : (moved?.tenantAfter ?? tenantBefore),
        };
      }),
      ...(state.billing ? { billing: state.billing.subscriptions } : {}),
      childRuns: state.children.all.map((child) => {
        const report = reportOf(child);
        return {
          workflowId: child.workflowId,
          process: child.type,
          outcome: child.outcome,
          ...(report ? { report } : {}),
        };
      }),
    },
  });
  state.written = written;
  progress.artifacts.report = written.report;
}
