import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import type { Tenant } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { etagOf, link } from '../api/answers';
import type { Fields } from '../api/call';
import { type CustomerProfiles, partnerCenterState, type Relationship } from '../model';

/** Shapes: learn.microsoft.com/partner-center/developer/customer-resources. */

/** What partners have written of a customer; made when it is first written. */
export function profilesOf(store: Store, tenant: Tenant): CustomerProfiles {
  return (partnerCenterState.of(store).profiles[keyOf(tenant.tenantId)] ??= { billing: {}, company: {}, version: 1 });
}

function addressOf(tenant: Tenant): Fields {
  return { country: tenant.country, city: 'Redmond', state: 'WA', addressLine1: 'One Microsoft Way', postalCode: '98052' };
}

/** `/customers/{c}/profiles/billing` */
export function billingProfile(store: Store, tenant: Tenant): Fields {
  const { billing, version } = profilesOf(store, tenant);
  const id = guidFrom('billing profile', tenant.tenantId);
  return {
    id,
    firstName: 'Admin',
    lastName: tenant.displayName,
    email: `admin@${tenant.domain}`,
    culture: 'en-US',
    language: 'en',
    companyName: tenant.displayName,
    ...billing,
    defaultAddress: billing['defaultAddress'] ?? {
      ...addressOf(tenant),
      firstName: 'Admin',
      lastName: tenant.displayName,
      phoneNumber: '4255550100',
    },
    links: { self: link(`/customers/${tenant.tenantId}/profiles/billing`) },
    attributes: { etag: etagOf(id, version), objectType: 'CustomerBillingProfile' },
  };
}

/** `/customers/{c}/profiles/company`; without address and e-mail as it stands in lists of customers. */
export function companyProfile(store: Store, tenant: Tenant, isWhole: boolean): Fields {
  const billing = billingProfile(store, tenant);
  const { firstName: _first, lastName: _last, state, ...address } = billing['defaultAddress'] as Fields;
  return {
    tenantId: tenant.tenantId,
    domain: tenant.domain,
    companyName: tenant.displayName,
    ...(isWhole ? { address: state === undefined ? address : { region: state, ...address }, email: billing['email'] } : {}),
    links: { self: link(`/customers/${tenant.tenantId}/profiles/company`) },
    attributes: { objectType: 'CustomerCompanyProfile' },
  };
}

/** A customer as it stands in lists. */
export function customerInList(store: Store, tenant: Tenant): Fields {
  return {
    id: tenant.tenantId,
    companyProfile: companyProfile(store, tenant, false),
    relationshipToPartner: 'reseller',
    links: { self: link(`/customers/${tenant.tenantId}`) },
    attributes: { objectType: 'Customer' },
  };
}

/** A customer by itself. */
export function customerView(store: Store, tenant: Tenant, relationship: Relationship): Fields {
  const self = `/customers/${tenant.tenantId}`;
  return {
    ...customerInList(store, tenant),
    commerceId: guidFrom('commerce', tenant.tenantId),
    companyProfile: companyProfile(store, tenant, true),
    billingProfile: billingProfile(store, tenant),
    allowDelegatedAccess: relationship.delegatedAdmin,
    customDomains: [
      tenant.domain,
      ...partnerCenterState
        .of(store)
        .settled.domains.filter((one) => keyOf(one.customerTenantId) === keyOf(tenant.tenantId))
        .map((one) => one.name),
    ],
    links: {
      self: link(self),
      profiles: link(`${self}/profiles`),
      subscriptions: link(`${self}/subscriptions`),
    },
  };
}
