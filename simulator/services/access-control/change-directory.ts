import { OWNER } from '../../kernel/identity/built-in-roles';
import { defaultApp } from '../../kernel/identity/identities';
import { keyOf } from '../../kernel/ids';
import { forgetIdentity } from '../../kernel/state/identities';
import type { Subscription, Tenant } from '../../kernel/state/model';
import { roleAssignment } from '../../kernel/state/role-assignment';
import type { Store } from '../../kernel/state/store';
import { customRoles, forgetCustomRole } from './roles';

/**
 * Puts a subscription into another directory. The one place where that happens, whatever brought it about.
 * All role assignments at and below it are deleted, and so is all of Azure Policy there; custom roles lose it as a scope and go when it was
 * their only one, system-assigned identities lose their principal; resources keep what they say of the old directory (a vault its tenantId).
 * Source: learn.microsoft.com/azure/role-based-access-control/transfer-subscription.
 *
 * @param tenantId of a tenant that is there
 */
export function changeDirectory(store: Store, subscription: Subscription, tenantId: string, now: number): void {
  if (keyOf(subscription.tenantId) === keyOf(tenantId)) return;
  const scope = `/subscriptions/${subscription.subscriptionId}`;
  store.roleAssignments.removeBelow(keyOf(scope));
  for (const role of customRoles(store)) {
    role.assignableScopes = role.assignableScopes.filter((one) => !`${keyOf(one)}/`.startsWith(`${keyOf(scope)}/`));
    if (role.assignableScopes.length === 0) forgetCustomRole(store, role);
  }
  for (const { resource } of store.resourcesOf(subscription.subscriptionId)) forgetIdentity(store, resource.identity);
  for (const { identity } of store.policyAssignments.below(keyOf(scope))) forgetIdentity(store, identity);
  for (const items of store.policies()) items.removeBelow(keyOf(scope));
  subscription.tenantId = tenantId;
  const tenant = store.tenants.get(keyOf(tenantId)) as Tenant;
  // Every tenant's own application stays Owner of whatever is in the tenant.
  store.roleAssignments.put(roleAssignment(scope, OWNER, defaultApp(tenant, now).objectId, 'ServicePrincipal', now));
}
