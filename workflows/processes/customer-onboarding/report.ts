import type { CustomerOnboardingReport, CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import type { Outcome } from '../../../contracts/run/report';
import type { Ending } from '../../run/ending';
import { commonReport, storedReport, storeReport } from '../../run/report';
import type { OnboardingState } from './state';

export function endingOf(state: OnboardingState): Ending<CustomerOnboardingResult> {
  return {
    run: state.run,
    report: (outcome) => report(state, outcome),
    result: (status) => ({ status, ...facts(state), report: storedReport(state.run) }),
  };
}

/** Writes what has become of the onboarding. */
function report(state: OnboardingState, outcome: Outcome): Promise<void> {
  const { run, input, customer } = state;
  const whole: CustomerOnboardingReport = {
    ...commonReport(run, { process: 'customer-onboarding', outcome, customer }),
    partner: input.partner,
    sandbox: input.sandbox,
    ...facts(state),
  };
  return storeReport(state, whole);
}

function facts(state: OnboardingState): Omit<CustomerOnboardingResult, 'status' | 'report'> {
  const { customer, relationship, subscription, admin, firstAdministrator, isLocal, run, input, hasPlan } = state;
  return {
    customer,
    ...(relationship ? { relationship } : {}),
    ...(subscription ? { subscription } : {}),
    ...(input.azurePlanOnly && (hasPlan || subscription) ? { azurePlan: hasPlan ? 'existing' : 'ordered' } : {}),
    ...(admin ? { admin } : {}),
    ...(firstAdministrator ? { firstAdministrator } : {}),
    decisions: run.signOff.records,
    localStack: isLocal,
  };
}
