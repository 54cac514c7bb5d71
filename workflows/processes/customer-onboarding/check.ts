import type { CheckedCustomer } from '../../../activities/partner-center/onboarding-checks';
import { Customer } from '../../../contracts/people/organisation';
import { fail } from '../../base/failures';
import type { OnboardingJob } from './state';
import { ensureRelationship, type RelationshipWanted } from '../reseller-relationship/ensure-relationship';

/**
 * Looks at partner, customer and what is to be sold; nothing is written. Bad input ends the run here. Throws `UnknownPartner`, `NotThisPartner`,
 * `LicenceBased`, `SubscriptionDisabled`, `NoAgreement`, `InvalidInput`.
 */
export async function checkOnboarding(job: OnboardingJob): Promise<CheckedCustomer> {
  const { newCustomer, offer } = job;
  const { partner } = job.input;
  if (newCustomer && offer) {
    const checked = await job.partner.checkNewCustomer('Check the address, the domain and the offer', {
      path: 'partner',
      partner,
      customer: newCustomer,
      offerId: offer.offerId,
    });
    assertAgreement(job);
    job.country = checked.country ?? newCustomer.address.country;
    return checked;
  }
  const checked = await lookAtKnown(job);
  assertAgreement(job);
  if (!checked.relationship) askable(job);
  return checked;
}

/** The partner has a relationship with a customer that is there already, or gets one; a new customer's comes with it. */
export async function relate(job: OnboardingJob, { relationship, profile }: CheckedCustomer): Promise<void> {
  const { progress } = job.run;
  if (job.newCustomer || relationship) {
    progress.skip('relationship', job.newCustomer ? 'comes with the making of the customer' : `${profile.name} has one already`);
    return;
  }
  const { partner, waits, rulingWithinDays } = job.input;
  const wanted: RelationshipWanted = {
    run: job.run,
    customer: askable(job),
    partner,
    reseller: job.partner,
    waits,
    rulingWithinDays,
    pace: (minutes) => job.pace(minutes),
    note: (sentence) => job.note(sentence),
  };
  await ensureRelationship(wanted, false);
  job.relationship = 'established';
  // Only now Partner Center says what the customer is, and what it has accepted.
  await lookAtKnown(job);
}

async function lookAtKnown(job: OnboardingJob): Promise<CheckedCustomer> {
  const { knownCustomer: customer, input } = job;
  if (!customer) throw fail('InvalidInput', 'customer: is neither known nor to be made');
  if (input.azurePlanOnly) {
    const whose = { partnerTenantId: input.partner.tenantId, customerTenantId: customer.tenantId };
    job.hasPlan = (await job.partner.azurePlanOf('Look for an Azure plan', whose)).active;
  }
  const checked = await job.partner.checkKnownCustomer('Look at the customer and what it has', {
    path: 'partner',
    partner: input.partner,
    customer,
    destination: input.azurePlanOnly && job.offer ? job.offer : input.destination,
    ...(job.hasPlan ? { hasPlan: true } : {}),
  });
  job.agreement = checked.agreement;
  job.country = checked.country ?? customer.country ?? '';
  job.customer = { ...job.customer, domain: checked.domain ?? job.customer.domain };
  if (checked.relationship) job.relationship ??= 'existing';
  if (checked.subscription) {
    const { subscriptionId, displayName, offerId } = checked.subscription;
    job.subscription = { subscriptionId, displayName, offerId, ordered: false };
  }
  return checked;
}

/** What is sold wants the customer's acceptance; whether one that is no customer yet has accepted is not known before the relationship. */
function assertAgreement({ agreement, input, offer, customer }: OnboardingJob): void {
  if (!offer || agreement || input.agreement) return;
  throw fail(
    'NoAgreement',
    `agreement: that ${customer.name} has accepted the Microsoft Customer Agreement is not known to Microsoft; say in agreement.acceptedOn on which day it has, and it is confirmed in the partner's name`,
  );
}

/** Whom the relationship is asked of. Throws `InvalidInput` naming what is missing for it. */
function askable({ knownCustomer, input }: OnboardingJob): Customer {
  const parsed = Customer.safeParse(knownCustomer);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => `customer.${path.join('.')}`);
  throw fail(
    'InvalidInput',
    `${missing.join(', ')}: is needed to ask ${knownCustomer?.name ?? 'the customer'} for the relationship that ${input.partner.name} does not have with it yet`,
  );
}
