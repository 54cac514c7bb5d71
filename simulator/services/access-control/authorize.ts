import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { Caller } from '../../kernel/http/request';
import { adminAgents, identitiesOf } from '../../kernel/identity/identities';
import { keyOf, scopeChain, subscriptionOf } from '../../kernel/ids';
import { saleOf } from '../../kernel/offers';
import type { ScopedItem } from '../../kernel/state/model';
import { relationshipOf } from '../partner-center/relationships/relationships';
import { roleOf } from './roles';

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(action.toLowerCase());
}

function permits(azure: Azure, assignment: ScopedItem, action: string): boolean {
  const role = roleOf(azure.store, String(assignment.properties['roleDefinitionId']));
  if (!role) return false;
  return role.actions.some((one) => matches(one, action)) && !role.notActions.some((one) => matches(one, action));
}

/**
 * Administration on behalf: the admin agents of the partner who sells a subscription own it while its customer delegates, whatever
 * roles are assigned. A partner that has lost the subscription is left with the assignments it has.
 */
function administersOnBehalf(azure: Azure, identities: Set<string>, subscriptionId: string | undefined): boolean {
  const subscription = azure.store.subscriptions.get(keyOf(subscriptionId ?? ''));
  const partner = azure.store.tenants.get(keyOf(subscription?.partnerTenantId ?? ''));
  if (!subscription || !partner || saleOf(subscription.offerId) === undefined) return false;
  if (!identities.has(keyOf(adminAgents(partner, 0).objectId))) return false;
  return relationshipOf(azure.store, partner.tenantId, subscription.tenantId)?.delegatedAdmin === true;
}

/** Whether any role lets the caller do this at the scope or above it. */
function isAllowed(azure: Azure, caller: Caller, action: string, scope: string): boolean {
  if (caller.isDevelopment) return true;
  const identities = identitiesOf(azure.store, caller.objectId);
  if (administersOnBehalf(azure, identities, subscriptionOf(scope))) return true;
  return scopeChain(scope).some((at) =>
    azure.store.roleAssignments
      .at(at)
      .some(
        (one) =>
          identities.has(keyOf(String(one.properties['principalId']))) &&
          permits(azure, one, action) &&
          azure.consistency.isVisible(one.createdAt),
      ),
  );
}

/** Whether the caller has a role anywhere in the subscription: only then is it listed to them. */
export function seesSubscription(azure: Azure, caller: Caller, subscriptionId: string): boolean {
  if (caller.isDevelopment) return true;
  const identities = identitiesOf(azure.store, caller.objectId);
  if (administersOnBehalf(azure, identities, subscriptionId)) return true;
  const scope = keyOf(`/subscriptions/${subscriptionId}`);
  return [...azure.store.roleAssignments.at(''), ...azure.store.roleAssignments.below(scope)].some((one) =>
    identities.has(keyOf(String(one.properties['principalId']))),
  );
}

/** @throws ArmError 403 AuthorizationFailed */
export function authorize(azure: Azure, caller: Caller, action: string, scope: string): void {
  if (isAllowed(azure, caller, action, scope)) return;
  throw new ArmError(403, {
    code: 'AuthorizationFailed',
    message: `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  });
}
