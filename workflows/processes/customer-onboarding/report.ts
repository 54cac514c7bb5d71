import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Completed, Outcome } from '../../../contracts/run/report';
import { commonReport } from '../../run/report';
import type { OnboardingState } from './state';

/** Writes what has become of the onboarding. */
export async function reportOnboarding(state: OnboardingState, outcome: Outcome): Promise<void> {
  const { run, input, customer } = state;
  const { report } = await state.operator.writeOnboardingReport('Write the report', {
    ...commonReport(run, { process: 'customer-onboarding', outcome, customer }),
    partner: input.partner,
    sandbox: input.sandbox,
    ...facts(state),
  });
  state.report = report;
  run.progress.artifacts.report = report;
}

export function onboardingResult(state: OnboardingState, status: Completed): CustomerOnboardingResult {
  return { status, ...facts(state), report: state.report as ArtifactRef };
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
