import type { Azure } from '../../kernel/azure';
import type { ArmPath } from '../../kernel/destination';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import {
  acceptChange,
  changeStatus,
  deleteChangeRequest,
  getChangeRequest,
  listChangeRequests,
  putChangeRequest,
} from './change-tenant';
import { cancelSubscription, enableSubscription, renameSubscription } from './lifecycle';
import { getPolicy, listPolicies, putPolicy } from './policies';

type Handle = (azure: Azure, request: ArmRequest, subscriptionId: string) => Answer;

/** A path that takes a role on the subscription. */
function ofSubscription(method: string, path: string, operation: string, handle: Handle): ArmPath {
  return [
    method,
    new RegExp(`^/subscriptions/([^/]+)/providers/Microsoft\\.Subscription/${path}$`, 'i'),
    (azure, request, [, subscriptionId = '']) => ({
      operation: `Microsoft.Subscription/${operation}`,
      scope: `/subscriptions/${subscriptionId}`,
      handle: () => handle(azure, request, subscriptionId),
    }),
  ];
}

/** A path in no subscription that the caller may have a role on: the handler judges who may. */
function ofTenant(method: string, path: string, operation: string, handle: Handle): ArmPath {
  return [
    method,
    new RegExp(`^/providers/Microsoft\\.Subscription/${path}$`, 'i'),
    (azure, request, [, subscriptionId = '']) => ({
      operation: `Microsoft.Subscription/${operation}`,
      isOpen: true,
      scope: '/',
      handle: () => handle(azure, request, subscriptionId),
    }),
  ];
}

const REQUEST = 'changeTenantRequest/default';

/** Microsoft.Subscription, for the table of ARM's paths. */
export const SUBSCRIPTION_PATHS: readonly ArmPath[] = [
  ofSubscription('POST', 'cancel', 'cancel/action', cancelSubscription),
  ofSubscription('POST', 'enable', 'enable/action', enableSubscription),
  ofSubscription('POST', 'rename', 'rename/action', renameSubscription),
  ofSubscription('PUT', REQUEST, 'changeTenantRequest/write', putChangeRequest),
  ofSubscription('GET', REQUEST, 'changeTenantRequest/read', getChangeRequest),
  ofSubscription('DELETE', REQUEST, 'changeTenantRequest/delete', deleteChangeRequest),
  ofSubscription('GET', 'changeTenantRequest', 'changeTenantRequest/read', listChangeRequests),
  ofTenant('POST', 'subscriptions/([^/]+)/acceptChangeTenant', 'acceptChangeTenant/action', acceptChange),
  ofTenant('POST', 'subscriptions/([^/]+)/changeTenantStatus', 'changeTenantStatus/action', changeStatus),
  ofTenant('GET', 'policies', 'policies/read', listPolicies),
  ofTenant('GET', 'policies/default', 'policies/read', getPolicy),
  ofTenant('PUT', 'policies/default', 'policies/write', putPolicy),
];
