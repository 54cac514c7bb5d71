import type { TenantMoveReport, TenantMoveResult } from '../../../contracts/processes/tenant-move';
import type { Outcome } from '../../../contracts/run/report';
import { tellOutcome } from '../../asking/notify';
import type { Ending } from '../../run/ending';
import { commonReport, storeReport } from '../../run/report';
import { lossList } from './documents/losses';
import type { TenantMoveState } from './state';

export function endingOf(state: TenantMoveState): Ending<TenantMoveResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    tell: (outcome) => tell(state, outcome),
    result: (status) => state.result(status),
  };
}

/** Writes what a person keeps. */
function report(state: TenantMoveState, outcome: Outcome): Promise<void> {
  const { customer, partner, enrolment, admin, destination } = state.input;
  const { status: _status, report: _earlier, ...facts } = state.result('done');
  const whole: TenantMoveReport = {
    ...facts,
    ...commonReport(state.run, { process: 'tenant-move', outcome, customer }),
    ...(enrolment === undefined ? {} : { enrolment }),
    partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
    targetOwner: admin.userPrincipalName,
    destinationSubscriptionId: destination.subscriptionId,
    losses: lossList(state.losses),
  };
  return storeReport(state, whole);
}

function tell(state: TenantMoveState, outcome: Outcome): Promise<void> {
  return tellOutcome(state, ['customer', 'operator'], `the move of ${state.what} into the directory is ${outcome}`);
}
