import type { CheckedCustomer } from '../../../activities/partner-center/onboarding-checks';
import { foundAdmin } from './administrator';
import type { OnboardingState } from './state';

/** Says what a run would do, after the looks alone. */
export async function rehearse(state: OnboardingState, { profile, relationship, agreement }: CheckedCustomer): Promise<void> {
  const { customer, input, newCustomer, offer, run, hasPlan } = state;
  const { notes } = run;
  run.progress.skipPending('rehearsal');
  if (newCustomer) notes.push(`${customer.domain} is free: ${profile.name} would make ${customer.name} there`);
  else
    notes.push(
      relationship
        ? `${profile.name} has a reseller relationship with ${customer.name}`
        : `${profile.name} has no reseller relationship yet: ${customer.name} would be asked to accept one`,
    );
  if (offer) {
    if (!agreement) notes.push('The acceptance of the Microsoft Customer Agreement would be confirmed');
    notes.push(`${offer.displayName} (${offer.offerId}) would be ordered`);
  }
  if (input.azurePlanOnly) {
    if (hasPlan) notes.push(`${customer.name} has an Azure plan already: nothing would be ordered`);
    return;
  }
  const administrator = customer.domain === '' ? input.admin.userName : state.userPrincipalName;
  notes.push(`${administrator} would be looked for, made if need be, and be Owner of the subscription`);
  // The parent of this run rehearses with the administrator that is there.
  if (input.holdForParent && customer.tenantId !== '' && customer.domain !== '') state.admin = await foundAdmin(state);
}
