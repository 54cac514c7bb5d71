import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import type { Subscription, Tenant } from '../../../kernel/state/model';
import { recordAudit } from '../account/audit';
import { ok, page } from '../api/answers';
import { bodyOf, customerOf, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { filterOf } from '../api/filter';
import { relationshipsOf, unrelate } from '../relationships/relationships';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { customerInList, customerView } from './customer-views';
import { createCustomer } from './new-customer';
import { purge } from './purge';

/** Whether the reseller is on record for something that the caller sells to the customer. */
function isServedBy({ azure: { store }, partner }: PartnerCall, tenant: Tenant, resellerTenantId: string): boolean {
  const mpnId = store.partners.get(keyOf(resellerTenantId))?.mpnId;
  return soldBy(store, partner.tenantId, tenant.tenantId).some(
    (one) => mpnId !== undefined && commerceOf(store, one).partnerOnRecord === mpnId,
  );
}

function list(call: PartnerCall): Answer {
  const { store } = call.azure;
  const filter = filterOf(call, ['companyname', 'domain', 'indirectreseller'], ['starts_with']);
  const shown = relationshipsOf(store, call.partner.tenantId)
    .flatMap((one) => store.tenants.get(keyOf(one.customerTenantId)) ?? [])
    .filter((tenant) => {
      if (!filter) return true;
      if (filter.field === 'indirectreseller') return isServedBy(call, tenant, filter.value);
      const value = filter.field === 'domain' ? tenant.domain : tenant.displayName;
      return value.toLowerCase().startsWith(filter.value.toLowerCase());
    });
  const query = new URLSearchParams();
  for (const name of ['size', 'filter']) {
    const value = queryOf(call, name);
    if (value !== undefined) query.set(name, value);
  }
  const self = query.size === 0 ? '/customers' : `/customers?${query.toString()}`;
  return page(
    call,
    shown.map((tenant) => customerInList(store, tenant)),
    self,
  );
}

function get(call: PartnerCall): Answer {
  const { tenant, relationship } = customerOf(call);
  return ok(customerView(call.azure.store, tenant, relationship));
}

function activeSubscriptions(call: PartnerCall, tenant: Tenant): Subscription[] {
  return soldBy(call.azure.store, call.partner.tenantId, tenant.tenantId).filter((one) => one.state === 'Enabled');
}

/**
 * Gives the customer up. Partner Center wants every subscription suspended first.
 * Source: learn.microsoft.com/partner-center/developer/remove-a-reseller-relationship-with-a-customer.
 */
function giveUp(call: PartnerCall): Answer {
  const { tenant, relationship } = customerOf(call);
  const wanted = bodyOf(call)['relationshipToPartner'];
  if (wanted !== 'none') throw refusal(3000, 'relationshipToPartner can only be set to none');
  if (activeSubscriptions(call, tenant).length > 0)
    throw refusal(3000, 'relationshipToPartner: suspend every active subscription of the customer first');
  unrelate(call.azure.store, relationship);
  recordAudit(call, tenant, { resourceType: 'customer', operationType: 'remove_partner_customer_relationship', value: {} });
  return ok({
    ...customerView(call.azure.store, tenant, relationship),
    relationshipToPartner: 'none',
    allowDelegatedAccess: null,
  });
}

/**
 * Only what was made in a sandbox can be deleted; every account of the simulator is taken for one. Nothing of it is left, unless another
 * partner deals with it too.
 */
function remove(call: PartnerCall): Answer {
  const { tenant, relationship } = customerOf(call);
  if (activeSubscriptions(call, tenant).length > 0)
    throw refusal(3000, 'suspend every active subscription of the customer first');
  unrelate(call.azure.store, relationship);
  recordAudit(call, tenant, { resourceType: 'customer', operationType: 'delete_customer', value: {} });
  purge(call.azure.store, tenant);
  return { status: 204 };
}

export const CUSTOMERS: readonly Route[] = [
  ['GET', '/v1/customers', list],
  ['POST', '/v1/customers', createCustomer],
  ['GET', '/v1/customers/{customer}', get],
  ['PATCH', '/v1/customers/{customer}', giveUp],
  ['DELETE', '/v1/customers/{customer}', remove],
];
