import type { CheckedCustomer } from '../../../activities/partner-center/onboarding-checks';
import { Customer } from '../../../contracts/people/organisation';
import { fail } from '../../base/failures';
import type { OnboardingState } from './state';
import { ensureRelationship } from '../reseller-relationship/ensure-relationship';

/**
 * Looks at partner, customer and what is to be sold; nothing is written. Bad input ends the run here. Throws `UnknownPartner`, `NotThisPartner`,
 * `LicenceBased`, `SubscriptionDisabled`, `NoAgreement`, `InvalidInput`.
 */
export async function checkOnboarding(state: OnboardingState): Promise<CheckedCustomer> {
  const { newCustomer, offer } = state;
  const { partner } = state.input;
  if (newCustomer && offer) {
    const checked = await state.partner.checkNewCustomer('Check the address, the domain and the offer', {
      path: 'partner',
      partner,
      customer: newCustomer,
      offerId: offer.offerId,
    });
    assertAgreement(state);
    state.country = checked.country ?? newCustomer.address.country;
    return checked;
  }
  const checked = await lookAtKnown(state);
  assertAgreement(state);
  if (!checked.relationship) askable(state);
  return checked;
}

/** The partner has a relationship with a customer that is there already, or gets one; a new customer's comes with it. */
export async function relate(state: OnboardingState, { relationship, profile }: CheckedCustomer): Promise<void> {
  const { progress } = state.run;
  if (state.newCustomer || relationship) {
    progress.skip(
      'relationship',
      state.newCustomer ? 'comes with the making of the customer' : `${profile.name} has one already`,
    );
    return;
  }
  const wanted = { state, customer: askable(state), partner: state.input.partner, reseller: state.partner };
  await ensureRelationship(wanted, false);
  state.relationship = 'established';
  // Only now Partner Center says what the customer is, and what it has accepted.
  await lookAtKnown(state);
}

async function lookAtKnown(state: OnboardingState): Promise<CheckedCustomer> {
  const { knownCustomer: customer, input } = state;
  if (!customer) throw fail('InvalidInput', 'customer: is neither known nor to be made');
  if (input.azurePlanOnly) {
    const whose = { partnerTenantId: input.partner.tenantId, customerTenantId: customer.tenantId };
    state.hasPlan = (await state.partner.azurePlanOf('Look for an Azure plan', whose)).active;
  }
  const checked = await state.partner.checkKnownCustomer('Look at the customer and what it has', {
    path: 'partner',
    partner: input.partner,
    customer,
    destination: input.azurePlanOnly && state.offer ? state.offer : input.destination,
    ...(state.hasPlan ? { hasPlan: true } : {}),
  });
  state.agreement = checked.agreement;
  state.country = checked.country ?? customer.country ?? '';
  state.customer = { ...state.customer, domain: checked.domain ?? state.customer.domain };
  if (checked.relationship) state.relationship ??= 'existing';
  if (checked.subscription) {
    const { subscriptionId, displayName, offerId } = checked.subscription;
    state.subscription = { subscriptionId, displayName, offerId, ordered: false };
  }
  return checked;
}

/** What is sold wants the customer's acceptance; whether one that is no customer yet has accepted is not known before the relationship. */
function assertAgreement({ agreement, input, offer, customer }: OnboardingState): void {
  if (!offer || agreement || input.agreement) return;
  throw fail(
    'NoAgreement',
    `agreement: that ${customer.name} has accepted the Microsoft Customer Agreement is not known to Microsoft; say in agreement.acceptedOn on which day it has, and it is confirmed in the partner's name`,
  );
}

/** Whom the relationship is asked of. Throws `InvalidInput` naming what is missing for it. */
function askable({ knownCustomer, input }: OnboardingState): Customer {
  const parsed = Customer.safeParse(knownCustomer);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => `customer.${path.join('.')}`);
  throw fail(
    'InvalidInput',
    `${missing.join(', ')}: is needed to ask ${knownCustomer?.name ?? 'the customer'} for the relationship that ${input.partner.name} does not have with it yet`,
  );
}
