import type { TransferredSubscription } from '../../contracts/processes/csp-transfer';
import type { Customer, Partner } from '../../contracts/people/organisation';
import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';
import { activeSubscription } from '../reading/active-subscription';
import type { PartnerCenter, PartnerProfile } from '../ports/partner-center';

export interface CheckPartnerInput {
  /** Path of the partner in the input, for the message. */
  path: string;
  partner: Partner;
}

interface CheckSubscriptionsOfInput extends CheckPartnerInput {
  customer: Customer;
  /** Azure ids. */
  subscriptions: string[];
}

export interface DestinationSide {
  profile: PartnerProfile;
  /** A reseller relationship with the customer. */
  relationship: boolean;
  /** The customer has accepted the Microsoft Customer Agreement with this partner. */
  agreement: boolean;
}

/** What Microsoft calls the group of a partner's directory that administers its customers' subscriptions. */
export const ADMIN_AGENTS = 'AdminAgents';

/** Who the signed-in partner is. Throws `UnknownPartner` unless it is the named one. */
export async function profileOf(center: PartnerCenter, { path, partner: named }: CheckPartnerInput): Promise<PartnerProfile> {
  const profile = await center.profile();
  if (profile.mpnId === named.mpnId) return profile;
  const known = await center.mpnIdExists(named.mpnId);
  throw failure(
    'UnknownPartner',
    known
      ? `${path}.mpnId: ${named.mpnId} is another partner's; ${profile.name} (tenant ${named.tenantId}) has ${profile.mpnId}`
      : `${path}.mpnId: Microsoft knows no partner ${named.mpnId}; ${profile.name} has ${profile.mpnId} (Partner Center > Account settings > Organization profile)`,
  );
}

/** Each runs on the queue of the partner that it asks about, with that partner's sign-in. Nothing is written. */
export function createPartnerActivities({ partner }: Dependencies) {
  return {
    /**
     * The source partner is who it says, and sells these subscriptions, active ones, to this customer.
     * Throws `UnknownPartner`, `NotThisPartner`, `LicenceBased`, `SubscriptionDisabled`, `InvalidInput`, each with the input's path.
     */
    async checkSource(
      input: CheckSubscriptionsOfInput,
    ): Promise<{ profile: PartnerProfile; customerCountry?: string; subscriptions: TransferredSubscription[] }> {
      const { center, tenantId } = partner();
      const profile = await profileOf(center, input);
      const customer = await center.customer(input.customer.tenantId);
      if (!customer) {
        throw failure(
          'NotThisPartner',
          `customer.tenantId: ${input.customer.name} (${input.customer.tenantId}) is no customer of ${profile.name}: check the tenant, and that ${profile.name} is the partner today`,
        );
      }
      const sold = await center.subscriptions(customer.tenantId);
      const subscriptions = input.subscriptions.map((id, at): TransferredSubscription => {
        const one = activeSubscription(sold, id, `subscriptions.${at}`, profile.name, {
          licences: "licences go by Partner Center's transfer of licence subscriptions, not by this process",
          activeOnly: 'only active subscriptions are transferred: activate it first',
        });
        return {
          subscriptionId: id,
          displayName: one.displayName,
          agreement: one.agreement,
          before: { partnerTenantId: tenantId, partnerCenterId: one.id },
        };
      });
      return { profile, ...(customer.country ? { customerCountry: customer.country } : {}), subscriptions };
    },

    /** The destination partner is who it says; whether the customer has a relationship and an agreement with it. Throws `UnknownPartner`. */
    async checkDestination({ customer, ...named }: CheckPartnerInput & { customer: Customer }): Promise<DestinationSide> {
      const { center } = partner();
      const profile = await profileOf(center, named);
      const known = await center.customer(customer.tenantId);
      return {
        profile,
        relationship: known !== undefined,
        agreement: known !== undefined && (await center.customerAgreement(customer.tenantId)),
      };
    },

    /** Gives the address at which the customer's global administrator accepts the relationship with this partner. */
    async relationshipInvitation(): Promise<{ url: string }> {
      return { url: await partner().center.relationshipRequest() };
    },

    /** Answers once the customer is in this partner's list of customers; until then `StillRunning`, tried again. */
    async awaitRelationship({ customerTenantId, everyMs }: { customerTenantId: string; everyMs: number }): Promise<void> {
      if (await partner().center.customer(customerTenantId)) return;
      throw failure('StillRunning', 'the customer has not accepted the relationship yet', { retryAfterMs: everyMs });
    },
  };
}
