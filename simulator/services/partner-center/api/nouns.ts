import { AUDIT_RECORDS } from '../account/audit-records';
import { PROFILES } from '../account/profiles';
import { SERVICE_REQUESTS } from '../account/service-requests';
import { INVOICES } from '../billing/invoices';
import { RATE_CARDS } from '../billing/rate-cards';
import { SERVICE_COSTS } from '../billing/service-costs';
import { USAGE_RECORDS } from '../billing/usage-records';
import { USAGE_SUMMARIES } from '../billing/usage-summaries';
import { UTILIZATIONS } from '../billing/utilizations';
import { ADDRESS_VALIDATION } from '../customers/address-validation';
import { AGREEMENTS } from '../customers/agreements';
import { CUSTOMER_PROFILES } from '../customers/customer-profiles';
import { CUSTOMERS } from '../customers/customers';
import { DOMAINS } from '../customers/domains';
import { DEVICES } from '../devices/batches';
import { DEVICE_POLICIES } from '../devices/policies';
import { LICENCES } from '../directory/licences';
import { DIRECTORY_ROLES } from '../directory/roles';
import { USERS } from '../directory/users';
import { ANALYTICS } from '../partner/analytics';
import { COUNTRY_RULES } from '../partner/countries';
import { CUSTOMER_DOMAINS } from '../partner/customer-domains';
import { CUSTOMER_SERVICES } from '../partner/customer-services';
import { MFA } from '../partner/mfa';
import { QUALIFICATIONS } from '../partner/qualifications';
import { SELF_SERVE_POLICIES } from '../partner/self-serve-policies';
import { VALIDATION_CODES } from '../partner/validation-codes';
import { INVITATION, RELATIONSHIPS } from '../relationships/relationship-requests';
import { AZURE_PLAN_UPGRADES } from '../shop/azure-plan-upgrades';
import { CARTS } from '../shop/carts';
import { ENTITLEMENTS } from '../shop/entitlements';
import { INVENTORY } from '../shop/inventory';
import { OFFER_LISTS } from '../shop/offer-views';
import { ORDERS } from '../shop/orders';
import { CATALOGUE } from '../shop/products';
import { TRANSITIONS } from '../shop/transitions';
import { SUBSCRIPTION_DETAILS } from '../subscriptions/subscription-details';
import { SUBSCRIPTIONS } from '../subscriptions/subscriptions';
import { TRANSFERS } from '../transfers/transfers';
import { WEBHOOK_PAGES, WEBHOOKS } from '../webhooks/webhooks';
import type { Page, Route } from './call';

/** Every noun of the API. One that is added gets a file of its own and a line here; a literal path stands before a pattern that takes it too. */
export const NOUNS: readonly Route[] = [
  ...RELATIONSHIPS,
  ...USAGE_RECORDS,
  ...USAGE_SUMMARIES,
  ...CUSTOMERS,
  ...CUSTOMER_PROFILES,
  ...AGREEMENTS,
  ...DOMAINS,
  ...ADDRESS_VALIDATION,
  ...SUBSCRIPTIONS,
  ...SUBSCRIPTION_DETAILS,
  ...TRANSFERS,
  ...PROFILES,
  ...SERVICE_REQUESTS,
  ...AUDIT_RECORDS,
  ...WEBHOOKS,
  ...USERS,
  ...DIRECTORY_ROLES,
  ...CATALOGUE,
  ...CARTS,
  ...ORDERS,
  ...ENTITLEMENTS,
  ...LICENCES,
  ...UTILIZATIONS,
  ...RATE_CARDS,
  ...INVOICES,
  ...OFFER_LISTS,
  ...TRANSITIONS,
  ...INVENTORY,
  ...AZURE_PLAN_UPGRADES,
  ...DEVICES,
  ...DEVICE_POLICIES,
  ...SELF_SERVE_POLICIES,
  ...QUALIFICATIONS,
  ...COUNTRY_RULES,
  ...ANALYTICS,
  ...MFA,
  ...CUSTOMER_DOMAINS,
  ...CUSTOMER_SERVICES,
  ...VALIDATION_CODES,
  ...SERVICE_COSTS,
];

/** Pages that answer without a token. */
export const PAGES: readonly Page[] = [...INVITATION, ...WEBHOOK_PAGES];
