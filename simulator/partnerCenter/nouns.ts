import type { Azure } from '../azure';
import type { Answer, ArmRequest } from '../http';
import { ADDRESS_VALIDATION } from './addressValidation';
import { AGREEMENTS } from './agreements';
import { AUDIT_RECORDS } from './auditRecords';
import { INVOICES } from './billing/invoices';
import { RATE_CARDS } from './billing/rateCards';
import { USAGE } from './billing/usageRecords';
import { UTILIZATIONS } from './billing/utilizations';
import type { Route } from './call';
import { CUSTOMER_PROFILES } from './customerProfiles';
import { CUSTOMERS } from './customers';
import { LICENCES } from './directory/licences';
import { DIRECTORY_ROLES } from './directory/roles';
import { USERS } from './directory/users';
import { DOMAINS } from './domains';
import { PROFILES } from './profiles';
import { INVITATION, RELATIONSHIPS } from './relationshipRequests';
import { SERVICE_REQUESTS } from './serviceRequests';
import { CARTS } from './shop/carts';
import { ENTITLEMENTS } from './shop/entitlements';
import { ORDERS } from './shop/orders';
import { CATALOGUE } from './shop/products';
import { SUBSCRIPTION_DETAILS } from './subscriptionDetails';
import { SUBSCRIPTIONS } from './subscriptions';
import { TRANSFERS } from './transfers';
import { WEBHOOK_PAGES, WEBHOOKS } from './webhooks';

/** Every noun of the API. One that is added gets a file of its own and a line here; a literal path stands before a pattern that takes it too. */
export const NOUNS: readonly Route[] = [
  ...RELATIONSHIPS,
  ...USAGE,
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
];

/** Answers without a token: what people and webhook receivers open. */
export type PageHandler = (azure: Azure, request: ArmRequest, text: string | undefined) => Answer;

export const PAGES: readonly (readonly [method: string, pattern: string, handler: PageHandler])[] = [
  ...INVITATION,
  ...WEBHOOK_PAGES,
];
