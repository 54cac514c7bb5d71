import type { BillingTransferReport, BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import type { Outcome } from '../../../contracts/run/report';
import { tellOutcome } from '../../asking/notify';
import type { Ending } from '../../run/ending';
import { commonReport, storeReport } from '../../run/report';
import type { BillingState } from './state';

export function endingOf(state: BillingState): Ending<BillingTransferResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    tell: (outcome) => tell(state, outcome),
    result: (status) => state.result(status),
  };
}

/** Writes what a person keeps. */
function report(state: BillingState, outcome: Outcome): Promise<void> {
  const { customer, partner, enrolment } = state.input;
  const { status: _status, report: _earlier, ...facts } = state.result('done');
  const whole: BillingTransferReport = {
    ...facts,
    ...commonReport(state.run, { process: 'billing-transfer', outcome, customer }),
    enrolment,
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
  };
  return storeReport(state, whole);
}

function tell(state: BillingState, outcome: Outcome): Promise<void> {
  const { leftUndone } = state.run.progress;
  const left = leftUndone.length > 0 ? `; left: ${leftUndone.join('; ')}` : '';
  return tellOutcome(state, ['customer', 'operator'], `the transfer of ${state.what} is ${outcome}${left}`);
}
