import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { GUID } from '../../kernel/guids';
import { invalidContent } from '../../kernel/http/errors';
import { type Answer, type ArmRequest, type Caller, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { type DirectoryPolicy, subscriptionState } from './model';

/** A tenant's policy on subscriptions that leave it and come to it. Source: Microsoft.Subscription 2021-10-01. */

const NONE: DirectoryPolicy = {
  blockSubscriptionsLeavingTenant: false,
  blockSubscriptionsIntoTenant: false,
  exemptedPrincipals: [],
};

/** The development token has no tenant: it counts as the first one's. */
function tenantOf(azure: Azure, { tenantId }: Caller): string {
  return tenantId ?? [...azure.store.tenants.values()][0]?.tenantId ?? '';
}

function policyOf(azure: Azure, tenantId: string): DirectoryPolicy {
  return subscriptionState.of(azure.store).directoryPolicies[keyOf(tenantId)] ?? NONE;
}

function view(azure: Azure, tenantId: string): Record<string, unknown> {
  return {
    id: '/providers/Microsoft.Subscription/policies/default',
    name: 'default',
    type: 'Microsoft.Subscription/policies',
    properties: { policyId: tenantId, ...policyOf(azure, tenantId) },
  };
}

export function getPolicy(azure: Azure, request: ArmRequest): Answer {
  return { status: 200, body: view(azure, tenantOf(azure, request.caller)) };
}

export function listPolicies(azure: Azure, request: ArmRequest): Answer {
  return { status: 200, body: { value: [view(azure, tenantOf(azure, request.caller))] } };
}

/** Who may is not modelled: in Azure a global administrator with elevated access. @throws ArmError 400 */
export function putPolicy(azure: Azure, request: ArmRequest): Answer {
  const tenantId = tenantOf(azure, request.caller);
  const body = objectBody(request);
  const leaving = body['blockSubscriptionsLeavingTenant'] ?? false;
  const into = body['blockSubscriptionsIntoTenant'] ?? false;
  const exempted = body['exemptedPrincipals'] ?? [];
  if (typeof leaving !== 'boolean' || typeof into !== 'boolean') throw invalidContent('a block is true or false');
  if (!Array.isArray(exempted) || !exempted.every((one) => typeof one === 'string' && GUID.test(one)))
    throw invalidContent('exemptedPrincipals are object ids');
  subscriptionState.of(azure.store).directoryPolicies[keyOf(tenantId)] = {
    blockSubscriptionsLeavingTenant: leaving,
    blockSubscriptionsIntoTenant: into,
    exemptedPrincipals: exempted.map(String),
  };
  return { status: 200, body: view(azure, tenantId) };
}

function assertOpen(azure: Azure, caller: Caller, tenantId: string, block: keyof DirectoryPolicy, what: string): void {
  const policy = policyOf(azure, tenantId);
  const isExempt = policy.exemptedPrincipals.some((one) => keyOf(one) === keyOf(caller.objectId));
  if (policy[block] !== true || isExempt) return;
  throw new ArmError(403, {
    code: 'SubscriptionPolicyViolation',
    message: `A policy of the directory '${tenantId}' forbids that subscriptions ${what} it, and '${caller.name}' is not exempted.`,
  });
}

/** @throws ArmError 403 */
export function assertMayLeave(azure: Azure, caller: Caller, tenantId: string): void {
  assertOpen(azure, caller, tenantId, 'blockSubscriptionsLeavingTenant', 'leave');
}

/** @throws ArmError 403 */
export function assertMayEnter(azure: Azure, caller: Caller, tenantId: string): void {
  assertOpen(azure, caller, tenantId, 'blockSubscriptionsIntoTenant', 'come into');
}
