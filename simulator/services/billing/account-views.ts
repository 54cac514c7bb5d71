import type { Azure } from '../../kernel/azure';
import { invalidContent } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { keyOf } from '../../kernel/ids';
import type { Partner, Tenant } from '../../kernel/state/model';
import { relationshipOf } from '../partner-center/relationships/relationships';
import {
  type Account,
  accountName,
  accountNamed,
  ACCOUNTS,
  accountsOf,
  customerNamed,
  customersOf,
  notThere,
  partnerNamed,
  profileName,
} from './accounts';
import { billingState } from './model';

/** Billing accounts, profiles and customers. Shapes: Billing 2020-05-01, and recordings of it. */

type Fields = Record<string, unknown>;
const ok = (body: unknown): Answer => ({ status: 200, body });

/** The recorded lists count all of their items, whatever the page. */
function counted(request: ArmRequest, items: Fields[]): Answer {
  const answer = page(request, items);
  return { ...answer, body: { totalCount: items.length, ...(answer.body as Fields) } };
}

function addressOf({ country }: Tenant | Partner): Fields {
  return { country, addressLine1: '1 Main Street', city: 'Redmond' };
}

function accountView(azure: Azure, account: Account): Fields {
  const { name, displayName, agreement } = account;
  const tenant = azure.store.tenants.get(keyOf(account.tenantId)) as Tenant;
  const accountType =
    { EnterpriseAgreement: 'Enterprise', MicrosoftPartnerAgreement: 'Partner' }[agreement as string] ?? 'Individual';
  return {
    id: `${ACCOUNTS}/${name}`,
    name,
    type: 'Microsoft.Billing/billingAccounts',
    properties: {
      displayName,
      agreementType: agreement,
      accountType,
      accountStatus: 'Active',
      hasReadAccess: true,
      soldTo: { ...addressOf(tenant), companyName: displayName },
    },
  };
}

const profileId = (partner: Partner) => `${ACCOUNTS}/${accountName(partner)}/billingProfiles/${profileName(partner)}`;
const profileTitle = (partner: Partner) => `${partner.name}-USD`;

function profileView(partner: Partner): Fields {
  return {
    id: profileId(partner),
    name: profileName(partner),
    type: 'Microsoft.Billing/billingAccounts/billingProfiles',
    properties: {
      displayName: profileTitle(partner),
      billingRelationshipType: 'CSPPartner',
      currency: 'USD',
      invoiceDay: 5,
      hasReadAccess: true,
      status: 'Active',
      systemId: profileName(partner),
      targetClouds: [],
      billTo: { ...addressOf(partner), companyName: partner.name },
    },
  };
}

function customerView(partner: Partner, customer: Tenant): Fields {
  return {
    id: `${ACCOUNTS}/${accountName(partner)}/customers/${customer.tenantId}`,
    name: customer.tenantId,
    type: 'Microsoft.Billing/billingAccounts/customers',
    properties: {
      billingProfileDisplayName: profileTitle(partner),
      billingProfileId: profileId(partner),
      displayName: customer.displayName,
    },
  };
}

export function listAccounts(azure: Azure, request: ArmRequest): Answer {
  return page(
    request,
    accountsOf(azure, request).map((one) => accountView(azure, one)),
  );
}

export function getAccount(azure: Azure, request: ArmRequest, account: string): Answer {
  return ok(accountView(azure, accountNamed(azure, request, account)));
}

/** Only partners' accounts have profiles here. */
export function listProfiles(azure: Azure, request: ArmRequest, account: string): Answer {
  const { partner } = accountNamed(azure, request, account);
  return counted(request, partner ? [profileView(partner)] : []);
}

export function getProfile(azure: Azure, request: ArmRequest, account: string, profile: string): Answer {
  return ok(profileView(partnerNamed(azure, request, account, profile)));
}

export function listCustomers(azure: Azure, request: ArmRequest, account: string, profile?: string): Answer {
  const partner = partnerNamed(azure, request, account, profile);
  return counted(
    request,
    customersOf(azure.store, partner).map((one) => customerView(partner, one)),
  );
}

/** One customer, with what a list leaves out: the Azure plan and resellers. */
export function getCustomer(azure: Azure, request: ArmRequest, account: string, name: string): Answer {
  const partner = partnerNamed(azure, request, account);
  const customer = customerNamed(azure.store, partner, name);
  const view = customerView(partner, customer);
  const plan = relationshipOf(azure.store, partner.tenantId, customer.tenantId)?.azurePlan;
  const enabledAzurePlans = plan === 'active' ? [{ skuId: '0001', skuDescription: 'Microsoft Azure Plan' }] : [];
  return ok({ ...view, properties: { ...(view['properties'] as Fields), enabledAzurePlans, resellers: [] } });
}

const PURCHASES = ['AllAllowed', 'OnlyFreeAllowed', 'NotAllowed'] as const;

function policyView(azure: Azure, partner: Partner): Answer {
  return ok({
    id: `${profileId(partner)}/policies/default`,
    name: 'default',
    type: 'Microsoft.Billing/billingAccounts/billingProfiles/policies',
    properties: {
      marketplacePurchases: billingState.of(azure.store).marketplacePurchases[keyOf(partner.tenantId)] ?? 'AllAllowed',
      reservationPurchases: 'Allowed',
      viewCharges: 'Allowed',
    },
  });
}

export function getProfilePolicy(azure: Azure, request: ArmRequest, account: string, profile: string): Answer {
  return policyView(azure, partnerNamed(azure, request, account, profile));
}

/** Only marketplace purchases can be changed. @throws ArmError 400 */
export function putProfilePolicy(azure: Azure, request: ArmRequest, account: string, profile: string): Answer {
  const partner = partnerNamed(azure, request, account, profile);
  const { marketplacePurchases } = (objectBody(request)['properties'] ?? {}) as Fields;
  const chosen = PURCHASES.find((one) => one === marketplacePurchases);
  if (!chosen) throw invalidContent(`marketplacePurchases is one of ${PURCHASES.join(', ')}`);
  billingState.of(azure.store).marketplacePurchases[keyOf(partner.tenantId)] = chosen;
  return policyView(azure, partner);
}

/** The people who are told about a subscription's bill, as recorded. */
export function getBillingProperty(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  const tenant = azure.store.tenants.get(keyOf(subscription.tenantId));
  if (!tenant) throw notThere(`The subscription '${subscriptionId}'`);
  return ok({
    id: `/subscriptions/${subscription.subscriptionId}/providers/Microsoft.Billing/billingProperty/default`,
    name: 'default',
    type: 'Microsoft.Billing/billingProperty',
    properties: {
      accountAdminNotificationEmailAddress: subscription.accountOwner ?? `admin@${tenant.domain}`,
      isAccountAdmin: false,
    },
  });
}
