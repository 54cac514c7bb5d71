import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { addTenant } from '../../../kernel/state/add-tenant';
import type { Tenant } from '../../../kernel/state/model';
import { recordAudit } from '../account/audit';
import { created } from '../api/answers';
import { bodyOf, type Fields, fieldsOf, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import { keepUser } from '../directory/people';
import { COMPANY_ADMINISTRATOR } from '../directory/roles';
import { partnerCenterState } from '../model';
import { relate } from '../relationships/relationships';
import { billingProfile, companyProfile, profilesOf } from './customer-views';

const ADMINISTRATOR = 'admin';
const DOMAIN = /^[a-z0-9][a-z0-9-]{0,26}\.onmicrosoft\.com$/i;

function required(fields: Fields, name: string, path: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw refusal(3000, `${path}.${name} is required`);
  return value;
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/** The first user of the directory, who may do everything in it: whose credentials the answer holds. */
function makeAdministrator({ azure: { store } }: PartnerCall, tenant: Tenant, contact: Fields, createdAt: number): void {
  const [firstName, lastName] = [String(contact['firstName']), String(contact['lastName'])];
  const id = newGuid();
  keepUser(store, {
    id,
    customerTenantId: tenant.tenantId,
    usageLocation: tenant.country,
    userPrincipalName: `${ADMINISTRATOR}@${tenant.domain}`,
    firstName,
    lastName,
    displayName: `${firstName} ${lastName}`,
    forceChangePassword: true,
    createdAt,
  });
  partnerCenterState.of(store).directory.roleMembers.push({
    customerTenantId: tenant.tenantId,
    roleId: COMPANY_ADMINISTRATOR,
    userId: id,
  });
}

/**
 * Makes a tenant, its first administrator and the reseller relationship; the password is told this once.
 * Source: learn.microsoft.com/partner-center/developer/create-a-customer.
 * @throws PartnerError 3000 for what is missing, 600009 for a domain that is taken
 */
export function createCustomer(call: PartnerCall): Answer {
  const { azure, partner } = call;
  const body = bodyOf(call);
  const company = fieldsOf(body['companyProfile']);
  const billing = withoutNulls(fieldsOf(body['billingProfile']));
  const domain = required(company, 'domain', 'companyProfile');
  if (!DOMAIN.test(domain)) throw refusal(3000, 'companyProfile.domain is a name below onmicrosoft.com');
  const email = required(billing, 'email', 'billingProfile');
  const companyName = required(billing, 'companyName', 'billingProfile');
  const address = withoutNulls(fieldsOf(billing['defaultAddress']));
  for (const name of ['firstName', 'lastName', 'addressLine1', 'city', 'country'])
    required(address, name, 'billingProfile.defaultAddress');
  if ([...azure.store.tenants.values()].some((one) => keyOf(one.domain) === keyOf(domain))) throw refusal(600009, domain);

  const now = azure.clock.now();
  const tenant = {
    tenantId: newGuid(),
    domain,
    displayName: companyName,
    country: String(address['country']).toUpperCase(),
  };
  addTenant(azure.store, tenant, now);
  const { culture, language } = billing;
  makeAdministrator(call, tenant, address, now);
  profilesOf(azure.store, tenant).billing = withoutNulls({ email, companyName, culture, language, defaultAddress: address });
  const { delegatedAdmin } = relate(azure.store, partner.tenantId, tenant.tenantId, now, { delegatedAdmin: true });
  recordAudit(call, tenant, { resourceType: 'customer', operationType: 'add_customer', value: { Id: tenant.tenantId, domain } });
  return created({
    id: tenant.tenantId,
    commerceId: newGuid(),
    companyProfile: companyProfile(azure.store, tenant, false),
    billingProfile: billingProfile(azure.store, tenant),
    relationshipToPartner: 'reseller',
    allowDelegatedAccess: delegatedAdmin,
    userCredentials: { userName: ADMINISTRATOR, password: `Aa1!${newGuid().slice(0, 12)}` },
    attributes: { objectType: 'Customer' },
  });
}
