import type { BillingTransferReport } from '../../../contracts/processes/billing-transfer';
import { commonReport } from '../../run/report';
import type { BillingState } from './state';

/** Writes what a person keeps of a transfer of billing. A later report of the same run takes the place of an earlier one. */
export async function reportBillingTransfer(state: BillingState, outcome: BillingTransferReport['outcome']): Promise<void> {
  const { customer, partner, enrolment } = state.input;
  const { status: _status, report: _earlier, ...facts } = state.result('done');
  const { report } = await state.operator.writeBillingTransferReport('Write the report', {
    ...facts,
    ...commonReport(state.run, { process: 'billing-transfer', outcome, customer }),
    enrolment,
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
  });
  state.report = report;
  state.run.progress.artifacts.report = report;
}
