import { patched } from '@temporalio/workflow';
import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import { commonReport } from '../../run/report';
import { lossList } from './documents/losses';
import type { TenantJob } from './state';

/** Writes what a person keeps of a tenant move. A later report of the same run takes the place of an earlier one. */
export async function reportTenantMove(job: TenantJob, outcome: TenantMoveReport['outcome']): Promise<void> {
  // Runs of the time before there was a report end without one.
  if (!patched('tenant-move-report')) return;
  const { customer, partner, enrolment, admin, destinationSubscriptionId } = job.input;
  const { status: _status, report: _earlier, ...facts } = job.result('done');
  const { report } = await job.operator.writeTenantMoveReport('Write the report', {
    ...facts,
    ...commonReport(job.run, { process: 'tenant-move', outcome, customer }),
    ...(enrolment === undefined ? {} : { enrolment }),
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
    mover: admin.userPrincipalName,
    destinationSubscriptionId,
    losses: lossList(job.losses),
  });
  job.report = report;
  job.run.progress.artifacts.report = report;
}
