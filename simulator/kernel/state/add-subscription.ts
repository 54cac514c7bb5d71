import { OWNER } from '../identity/built-in-roles';
import { defaultApp } from '../identity/identities';
import { keyOf } from '../ids';
import { addAdminAgents } from './add-tenant';
import type { Subscription, Tenant } from './model';
import { roleAssignment } from './role-assignment';
import type { Store } from './store';

/** Registered in every subscription that does not say otherwise; the rest of Azure's namespaces have to be registered first. */
const USUALLY_REGISTERED = [
  'Microsoft.Compute',
  'Microsoft.Network',
  'Microsoft.Storage',
  'Microsoft.KeyVault',
  'Microsoft.Support',
  'Microsoft.RecoveryServices',
];
/** Azure registers these itself and never lets go of them. */
const ALWAYS_REGISTERED = [
  'Microsoft.Resources',
  'Microsoft.Authorization',
  'Microsoft.Management',
  'Microsoft.Subscription',
  'Microsoft.Billing',
  'Microsoft.Consumption',
  'Microsoft.Commerce',
  'Microsoft.Features',
];

/**
 * Makes a subscription in a tenant that is there. The tenant's own application and the partner's admin agents become Owner of it.
 *
 * @param registeredProviders the namespaces that it has registered beside those that Azure registers; the usual ones when left out
 */
export function addSubscription(
  store: Store,
  subscription: Omit<Subscription, 'registrations'>,
  now: number,
  registeredProviders: readonly string[] = USUALLY_REGISTERED,
): Subscription {
  const registrations: Subscription['registrations'] = {};
  for (const namespace of [...ALWAYS_REGISTERED, ...registeredProviders]) registrations[keyOf(namespace)] = 'Registered';
  const made: Subscription = { ...subscription, registrations };
  store.subscriptions.set(keyOf(made.subscriptionId), made);
  const scope = `/subscriptions/${made.subscriptionId}`;
  const tenant = store.tenants.get(keyOf(made.tenantId)) as Tenant;
  store.roleAssignments.put(roleAssignment(scope, OWNER, defaultApp(tenant, now).objectId, 'ServicePrincipal', now));
  if (made.partnerTenantId !== undefined) {
    const agents = addAdminAgents(store, made.partnerTenantId, now);
    store.roleAssignments.put(roleAssignment(scope, OWNER, agents, 'ForeignGroup', now));
  }
  return made;
}
