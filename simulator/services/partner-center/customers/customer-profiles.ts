import type { Answer } from '../../../kernel/http/request';
import { recordAudit } from '../account/audit';
import { assertUnchanged, etagOf, ok } from '../api/answers';
import { bodyOf, customerOf, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { billingProfile, companyProfile, profilesOf } from './customer-views';

function getCompany(call: PartnerCall): Answer {
  return ok(companyProfile(call.azure.store, customerOf(call).tenant, true));
}

function getBilling(call: PartnerCall): Answer {
  return ok(billingProfile(call.azure.store, customerOf(call).tenant));
}

const WRITABLE = ['firstName', 'lastName', 'email', 'culture', 'language', 'companyName', 'defaultAddress'];

/** @throws PartnerError 2055 for a stale etag, 3000 without an e-mail address */
function putBilling(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const body = bodyOf(call);
  const profiles = profilesOf(call.azure.store, tenant);
  const { id } = billingProfile(call.azure.store, tenant);
  assertUnchanged(call, body, etagOf(String(id), profiles.version));
  if (typeof body['email'] !== 'string' || body['email'] === '') throw refusal(3000, 'email is required');
  profiles.billing = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => WRITABLE.includes(name) && value !== null),
  );
  profiles.version += 1;
  const shown = billingProfile(call.azure.store, tenant);
  recordAudit(call, tenant, { resourceType: 'customer', operationType: 'update_customer_billing_profile', value: shown });
  return ok(shown);
}

export const CUSTOMER_PROFILES: readonly Route[] = [
  ['GET', '/v1/customers/{customer}/profiles/company', getCompany],
  ['GET', '/v1/customers/{customer}/profiles/billing', getBilling],
  ['PUT', '/v1/customers/{customer}/profiles/billing', putBilling],
];
