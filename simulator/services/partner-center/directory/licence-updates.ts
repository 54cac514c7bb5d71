import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { created } from '../api/answers';
import { bodyOf, customerOf, fieldsOf, type PartnerCall } from '../api/call';
import { requiredText } from '../api/checks';
import { type PartnerError, refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { stockOf } from './licence-stock';
import { userOf } from './people';

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
export function updateLicences(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const user = userOf(call);
  const body = bodyOf(call);
  const { directory } = partnerCenterState.of(call.azure.store);
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
