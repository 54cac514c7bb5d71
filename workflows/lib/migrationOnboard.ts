import { workflowInfo } from '@temporalio/workflow';
import { customerOnboardingId, type CustomerOnboardingResult } from '../../contracts/customerOnboarding';
import type { MigrationJob } from './migrationJob';
import type { Undo } from './reversibly';

/** 1. The customer is the partner's, has a subscription to move into, and an administrator. */
export async function onboard(job: MigrationJob, undo: Undo): Promise<void> {
  const { partner, customer, destination, admin, agreement, waits, rehearse, rulingWithinDays } = job.input;
  job.enter('onboard');
  const input = {
    partner,
    customer,
    ...(job.byBilling ? { azurePlanOnly: true } : { destination, admin }),
    ...(agreement ? { agreement } : {}),
    waits: { relationship: waits.relationship, remindEvery: waits.remindEvery },
    rehearse,
    rulingWithinDays,
  };
  job.onboarded = await job.parts.carryOut<CustomerOnboardingResult>(undo, 'take the onboarding back', {
    type: 'customerOnboarding',
    // It stands by for weeks: one of a customer that is there must not keep another migration of the same customer out.
    workflowId: 'new' in customer ? customerOnboardingId({ partner, customer }) : `${workflowInfo().workflowId}-onboarding`,
    input,
    summary: `Onboard the customer with ${partner.name}`,
  });
  if (!('new' in customer) || !rehearse) {
    const { tenantId, name, contact, secondContact } = job.customer;
    job.run.progress.know('customer', { tenantId, name, contact, secondContact });
  }
}
