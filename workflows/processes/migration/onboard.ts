import { isCancellation, patched, workflowInfo } from '@temporalio/workflow';
import { customerOnboardingId, type CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { fail, failureOf } from '../../base/failures';
import type { MigrationJob } from './state';
import { claimMover } from '../../parts/claim-mover';
import type { Undo } from '../../acts/undo';
import { ruledOn } from '../../acts/ruled-on';

/** 1. The customer is the partner's, has a subscription to move into, and an administrator. */
export async function onboard(job: MigrationJob, undo: Undo): Promise<void> {
  const { partner, customer, destination, admin, agreement, waits, rehearse, rulingWithinDays } = job.input;
  job.enter('onboard');
  await enterKnownDirectory(job);
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
  await enterNewDirectory(job);
}

/** Without a sign-in to the directory of a customer that is there nothing is begun: what is ordered can only be suspended. What it sees there comes later. */
async function enterKnownDirectory({ input: { customer, subscriptions }, operator }: MigrationJob): Promise<void> {
  if ('new' in customer || !patched('sign-in-before-an-order')) return;
  try {
    await operator.directoryOf('Look whether Handover can sign in to the customer’s directory', {
      subscriptionId: subscriptions[0] ?? '',
      directories: [customer.tenantId],
    });
  } catch (error) {
    if (isCancellation(error) || failureOf(error).type === 'SignInFailed') throw error;
  }
}

/**
 * Nobody could name a sign-in to a directory that was not there: the operator registers an application in it, and is told how. A partner's own is
 * no way in: Azure refuses applications that the directory does not know (decision 25).
 */
async function enterNewDirectory({ onboarded, operator, run }: MigrationJob): Promise<void> {
  const { customer, subscription, admin, firstAdministrator } = onboarded ?? {};
  if (!customer?.created || !subscription || !admin || !patched('sign-in-to-a-new-directory')) return;
  const { tenantId, name, domain } = customer;
  const { subscriptionId, displayName } = subscription;
  // Without a known password of the first one the other is administrator too.
  const administrator = firstAdministrator?.secret ? firstAdministrator : admin;
  await ruledOn(
    run,
    'onboard',
    async () => {
      const seen = await operator.directoryOf('Look whether Handover can act in the new directory', {
        subscriptionId,
        directories: [tenantId],
      });
      if (seen.tenantId === undefined)
        throw fail('AccessDenied', `the application that this worker signs in with does not see ${displayName}`);
    },
    ({ type, message }) =>
      `Handover cannot act in the new directory of ${name} yet: ${type}: ${message}. Register an application in ${domain} (tenant ${tenantId}) as ${administrator.userPrincipalName}: it reads the directory (Microsoft Graph, Directory.Read.All, with admin consent) and is Owner of ${displayName} (${subscriptionId}), which ${admin.userPrincipalName} makes it. Add it to the worker's credentials (party: customer, tenantId: ${tenantId}), start the worker again, then retry; docs/runbooks/new-directory.md has each step. Giving up takes back what can be.`,
  );
}

/** For all parts. Where nothing of an enrolment moves, and in a rehearsal, there is nothing to have. */
async function haveMover(job: MigrationJob): Promise<void> {
  const { enrolment, rehearse, admin } = job.input;
  if (enrolment === undefined || rehearse || job.byBilling) return;
  await claimMover(job.run, { enrolment, tenantId: job.customer.tenantId, userName: admin.userName });
}
