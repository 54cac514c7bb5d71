import type { Azure } from '../../azure';
import type { Destination } from '../arm/http/own-paths';
import type { Answer, ArmRequest } from '../../kernel/http';
import {
  getAccount,
  getBillingProperty,
  getCustomer,
  getProfile,
  getProfilePolicy,
  listAccounts,
  listCustomers,
  listProfiles,
  putProfilePolicy,
} from './account-views';
import { getRateCard, listUsageAggregates } from './commerce';
import { cancelPartnerTransfer, getPartnerTransfer, listPartnerTransfers, putPartnerTransfer } from './partner-transfers';
import {
  acceptTransfer,
  declineTransfer,
  getReceivedTransfer,
  listReceivedTransfers,
  validateTransfer,
} from './recipient-transfers';
import { listUsageDetails } from './usage-details';

type Handle = (azure: Azure, request: ArmRequest, parts: string[]) => Answer;
type OwnPath = [method: string, path: RegExp, make: (azure: Azure, request: ArmRequest, parts: string[]) => Destination];

/** `{x}` is one part of the path. */
function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`, 'i');
}

/** In no subscription: it takes no role there, the handler itself judges who may. */
function billing(method: string, path: string, handle: Handle): OwnPath {
  return [
    method,
    pattern(`/providers/Microsoft.Billing${path}`),
    (azure, request, [, ...parts]) => ({
      operation: `Microsoft.Billing${path.replace(/\/\{\w+\}/g, '')}/${method === 'GET' ? 'read' : 'action'}`,
      isOpen: true,
      scope: '/',
      handle: () => handle(azure, request, parts),
    }),
  ];
}

function ofSubscription(path: string, handle: (azure: Azure, request: ArmRequest, subscriptionId: string) => Answer): OwnPath {
  return [
    'GET',
    pattern(`/subscriptions/{subscription}/providers/${path}`),
    (azure, request, [, subscriptionId = '']) => ({
      operation: `${path.replace(/\/default$/, '')}/read`,
      scope: `/subscriptions/${subscriptionId}`,
      handle: () => handle(azure, request, subscriptionId),
    }),
  ];
}

const ACCOUNT = '/billingAccounts/{account}';
const PROFILE = `${ACCOUNT}/billingProfiles/{profile}`;
const TRANSFERS = `${PROFILE}/customers/{customer}/transfers`;

/** Microsoft.Billing, Microsoft.Commerce and Microsoft.Consumption, for the table of ARM's paths. */
export const BILLING_PATHS: OwnPath[] = [
  billing('GET', '/billingAccounts', (azure, request) => listAccounts(azure, request)),
  billing('GET', ACCOUNT, (azure, request, [account = '']) => getAccount(azure, request, account)),
  billing('GET', `${ACCOUNT}/billingProfiles`, (azure, request, [account = '']) => listProfiles(azure, request, account)),
  billing('GET', PROFILE, (azure, request, [account = '', profile = '']) => getProfile(azure, request, account, profile)),
  billing('GET', `${PROFILE}/policies/default`, (azure, request, [account = '', profile = '']) =>
    getProfilePolicy(azure, request, account, profile),
  ),
  billing('PUT', `${PROFILE}/policies/default`, (azure, request, [account = '', profile = '']) =>
    putProfilePolicy(azure, request, account, profile),
  ),
  billing('GET', `${ACCOUNT}/customers`, (azure, request, [account = '']) => listCustomers(azure, request, account)),
  billing('GET', `${PROFILE}/customers`, (azure, request, [account = '', profile]) =>
    listCustomers(azure, request, account, profile),
  ),
  billing('GET', `${ACCOUNT}/customers/{customer}`, (azure, request, [account = '', customer = '']) =>
    getCustomer(azure, request, account, customer),
  ),
  billing('GET', TRANSFERS, listPartnerTransfers),
  billing('GET', `${TRANSFERS}/{transfer}`, getPartnerTransfer),
  billing('PUT', `${TRANSFERS}/{transfer}`, putPartnerTransfer),
  billing('POST', `${TRANSFERS}/{transfer}/cancel`, cancelPartnerTransfer),
  billing('GET', '/transfers', (azure, request) => listReceivedTransfers(azure, request)),
  billing('GET', '/transfers/{transfer}', (azure, request, [name = '']) => getReceivedTransfer(azure, request, name)),
  billing('POST', '/transfers/{transfer}/validate', (azure, request, [name = '']) => validateTransfer(azure, request, name)),
  billing('POST', '/transfers/{transfer}/accept', (azure, request, [name = '']) => acceptTransfer(azure, request, name)),
  billing('POST', '/transfers/{transfer}/decline', (azure, request, [name = '']) => declineTransfer(azure, request, name)),
  ofSubscription('Microsoft.Billing/billingProperty/default', getBillingProperty),
  ofSubscription('Microsoft.Consumption/usageDetails', listUsageDetails),
  ofSubscription('Microsoft.Commerce/UsageAggregates', listUsageAggregates),
  ofSubscription('Microsoft.Commerce/RateCard', (azure, request) => getRateCard(azure, request)),
];
