import { createHash } from 'node:crypto';
import { guidFrom } from '../guids';
import { keyOf } from '../ids';
import type { Principal, Tenant } from '../state/model';
import type { Store } from '../state/store';

/** The built-in development identity's client id and secret in every tenant, and its static bearer token. */
export const DEVELOPMENT_IDENTITY = 'sim';
export const DEVELOPMENT_OBJECT_ID = '51d00000-0000-4000-8000-000000000001';

/** The application that every tenant has from the start: its ids and its secret follow from the tenant's id. */
export function defaultApp(tenant: Tenant, createdAt: number): Principal {
  return {
    objectId: guidFrom('app object', tenant.tenantId),
    tenantId: tenant.tenantId,
    type: 'ServicePrincipal',
    displayName: `${tenant.displayName} automation`,
    clientId: guidFrom('app client', tenant.tenantId),
    clientSecret: createHash('sha256').update(`app secret ${tenant.tenantId.toLowerCase()}`).digest('base64url').slice(0, 32),
    createdAt,
    memberOf: [],
  };
}

/** The group whose members administer on behalf of a partner's customers. */
export function adminAgents(tenant: Tenant, createdAt: number): Principal {
  return {
    objectId: guidFrom('AdminAgents', tenant.tenantId),
    tenantId: tenant.tenantId,
    type: 'ForeignGroup',
    displayName: `AdminAgents (${tenant.displayName})`,
    createdAt,
    memberOf: [],
  };
}

/** The object ids that a caller acts as: its own and its groups'. */
export function identitiesOf(store: Store, objectId: string): Set<string> {
  const own = store.principals.get(keyOf(objectId));
  return new Set([objectId, ...(own?.memberOf ?? [])].map(keyOf));
}
