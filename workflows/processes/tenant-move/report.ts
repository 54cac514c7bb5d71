import { patched } from '@temporalio/workflow';
import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import { commonReport } from '../../run/report';
import { lossList } from './documents/losses';
import type { TenantMoveState } from './state';

/** Writes what a person keeps of a tenant move. A later report of the same run takes the place of an earlier one. */
export async function reportTenantMove(state: TenantMoveState, outcome: TenantMoveReport['outcome']): Promise<void> {
  // Runs of the time before there was a report end without one.
  if (!patched('tenant-move-report')) return;
  const { customer, partner, enrolment, admin, destination } = state.input;
  const { status: _status, report: _earlier, ...facts } = state.result('done');
  const { report } = await state.operator.writeTenantMoveReport('Write the report', {
    ...facts,
    ...commonReport(state.run, { process: 'tenant-move', outcome, customer }),
    ...(enrolment === undefined ? {} : { enrolment }),
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
    mover: admin.userPrincipalName,
    destinationSubscriptionId: destination.subscriptionId,
    losses: lossList(state.losses),
  });
  state.report = report;
  state.run.progress.artifacts.report = report;
}
