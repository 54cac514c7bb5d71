import { workflowInfo } from '@temporalio/workflow';
import { customerOnboardingId, type CustomerOnboardingResult } from '../../contracts/customerOnboarding';
import type { MigrationJob } from './migrationJob';
import { claimMover } from './moverClaim';
import type { Undo } from './reversibly';

/** 1. The customer is the partner's, has a subscription to move into, and an administrator. */
export async function onboard(job: MigrationJob, undo: Undo): Promise<void> {
  const { partner, customer, destination, admin, agreement, waits, rehearse, rulingWithinDays } = job.input;
  job.enter('onboard');
  if (!('new' in customer)) await haveMover(job);
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
  // Before it was made nobody else could have named it.
  if ('new' in customer) await haveMover(job);
}

/** For all parts. Where nothing of an enrolment moves, and in a rehearsal, there is nothing to have. */
async function haveMover(job: MigrationJob): Promise<void> {
  const { enrolment, rehearse, admin } = job.input;
  if (enrolment === undefined || rehearse || job.byBilling) return;
  await claimMover(job.run, { enrolment, tenantId: job.customer.tenantId, userName: admin.userName });
}
