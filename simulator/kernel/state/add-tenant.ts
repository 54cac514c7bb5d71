import { adminAgents, defaultApp } from '../identity/identities';
import { keyOf } from '../ids';
import type { Tenant } from './model';
import type { Store } from './store';

/** Makes a tenant with the application that every tenant has. */
export function addTenant(store: Store, tenant: Tenant, now: number): void {
  store.tenants.set(keyOf(tenant.tenantId), tenant);
  const app = defaultApp(tenant, now);
  store.principals.set(app.objectId, app);
}

/** Gives a tenant the group that administers on behalf of customers, with all its applications in it. Returns the group's object id. */
export function addAdminAgents(store: Store, tenantId: string, now: number): string {
  const tenant = store.tenants.get(keyOf(tenantId)) as Tenant;
  const group = adminAgents(tenant, now);
  if (!store.principals.has(group.objectId)) store.principals.set(group.objectId, group);
  for (const principal of store.principals.values()) {
    const isApp = principal.tenantId === tenant.tenantId && principal.clientId !== undefined;
    if (isApp && !principal.memberOf.includes(group.objectId)) principal.memberOf.push(group.objectId);
  }
  return group.objectId;
}
