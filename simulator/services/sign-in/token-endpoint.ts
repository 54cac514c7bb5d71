import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import type { Answer } from '../../kernel/http/request';
import { DEVELOPMENT_IDENTITY, DEVELOPMENT_OBJECT_ID, identitiesOf } from '../../kernel/identity/identities';
import { keyOf, subscriptionOf } from '../../kernel/ids';
import type { Principal, Tenant } from '../../kernel/state/model';
import { relationshipOf } from '../partner-center/relationships/relationships';

export function tokenError(status: 400 | 401, error: string, number: string, text: string, at: Date): Answer {
  const trace = newGuid();
  const correlation = newGuid();
  const timestamp = at.toISOString().slice(0, 19).replace('T', ' ') + 'Z';
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [Number(number)],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
    },
  };
}

function isIn(azure: Azure, scope: string, tenant: Tenant): boolean {
  const subscription = azure.store.subscriptions.get(keyOf(subscriptionOf(scope) ?? ''));
  return subscription !== undefined && keyOf(subscription.tenantId) === keyOf(tenant.tenantId);
}

/** An application signs in at its own tenant, at the tenants of its partner's customers, and wherever it has a role. */
function mayEnter(azure: Azure, app: Principal, tenant: Tenant): boolean {
  if (keyOf(app.tenantId) === keyOf(tenant.tenantId)) return true;
  if (relationshipOf(azure.store, app.tenantId, tenant.tenantId)) return true;
  const identities = identitiesOf(azure.store, app.objectId);
  const hasRole = azure.store.roleAssignments
    .all()
    .some((one) => identities.has(keyOf(String(one.properties['principalId']))) && isIn(azure, one.scope, tenant));
  if (hasRole) return true;
  return [...azure.store.subscriptions.values()].some(
    (one) =>
      keyOf(one.tenantId) === keyOf(tenant.tenantId) &&
      one.partnerTenantId !== undefined &&
      keyOf(one.partnerTenantId) === keyOf(app.tenantId),
  );
}

/** The tenant that a path names by its id, its domain, or as everybody's. */
export function findTenant(azure: Azure, named: string): Tenant | undefined {
  const tenants = [...azure.store.tenants.values()];
  if (['common', 'organizations'].includes(named.toLowerCase())) return tenants[0];
  return azure.store.tenants.get(keyOf(named)) ?? tenants.find((one) => keyOf(one.domain) === keyOf(named));
}

/** Answers the token endpoint of the tenant that the path names. */
export function tokenFor(azure: Azure, named: string, form: Record<string, string>): Answer {
  const field = (name: string) => form[name] ?? '';
  const now = new Date();
  const tenant = findTenant(azure, named);
  if (!tenant) return tokenError(400, 'invalid_request', '90002', `Tenant '${named}' not found.`, now);
  const grant = field('grant_type');
  if (grant !== 'client_credentials' && grant !== 'refresh_token')
    return tokenError(400, 'unsupported_grant_type', '70003', `The app requested an unsupported grant type '${grant}'.`, now);
  const clientId = field('client_id').toLowerCase();
  const isDevelopment = clientId === DEVELOPMENT_IDENTITY;
  const app = [...azure.store.principals.values()].find(
    (one) => one.clientId?.toLowerCase() === clientId && mayEnter(azure, one, tenant),
  );
  if (!isDevelopment && !app) {
    return tokenError(
      400,
      'unauthorized_client',
      '700016',
      `Application with identifier '${clientId}' was not found in the directory '${tenant.displayName}'.`,
      now,
    );
  }
  const refresh = grant === 'refresh_token' ? azure.tokens.read(field('refresh_token')) : undefined;
  if (refresh === 'expired' || refresh === 'invalid')
    return tokenError(400, 'invalid_grant', '700082', 'The refresh token has expired or is not one of this tenant.', now);
  const secret = isDevelopment ? DEVELOPMENT_IDENTITY : app?.clientSecret;
  if (refresh === undefined && field('client_secret') !== secret) {
    return tokenError(
      401,
      'invalid_client',
      '7000215',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      now,
    );
  }
  const claims = {
    oid: isDevelopment ? DEVELOPMENT_OBJECT_ID : (app as Principal).objectId,
    tid: tenant.tenantId,
    appid: isDevelopment ? DEVELOPMENT_IDENTITY : ((app as Principal).clientId as string),
    aud: field('scope').replace(/\/?\.default$/, '') || field('resource'),
  };
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: azure.tokens.lifetime,
      ext_expires_in: azure.tokens.lifetime,
      access_token: azure.tokens.issue(claims),
      ...(grant === 'refresh_token' ? { refresh_token: azure.tokens.issue(claims), scope: field('scope') } : {}),
    },
  };
}
