import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Subscription } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { etagOf, link } from '../api/answers';
import { customerOf, type Fields, param, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import type { Commerce } from '../model';
import { commerceOf, soldBy } from './commerce';

/** Shapes: learn.microsoft.com/partner-center/developer/get-a-subscription-by-id. */

/** The state of a subscription in Partner Center's words. */
export function statusOf(subscription: Subscription): 'active' | 'suspended' | 'deleted' {
  if (subscription.state === 'Deleted') return 'deleted';
  return subscription.state === 'Disabled' || subscription.state === 'Warned' ? 'suspended' : 'active';
}

export interface Sold {
  subscription: Subscription;
  commerce: Commerce;
}

/** The subscription of this id in Partner Center that a partner sells to a customer. */
export function findSold(store: Store, partnerTenantId: string, customerTenantId: string, id: string): Sold | undefined {
  return soldBy(store, partnerTenantId, customerTenantId)
    .map((subscription) => ({ subscription, commerce: commerceOf(store, subscription) }))
    .find(({ commerce }) => keyOf(commerce.id) === keyOf(id));
}

/**
 * The subscription that the path names, `{subscription}`: its id in Partner Center.
 * @throws PartnerError as customerOf does; 20003 when the caller does not sell it to this customer
 */
export function soldOf(call: PartnerCall): Sold {
  const { tenant } = customerOf(call);
  const found = findSold(call.azure.store, call.partner.tenantId, tenant.tenantId, param(call, 'subscription'));
  if (!found) throw refusal(20003);
  return found;
}

export function pathOf({ subscription, commerce }: Sold): string {
  return `/customers/${subscription.tenantId}/subscriptions/${commerce.id}`;
}

export function etagOfSold({ commerce }: Sold): string {
  return etagOf(commerce.id, commerce.version);
}

/** A day, as start and end of a subscription are told. */
export function dayOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)}T00:00:00Z`;
}

const YEAR = 365 * 86_400_000;

export function subscriptionView(store: Store, sold: Sold): Fields {
  const { subscription, commerce } = sold;
  const isLicence = saleOf(subscription.offerId) === 'licence';
  const parent = commerce.parentSubscriptionId;
  const country = store.tenants.get(keyOf(subscription.tenantId))?.country ?? 'US';
  return {
    id: commerce.id,
    ...(isLicence ? {} : { entitlementId: subscription.subscriptionId }),
    offerId: subscription.offerId,
    offerName: isLicence ? subscription.displayName : 'Microsoft Azure',
    friendlyName: subscription.displayName,
    quantity: commerce.quantity,
    unitType: isLicence ? 'Licenses' : 'Usage-based',
    ...(parent === undefined ? {} : { parentSubscriptionId: parent }),
    creationDate: new Date(commerce.createdAt).toISOString(),
    effectiveStartDate: dayOf(commerce.createdAt),
    commitmentEndDate: isLicence ? dayOf(commerce.createdAt + YEAR) : '9999-12-10T00:00:00Z',
    status: statusOf(subscription),
    autoRenewEnabled: commerce.autoRenew,
    isTrial: false,
    billingType: isLicence ? 'license' : 'usage',
    billingCycle: commerce.billingCycle,
    ...(commerce.partnerOnRecord === undefined ? {} : { partnerId: commerce.partnerOnRecord }),
    contractType: 'subscription',
    links: {
      offer: link(`/offers/${subscription.offerId}?country=${country}`),
      ...(parent === undefined
        ? {}
        : { parentSubscription: link(`/customers/${subscription.tenantId}/subscriptions/${parent}`) }),
      self: link(pathOf(sold)),
    },
    orderId: commerce.orderId,
    attributes: { etag: etagOfSold(sold), objectType: 'Subscription' },
  };
}

/** The product that a licence or a usage-based subscription is provisioned as. */
export function skuOf({ subscription }: Sold): string {
  return guidFrom('sku', subscription.offerId);
}
