import { isCancellation, workflowInfo } from '@temporalio/workflow';
import { customerOnboardingId, type CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { fail, failureOf, type KnownFailure } from '../../base/failures';
import type { MigrationState } from './state';
import { claimTargetOwner } from '../../children/claim-target-owner';
import type { Undo } from '../../acts/undo';
import { attempt, LOOK_AGAIN } from '../../acts/retry-or-rule';

/** 1. The customer is the partner's, has a subscription to move into, and an administrator. */
export async function onboard(state: MigrationState, undo: Undo): Promise<void> {
  const { partner, customer, destination, admin, agreement, deadlines, rehearse } = state.input;
  const { relationship, ruling, remindEvery } = deadlines;
  state.enter('onboard');
  await enterKnownDirectory(state);
  if (!('new' in customer)) await haveTargetOwner(state);
  const input = {
    partner,
    customer,
    ...(state.byBilling ? { azurePlanOnly: true } : { destination, admin }),
    ...(agreement ? { agreement } : {}),
    deadlines: { relationship, ruling, remindEvery },
    rehearse,
  };
  state.onboarded = await state.children.carryOut<CustomerOnboardingResult>(undo, 'take the onboarding back', {
    type: 'customerOnboarding',
    // It holds for weeks: one of a customer that is there must not keep another migration of the same customer out.
    workflowId: 'new' in customer ? customerOnboardingId({ partner, customer }) : `${workflowInfo().workflowId}-onboarding`,
    input,
    summary: `Onboard the customer with ${partner.name}`,
  });
  if (!('new' in customer) || !rehearse) {
    const { tenantId, name, contact, secondContact } = state.customer;
    state.run.progress.know('customer', { tenantId, name, contact, secondContact });
  }
  // Before it was made nobody else could have named it.
  if ('new' in customer) await haveTargetOwner(state);
  await enterNewDirectory(state);
}

/** Without a sign-in to the directory of a customer that is there nothing is begun: what is ordered can only be suspended. What it sees there comes later. */
async function enterKnownDirectory({ input: { customer, subscriptions }, operator }: MigrationState): Promise<void> {
  if ('new' in customer) return;
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
async function enterNewDirectory({ onboarded, operator, run }: MigrationState): Promise<void> {
  const { customer, subscription, admin, firstAdministrator } = onboarded ?? {};
  if (!customer?.created || !subscription || !admin) return;
  const { tenantId, name, domain } = customer;
  const { subscriptionId, displayName } = subscription;
  // Without a known password of the first one the other is administrator too.
  const administrator = firstAdministrator?.secret ? firstAdministrator : admin;
  const look = async () => {
    const seen = await operator.directoryOf('Look whether Handover can act in the new directory', {
      subscriptionId,
      directories: [tenantId],
    });
    if (seen.tenantId === undefined)
      throw fail('AccessDenied', `the application that this worker signs in with does not see ${displayName}`);
  };
  const question = ({ type, message }: KnownFailure) =>
    `Handover cannot act in the new directory of ${name} yet: ${type}: ${message}. Register an application in ${domain} (tenant ${tenantId}) as ${administrator.userPrincipalName}: it reads the directory (Microsoft Graph, Directory.Read.All, with admin consent) and is Owner of ${displayName} (${subscriptionId}), which ${admin.userPrincipalName} makes it. Add it to the worker's credentials (party: customer, tenantId: ${tenantId}), start the worker again, then retry; docs/runbooks/new-directory.md has each step. Giving up takes back what can be.`;
  await attempt(run, 'onboard', look, { ...LOOK_AGAIN, question });
}

/** Claims the target owner for all child runs. Where nothing of an enrolment moves, and in a rehearsal, there is nothing to claim. */
async function haveTargetOwner(state: MigrationState): Promise<void> {
  const { enrolment, rehearse, admin } = state.input;
  if (enrolment === undefined || rehearse || state.byBilling) return;
  await claimTargetOwner(state.run, { enrolment, tenantId: state.customer.tenantId, userName: admin.userName });
}
