import type { CustomerOnboardingInput } from '../../contracts/processes/customer-onboarding';
import type { KnownCustomer, NewCustomer } from '../../contracts/people/organisation';
import type { Dependencies } from '../ports/dependencies';
import { activeSubscription } from '../reading/active-subscription';
import { addressProblem, countryProblems } from './address-problems';
import { failure } from '../failures/failure';
import type { AzureOffer } from '../ports/customers-and-orders';
import type { PartnerCenter, PartnerProfile, PartnerSubscription } from '../ports/partner-center';
import { type CheckPartnerInput, profileOf } from './partners';

type CheckNewCustomerInput = CheckPartnerInput & { customer: NewCustomer; offerId: AzureOffer };
type CheckKnownCustomerInput = CheckPartnerInput & {
  customer: KnownCustomer;
  destination: CustomerOnboardingInput['destination'];
  /** There is an Azure plan, and that is enough: nothing is to be sold. */
  hasPlan?: boolean;
};

export interface CheckedCustomer {
  profile: PartnerProfile;
  relationship: boolean;
  /** That the customer has accepted the Microsoft Customer Agreement is known at Microsoft. */
  agreement: boolean;
  /** The name that Partner Center has for a customer of this partner. */
  name?: string;
  domain?: string;
  country?: string;
  /** The one that was named. */
  subscription?: { subscriptionId: string; partnerCenterId: string; displayName: string; offerId: string };
}

/** What `.onmicrosoft.com` makes of the first part of a domain. */
export const domainOf = ({ domain }: NewCustomer) => `${domain.toLowerCase()}.onmicrosoft.com`;

/** Run on the partner's queue, with its sign-in. Nothing is written; bad input is refused with its path and the way out. */
export function createOnboardingCheckActivities({ partner }: Dependencies) {
  return {
    /**
     * A customer of this kind can be made and sold to: the country is one of Microsoft's, the address is good, the domain is free, the offer
     * is sold there. Throws `UnknownPartner`, `InvalidInput` with all of its problems at once.
     */
    async checkNewCustomer({ customer, offerId, ...named }: CheckNewCustomerInput): Promise<CheckedCustomer> {
      const { center } = partner();
      const profile = await profileOf(center, named);
      const { country } = customer.address;
      const rules = await center.countryRules(country);
      if (!rules)
        throw failure(
          'InvalidInput',
          `customer.new.address.country: Microsoft has no rules for ${country}: no customer can be made there`,
        );
      const verdict = await center.validateAddress(customer.address);
      const problems = [
        ...countryProblems(customer, rules),
        ...addressProblem(verdict),
        ...(await domainProblem(center, domainOf(customer))),
        ...(await offerProblem(center, offerId, country)),
      ];
      if (problems.length > 0) throw failure('InvalidInput', problems.join('; '), { problems });
      return { profile, relationship: false, agreement: false, country };
    },

    /**
     * The customer is this partner's, or not yet; the subscription that is named is active and sold by it, or one can be ordered. Throws
     * `UnknownPartner`, `NotThisPartner`, `LicenceBased`, `SubscriptionDisabled`, `InvalidInput`.
     */
    async checkKnownCustomer({
      customer,
      destination,
      hasPlan = false,
      ...named
    }: CheckKnownCustomerInput): Promise<CheckedCustomer> {
      const { center } = partner();
      const profile = await profileOf(center, named);
      const known = await center.customer(customer.tenantId);
      if (!known) {
        if (!('subscriptionId' in destination)) return { profile, relationship: false, agreement: false };
        throw failure(
          'NotThisPartner',
          `destination.subscriptionId: ${customer.name} (${customer.tenantId}) is no customer of ${profile.name} yet, so that ${profile.name} sells it no subscription`,
        );
      }
      const sold = await center.subscriptions(customer.tenantId);
      const found = {
        profile,
        relationship: true,
        agreement: await center.customerAgreement(customer.tenantId),
        ...factsOf(known, customer),
      };
      if ('subscriptionId' in destination) {
        const { subscriptionId } = destination;
        const { id, displayName, offerId } = activeSubscription(
          sold,
          subscriptionId,
          'destination.subscriptionId',
          profile.name,
          {
            licences: 'nothing of Azure goes into it: name an Azure subscription',
            activeOnly: 'activate it in Partner Center first',
          },
        );
        return { ...found, subscription: { subscriptionId, partnerCenterId: id, displayName, offerId } };
      }
      if (found.country === undefined)
        throw failure('InvalidInput', 'customer.country: Partner Center does not say in which country the customer is: add it');
      if (hasPlan) return found;
      const problems = [
        ...planProblem(destination.offerId, sold),
        ...(await offerProblem(center, destination.offerId, found.country)),
      ];
      if (problems.length > 0) throw failure('InvalidInput', problems.join('; '), { problems });
      return found;
    },
  };
}

function factsOf(
  known: { name: string; domain: string; country?: string },
  customer: KnownCustomer,
): Pick<CheckedCustomer, 'name' | 'domain' | 'country'> {
  const country = known.country ?? customer.country;
  return { name: known.name, domain: known.domain, ...(country === undefined ? {} : { country }) };
}

async function domainProblem(center: PartnerCenter, domain: string): Promise<string[]> {
  if (!(await center.domainIsTaken(domain))) return [];
  const own = await center.customerWithDomain(domain);
  return [
    own === undefined
      ? `customer.new.domain: ${domain} is taken; choose another`
      : `customer.new.domain: ${domain} is your customer already; give its tenant id instead: customer.tenantId: ${own}`,
  ];
}

async function offerProblem(center: PartnerCenter, offerId: AzureOffer, country: string): Promise<string[]> {
  if ((await center.catalogItem(offerId, country)) !== undefined) return [];
  return [`destination.offerId: Partner Center does not sell ${offerId} in ${country}; take the other offer`];
}

/** A customer has one Azure plan with a partner; further subscriptions are made under it, in Azure. */
function planProblem(offerId: AzureOffer, sold: readonly PartnerSubscription[]): string[] {
  const under = sold.filter(
    ({ agreement, billingType, status }) => agreement === 'azurePlan' && billingType === 'usage' && status === 'active',
  );
  if (offerId !== 'MS-AZR-0017G' || under.length === 0) return [];
  const ids = under.slice(0, 5).map(({ displayName, azureSubscriptionId }) => `${azureSubscriptionId} (${displayName})`);
  return [
    `destination.offerId: the customer has an Azure plan already; name a subscription under it as destination.subscriptionId: ${ids.join(', ')}`,
  ];
}
