import type { PartnerSubscription } from '../ports/partner-center';
import { failure } from '../failures/failure';

/** What follows for whoever named one that cannot be used, as the end of a sentence. */
interface WaysOut {
  licences: string;
  activeOnly: string;
}

/**
 * The named one among what a partner sells to a customer. Throws `NotThisPartner`, `LicenceBased`, `InvalidInput`, `SubscriptionDisabled`
 * unless it is an active Azure subscription of that partner.
 * @param id Azure's
 * @param path of it in the input
 */
export function activeSubscription(
  sold: readonly PartnerSubscription[],
  id: string,
  path: string,
  partner: string,
  { licences, activeOnly }: WaysOut,
): PartnerSubscription {
  const found = sold.find((one) => one.azureSubscriptionId === id || one.id === id);
  if (!found) {
    throw failure('NotThisPartner', `${path}: ${id} is not among the subscriptions that ${partner} sells to this customer`);
  }
  if (found.billingType === 'license') {
    throw failure('LicenceBased', `${path}: ${found.displayName} (${id}) is licence-based (${found.offerId}); ${licences}`);
  }
  if (found.azureSubscriptionId !== id) {
    throw failure(
      'InvalidInput',
      `${path}: ${id} is Partner Center's id; the Azure subscription is ${found.azureSubscriptionId}`,
    );
  }
  if (found.status !== 'active') {
    throw failure(
      'SubscriptionDisabled',
      `${path}: ${found.displayName} (${id}) is ${found.status} at ${partner}; ${activeOnly}`,
    );
  }
  return found;
}
