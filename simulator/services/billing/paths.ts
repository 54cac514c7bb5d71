import type { Azure } from '../../kernel/azure';
import type { ArmPath } from '../../kernel/destination';
import type { Answer, ArmRequest } from '../../kernel/http/request';
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
import { cancelPartnerTransfer, getPartnerTransfer, listPartnerTransfers, putPartnerTransfer } from './partner-transfers';
import {
  acceptTransfer,
  declineTransfer,
  getReceivedTransfer,
  listReceivedTransfers,
  validateTransfer,
} from './recipient-transfers';

type Handle = (azure: Azure, request: ArmRequest, parts: string[]) => Answer;

/** `{x}` is one part of the path. */
function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`, 'i');
}

/** A path that is in no subscription takes no role: the handler itself judges who may. */
function billing(method: string, path: string, handle: Handle): ArmPath {
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

const ACCOUNT = '/billingAccounts/{account}';
const PROFILE = `${ACCOUNT}/billingProfiles/{profile}`;
const TRANSFERS = `${PROFILE}/customers/{customer}/transfers`;

/** Microsoft.Billing's paths below Azure Resource Manager. */
export const BILLING_PATHS: readonly ArmPath[] = [
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
  [
    'GET',
    pattern('/subscriptions/{subscription}/providers/Microsoft.Billing/billingProperty/default'),
    (azure, request, [, subscriptionId = '']) => ({
      operation: 'Microsoft.Billing/billingProperty/read',
      scope: `/subscriptions/${subscriptionId}`,
      handle: () => getBillingProperty(azure, request, subscriptionId),
    }),
  ],
];
