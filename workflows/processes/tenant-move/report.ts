import { patched } from '@temporalio/workflow';
import type { Losses } from '../../../activities/directory/snapshots';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { BillingMoveInput } from '../../../contracts/processes/billing-transfer';
import type { TenantMoveInput, TenantMoveReport, TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { lossList } from './documents/losses';
import type { Actor } from '../../acts/actors';
import type { Run } from '../../run/begin';
import { commonReport } from '../../run/report';

/** A tenant move under way, by whatever way. */
export interface Reported {
  readonly input: TenantMoveInput | BillingMoveInput;
  readonly run: Run;
  readonly operator: Actor;
  losses?: Losses[];
  notRestored?: string[];
  /** Where the report is, once there is one. */
  report: ArtifactRef | undefined;
  result(status: TenantMoveResult['status']): TenantMoveResult;
}

/** Writes what a person keeps of a tenant move. A later report of the same run takes the place of an earlier one. */
export async function reportTenantMove(job: Reported, outcome: TenantMoveReport['outcome']): Promise<void> {
  // Runs of the time before there was a report end without one.
  if (!patched('tenant-move-report')) return;
  const { customer, partner, enrolment, admin, destinationSubscriptionId, way } = job.input;
  const { progress } = job.run;
  const { status: _status, report: _earlier, ...facts } = job.result('done');
  const { report } = await job.operator.writeTenantMoveReport('Write the report', {
    ...facts,
    ...commonReport(job.run, { process: 'tenant-move', outcome, customer }),
    ...(enrolment === undefined ? {} : { enrolment }),
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
    ...(way === 'billingOwnership' ? {} : { mover: admin.userPrincipalName, destinationSubscriptionId }),
    losses: lossList(job.losses ?? []),
  });
  job.report = report;
  progress.artifacts.report = report;
}
