import type { BillingTransferReport } from '../../../contracts/processes/billing-transfer';
import { commonReport } from '../../run/report';
import type { BillingJob } from './state';

/** Writes what a person keeps of a transfer of billing. A later report of the same run takes the place of an earlier one. */
export async function reportBillingTransfer(job: BillingJob, outcome: BillingTransferReport['outcome']): Promise<void> {
  const { customer, partner, enrolment } = job.input;
  const { status: _status, report: _earlier, ...facts } = job.result('done');
  const { report } = await job.operator.writeBillingTransferReport('Write the report', {
    ...facts,
    ...commonReport(job.run, { process: 'billing-transfer', outcome, customer }),
    enrolment,
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
  });
  job.report = report;
  job.run.progress.artifacts.report = report;
}
