import { createHash } from 'node:crypto';
import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { guidFrom } from '../../kernel/guids';
import type { ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import type { Partner, Subscription, Tenant } from '../../kernel/state/model';
import type { Store } from '../../kernel/state/store';
import { enrolmentsOf } from '../enterprise/membership';
import { relationshipsOf } from '../partner-center/relationships/relationships';

export const ACCOUNTS = '/providers/Microsoft.Billing/billingAccounts';

type Agreement =
  'EnterpriseAgreement' | 'MicrosoftCustomerAgreement' | 'MicrosoftOnlineServicesProgram' | 'MicrosoftPartnerAgreement';

export interface Account {
  name: string;
  displayName: string;
  tenantId: string;
  agreement: Agreement;
  /** The partner whose account it is. */
  partner?: Partner;
}

const letters = (text: string, count: number) =>
  [...createHash('sha256').update(text).digest()]
    .slice(0, count)
    .map((byte) => 'ABCDEFGHJKLMNPQRSTUVWXYZ234567'.charAt(byte % 30))
    .join('');

/** `XXGU-AF7A-BG7-AJ4D`: form as recorded. */
export function profileName(partner: Partner): string {
  const text = letters(`billing profile ${keyOf(partner.tenantId)}`, 12);
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-BG7-${text.slice(8, 11)}`;
}

export function accountName(partner: Partner): string {
  return `${guidFrom('billing account', partner.tenantId)}:${guidFrom('billing organisation', partner.tenantId)}_2019-05-31`;
}

/** The agreement under which an offer is bought, for offers that have an account here. */
export function agreementOf({ offerId }: Subscription): Agreement | undefined {
  if (/^MS-AZR-(0017P|0148P)$/i.test(offerId)) return 'EnterpriseAgreement';
  if (/^MS-AZR-(0145P|0017G)$/i.test(offerId)) return 'MicrosoftPartnerAgreement';
  return /^MS-AZR-/i.test(offerId) ? 'MicrosoftOnlineServicesProgram' : undefined;
}

/** A directory's enrolments, as accounts under their numbers. */
function enrolmentAccounts(store: Store, { tenantId }: Tenant): Account[] {
  return enrolmentsOf(store, tenantId).map(({ number, companyName }) => ({
    name: number,
    displayName: companyName,
    tenantId,
    agreement: 'EnterpriseAgreement',
  }));
}

/** The accounts of a tenant that has bought by itself: one for each enrolment, and one for everything that it pays as it goes. */
function ownAccounts(store: Store, tenant: Tenant): Account[] {
  const bought = new Set(
    [...store.subscriptions.values()].filter((one) => keyOf(one.tenantId) === keyOf(tenant.tenantId)).map(agreementOf),
  );
  const { tenantId, displayName } = tenant;
  const number = parseInt(guidFrom('enrolment', tenantId).slice(0, 6), 16);
  const accounts = enrolmentAccounts(store, tenant);
  if (bought.has('EnterpriseAgreement') && accounts.length === 0)
    accounts.push({ name: String(1_000_000 + (number % 9_000_000)), displayName, tenantId, agreement: 'EnterpriseAgreement' });
  if (bought.has('MicrosoftOnlineServicesProgram'))
    accounts.push({
      name: guidFrom('individual account', tenantId),
      displayName,
      tenantId,
      agreement: 'MicrosoftOnlineServicesProgram',
    });
  return accounts;
}

/** Every account, partners' first. */
function allAccounts(store: Store): Account[] {
  const partners = [...store.partners.values()].map((partner): Account => ({
    name: accountName(partner),
    displayName: partner.name,
    tenantId: partner.tenantId,
    agreement: 'MicrosoftPartnerAgreement',
    partner,
  }));
  return [...partners, ...[...store.tenants.values()].flatMap((tenant) => ownAccounts(store, tenant))];
}

/** Lists the accounts of the caller's tenant. Billing roles, which say who may see which of them, are not modelled. */
export function accountsOf(azure: Azure, { caller }: ArmRequest): Account[] {
  return allAccounts(azure.store).filter(
    (one) => caller.tenantId === undefined || keyOf(one.tenantId) === keyOf(caller.tenantId),
  );
}

export function notThere(what: string): ArmError {
  return new ArmError(404, { code: 'NotFound', message: `${what} was not found, or you have no permission on it.` });
}

/** @throws ArmError 404 for an account that is none of the caller's */
export function accountNamed(azure: Azure, request: ArmRequest, name: string): Account {
  const account = accountsOf(azure, request).find((one) => keyOf(one.name) === keyOf(name));
  if (!account) throw notThere(`The billing account '${name}'`);
  return account;
}

/** @throws ArmError 404 for an account that is no partner's, or a profile that is not its own */
export function partnerNamed(azure: Azure, request: ArmRequest, name: string, profile?: string): Partner {
  const { partner } = accountNamed(azure, request, name);
  if (!partner || (profile !== undefined && keyOf(profile) !== keyOf(profileName(partner))))
    throw notThere(`The billing profile '${profile ?? ''}' of '${name}'`);
  return partner;
}

/** Customers of a partner's account go by their tenant's id. */
export function customersOf(store: Store, partner: Partner): Tenant[] {
  return relationshipsOf(store, partner.tenantId).flatMap((one) => store.tenants.get(keyOf(one.customerTenantId)) ?? []);
}

/** @throws ArmError 404 */
export function customerNamed(store: Store, partner: Partner, name: string): Tenant {
  const customer = customersOf(store, partner).find((one) => keyOf(one.tenantId) === keyOf(name));
  if (!customer) throw notThere(`The customer '${name}'`);
  return customer;
}
