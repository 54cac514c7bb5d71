import type { Answer } from '../../http';
import { keyOf } from '../../ids';
import type { Store } from '../../state/store';
import { recordAudit } from '../audit';
import { collection, created } from '../answers';
import { bodyOf, customerOf, fieldsOf, type Fields, type PartnerCall, type Route } from '../call';
import { requiredText } from '../checks';
import { commerceOf, saleOf } from '../commerce';
import { refusal, type PartnerError } from '../errors';
import { OFFERS, offerOf, type Offer } from '../shop/offers';
import { userOf } from './people';

/** Shapes: learn.microsoft.com/partner-center/developer/license-resources. */

interface Stock {
  product: Offer['product'];
  plans: Offer['plans'];
  active: number;
  suspended: number;
  consumed: number;
}

/** What a customer has of each product, over all of its subscriptions from whatever partner. */
function stockOf(store: Store, tenantId: string): Stock[] {
  const { licences } = store.partnerCenter.directory;
  const found = new Map<string, Stock>();
  for (const subscription of store.subscriptions.values()) {
    const offer = offerOf(subscription.offerId);
    if (keyOf(subscription.tenantId) !== keyOf(tenantId) || !offer || saleOf(subscription.offerId) !== 'licence') continue;
    if (subscription.state === 'Deleted') continue;
    const { product, plans } = offer;
    const consumed = licences.filter((one) => one.skuId === product.id && keyOf(one.customerTenantId) === keyOf(tenantId)).length;
    const stock = found.get(product.id) ?? { product, plans, active: 0, suspended: 0, consumed };
    stock[subscription.state === 'Enabled' ? 'active' : 'suspended'] += commerceOf(store, subscription).quantity;
    found.set(product.id, stock);
  }
  return [...found.values()];
}

/** The groups that the query names, group1 when it names none. @throws PartnerError 3000 for another one */
function groupsNamed(call: PartnerCall): string[] {
  const named = [...call.request.query]
    .filter(([name]) => name.toLowerCase() === 'licensegroupids')
    .map(([, value]) => value.toLowerCase());
  const unknown = named.find((one) => one !== 'group1' && one !== 'group2');
  if (unknown !== undefined) throw refusal(3000, 'licenseGroupIds are of group1, group2');
  return named.length === 0 ? ['group1'] : named;
}

function planViews(plans: Offer['plans'], capabilityStatus: string): Fields[] {
  return plans.map(({ displayName, serviceName, id, targetType }) => ({
    displayName,
    serviceName,
    id,
    capabilityStatus,
    targetType,
  }));
}

function subscribedSku({ product, plans, active, suspended, consumed }: Stock): Fields {
  return {
    availableUnits: Math.max(0, active - consumed),
    activeUnits: active,
    consumedUnits: consumed,
    suspendedUnits: suspended,
    totalUnits: active + suspended,
    warningUnits: 0,
    productSku: {
      id: product.id,
      name: product.name,
      skuPartNumber: product.partNumber,
      targetType: 'User',
      licenseGroupId: product.licenceGroup,
    },
    servicePlans: planViews(plans, 'Enabled'),
    capabilityStatus: active > 0 ? 'Enabled' : 'Suspended',
    attributes: { objectType: 'SubscribedSku' },
  };
}

function subscribedSkus(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const groups = groupsNamed(call);
  return collection(
    stockOf(call.azure.store, tenant.tenantId)
      .filter(({ product }) => groups.includes(product.licenceGroup))
      .map(subscribedSku),
  );
}

function licencesOfUser(call: PartnerCall): Answer {
  const user = userOf(call);
  const groups = groupsNamed(call);
  const held = call.azure.store.partnerCenter.directory.licences.filter((one) => one.userId === user.id);
  return collection(
    held.flatMap(({ skuId, excludedPlans }): Fields[] => {
      const offer = OFFERS.find((one) => one.product.id === skuId);
      if (!offer || !groups.includes(offer.product.licenceGroup)) return [];
      const { product } = offer;
      return [
        {
          servicePlans: planViews(
            offer.plans.filter((one) => !excludedPlans.includes(one.id)),
            'Assigned',
          ),
          productSku: {
            id: product.id,
            name: product.name,
            skuPartNumber: product.partNumber,
            licenseGroupId: product.licenceGroup,
          },
          attributes: { objectType: 'License' },
        },
      ];
    }),
  );
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** What is sold out answers with the customer and the SKU, as the documented example does. */
function outOfLicences(tenantId: string, skuId: string): PartnerError {
  return refusal(60012).withData(
    `LicenseQuotaExceededException : Subscription with Account ${tenantId} and SKU ${skuId} does not have any available licenses left.`,
  );
}

/**
 * Gives and takes licences, all of them or none.
 * @throws PartnerError 60012 when there is none left, 3000 for a SKU that the customer does not have or nothing to do
 */
function update(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const user = userOf(call);
  const body = bodyOf(call);
  const { directory } = call.azure.store.partnerCenter;
  const assigned = listIn(body['licensesToAssign']).map((one, at) => ({
    skuId: keyOf(requiredText(fieldsOf(one), 'skuId', `licensesToAssign[${at}].skuId`)),
    excludedPlans: listIn(fieldsOf(one)['excludedPlans']).map(String),
  }));
  const removed = listIn(body['licensesToRemove']).map((one) => keyOf(String(one)));
  if (assigned.length + removed.length === 0) throw refusal(3000, 'licensesToAssign or licensesToRemove names a SKU');
  const stock = stockOf(call.azure.store, tenant.tenantId);
  const has = (skuId: string) => directory.licences.some((one) => one.userId === user.id && one.skuId === skuId);
  for (const { skuId } of assigned) {
    const found = stock.find((one) => one.product.id === skuId);
    if (!found) throw refusal(3000, `skuId: the customer has no subscription of ${skuId}`);
    if (found.active <= found.consumed && !has(skuId)) throw outOfLicences(tenant.tenantId, skuId);
  }
  const missing = removed.find((skuId) => !has(skuId));
  if (missing !== undefined) throw refusal(3000, `licensesToRemove: the user has no licence of ${missing}`);
  const changed = [...removed, ...assigned.map((one) => one.skuId)];
  directory.licences = directory.licences.filter((one) => one.userId !== user.id || !changed.includes(one.skuId));
  for (const one of assigned) directory.licences.push({ customerTenantId: tenant.tenantId, userId: user.id, ...one });
  recordAudit(call, tenant, {
    resourceType: 'license',
    operationType: 'update_customer_user_licenses',
    value: body,
    data: { CustomerUserId: user.id },
  });
  return created({
    ...(assigned.length === 0
      ? {}
      : {
          licensesToAssign: assigned.map(({ skuId, excludedPlans }) => ({
            ...(excludedPlans.length === 0 ? {} : { excludedPlans }),
            skuId,
          })),
        }),
    ...(removed.length === 0 ? {} : { licensesToRemove: removed }),
    licenseWarnings: [],
    attributes: { objectType: 'LicenseUpdate' },
  });
}

const AT = '/v1/customers/{customer}';

export const LICENCES: readonly Route[] = [
  ['GET', `${AT}/subscribedskus`, subscribedSkus],
  ['GET', `${AT}/users/{user}/licenses`, licencesOfUser],
  ['POST', `${AT}/users/{user}/licenseupdates`, update],
];
