import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Store } from '../../../kernel/state/store';
import type { Agreement } from '../model';
import { relate } from '../relationships/relationships';
import { enterCommerce } from '../subscriptions/commerce';

/** The template that Partner Center's own example names for the customer agreement. */
export const CUSTOMER_AGREEMENT = {
  templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  agreementLink: 'https://aka.ms/customeragreement',
} as const;

/**
 * Puts a subscription that a world names on its partner's books, when it is one that Partner Center sells. Who has sold Azure to a
 * customer has a relationship, an Azure plan and the customer's agreement already.
 *
 * @param now virtual milliseconds
 * @param id in Partner Center, when the world gives one
 */
export function sell(store: Store, subscriptionId: string, now: number, id?: string): void {
  const subscription = store.subscriptions.get(keyOf(subscriptionId));
  const partnerTenantId = subscription?.partnerTenantId;
  if (!subscription || partnerTenantId === undefined) return;
  const sale = saleOf(subscription.offerId);
  if (sale === undefined) return;
  enterCommerce(store, subscription, now, id);
  const relationship = relate(store, partnerTenantId, subscription.tenantId, now);
  if (sale !== 'licence') relationship.azurePlan = 'active';
  if (relationship.agreements.length > 0) return;
  const accepted: Agreement = {
    ...CUSTOMER_AGREEMENT,
    type: 'MicrosoftCustomerAgreement',
    dateAgreed: new Date(now).toISOString(),
    primaryContact: {
      firstName: 'Admin',
      lastName: 'Admin',
      email: `admin@${store.tenants.get(keyOf(subscription.tenantId))?.domain ?? ''}`,
      phoneNumber: '4255550100',
    },
  };
  relationship.agreements.push(accepted);
}
