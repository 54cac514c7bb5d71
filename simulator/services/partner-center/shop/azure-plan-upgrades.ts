import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { moment, ok } from '../api/answers';
import { bodyOf, type Customer, param, type PartnerCall, type Route } from '../api/call';
import { requiredText } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { relationshipOf } from '../relationships/relationships';
import { commerceOf, soldBy } from '../subscriptions/commerce';

/** Upgrades from legacy Azure to an Azure plan, all of a customer's subscriptions at once. Shapes: …/developer/product-upgrade-resources. */

function customerNamed(call: PartnerCall): Customer {
  const body = bodyOf(call);
  const family = requiredText(body, 'productFamily');
  if (family.toLowerCase() !== 'azure') throw refusal(3000, 'productFamily is azure');
  const id = requiredText(body, 'customerId');
  const tenant = call.azure.store.tenants.get(keyOf(id));
  if (!tenant) throw refusal(60003);
  const relationship = relationshipOf(call.azure.store, call.partner.tenantId, id);
  if (!relationship) throw refusal(20002);
  return { tenant, relationship };
}

function legacy(call: PartnerCall, { tenant }: Customer) {
  return soldBy(call.azure.store, call.partner.tenantId, tenant.tenantId).filter(
    (one) => one.offerId.toUpperCase() === 'MS-AZR-0145P' && one.state !== 'Deleted',
  );
}

/** Why the customer cannot be upgraded; undefined when it can. */
function obstacle(call: PartnerCall, customer: Customer): string | undefined {
  const subscriptions = legacy(call, customer);
  if (subscriptions.length === 0) return 'The customer has no legacy Azure subscription with this partner.';
  if (subscriptions.some((one) => one.state !== 'Enabled')) return 'A legacy Azure subscription of the customer is suspended.';
  if (!customer.relationship.agreements.some((one) => one.type === 'MicrosoftCustomerAgreement'))
    return 'The customer has not accepted the Microsoft Customer Agreement.';
  return undefined;
}

function eligibility(call: PartnerCall): Answer {
  const customer = customerNamed(call);
  const reason = obstacle(call, customer);
  return ok({
    customerId: customer.tenant.tenantId,
    isEligible: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    productFamily: 'azure',
  });
}

/** Done at once; where its status is read stands in Location. @throws PartnerError 3000 when the customer is not eligible */
function create(call: PartnerCall): Answer {
  const customer = customerNamed(call);
  const reason = obstacle(call, customer);
  if (reason !== undefined) throw refusal(3000, reason);
  const { store, clock } = call.azure;
  const upgraded = legacy(call, customer);
  const id = newGuid();
  const subscriptionIds = upgraded.map((one) => commerceOf(store, one).id);
  for (const one of upgraded) {
    commerceOf(store, one).version += 1;
    one.offerId = 'MS-AZR-0017G';
  }
  customer.relationship.azurePlan = 'active';
  partnerCenterState.of(store).shop.upgrades.push({
    id,
    partnerTenantId: call.partner.tenantId,
    customerTenantId: customer.tenant.tenantId,
    at: clock.now(),
    subscriptionIds,
  });
  recordAudit(call, customer.tenant, { resourceType: 'product_upgrade', operationType: 'create_product_upgrade', value: { id } });
  return { status: 202, headers: { Location: `/productupgrades/${id}/status` } };
}

function status(call: PartnerCall): Answer {
  const customer = customerNamed(call);
  const found = partnerCenterState
    .of(call.azure.store)
    .shop.upgrades.find(
      (one) =>
        one.id === keyOf(param(call, 'upgrade')) &&
        keyOf(one.partnerTenantId) === keyOf(call.partner.tenantId) &&
        keyOf(one.customerTenantId) === keyOf(customer.tenant.tenantId),
    );
  if (!found) throw refusal(1000, `no product upgrade ${param(call, 'upgrade')}`);
  return ok({
    id: found.id,
    status: 'Completed',
    productFamily: 'Azure',
    lineItems: found.subscriptionIds.map((id) => ({
      sourceProduct: { id, name: 'AzureSubscription' },
      targetProduct: { id, name: 'Microsoft Azure plan' },
      upgradedDate: moment(found.at),
      status: 'Completed',
    })),
  });
}

export const AZURE_PLAN_UPGRADES: readonly Route[] = [
  ['POST', '/v1/productupgrades/eligibility', eligibility],
  ['POST', '/v1/productupgrades', create],
  ['POST', '/v1/productupgrades/{upgrade}/status', status],
];
