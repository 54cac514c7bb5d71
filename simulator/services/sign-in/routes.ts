import { Hono } from 'hono';
import type { Azure } from '../../azure';
import { guidFrom, newGuid } from '../../kernel/guids';
import { keyOf, subscriptionOf } from '../../kernel/ids';
import { relationshipOf } from '../partner-center/relationships/relationships';
import { identitiesOf } from '../access-control/authorize';
import type { Principal, Tenant } from '../../kernel/state/model';
import { DEVELOPMENT_IDENTITY, DEVELOPMENT_OBJECT_ID } from '../../kernel/identities';

const origin = (url: string, host: string | undefined) => `https://${host ?? new URL(url).host}`;

function metadata(at: string): Record<string, unknown> {
  const host = new URL(at).host;
  return {
    portal: at,
    name: 'SimCloud',
    authentication: {
      loginEndpoint: at,
      audiences: [at, 'https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    media: at,
    graph: at,
    graphAudience: at,
    microsoftGraphResourceId: at,
    resourceManager: at,
    batch: at,
    sqlManagement: at,
    vmImageAliasDoc: at,
    gallery: at,
    activeDirectoryDataLake: at,
    activeDirectory: at,
    suffixes: { storage: host, keyVaultDns: host, sqlServerHostname: host, mariadbServerEndpoint: host, acrLoginServer: host },
  };
}

function tokenError(
  status: 400 | 401,
  error: string,
  number: string,
  text: string,
  at: Date,
): { status: 400 | 401; body: Record<string, unknown> } {
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
  const identities = identitiesOf(azure, app.objectId);
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

/** Sign-in: discovery documents and the token endpoint, one tenant a party. */
export function signInRoutes(azure: Azure): Hono {
  const routes = new Hono();
  const findTenant = (named: string): Tenant | undefined => {
    const tenants = [...azure.store.tenants.values()];
    if (['common', 'organizations'].includes(named.toLowerCase())) return tenants[0];
    return azure.store.tenants.get(keyOf(named)) ?? tenants.find((one) => keyOf(one.domain) === keyOf(named));
  };

  routes.get('/metadata/endpoints', (c) => {
    const body = metadata(origin(c.req.url, c.req.header('host')));
    // A list of clouds from 2019 to 2021; the cloud that is asked before and after.
    const isList = /^20(19|20|21)-/.test(c.req.query('api-version') ?? '');
    return c.json(isList ? [body] : body);
  });

  routes.get('/common/discovery/instance', (c) => {
    const at = origin(c.req.url, c.req.header('host'));
    const host = new URL(at).host;
    return c.json({
      tenant_discovery_endpoint: `${at}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });

  const openid = (at: string, tenant: string) => ({
    token_endpoint: `${at}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    jwks_uri: `${at}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${at}/${tenant}/v2.0`,
    authorization_endpoint: `${at}/${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${at}/${tenant}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${at}/${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(at).host,
  });
  for (const path of ['/:tenant/v2.0/.well-known/openid-configuration', '/:tenant/.well-known/openid-configuration']) {
    routes.get(path, (c) => {
      const named = c.req.param('tenant') as string;
      const tenant = findTenant(named);
      if (!tenant)
        return c.json(tokenError(400, 'invalid_tenant', '90002', `Tenant '${named}' not found.`, new Date()).body, 400);
      return c.json(
        openid(origin(c.req.url, c.req.header('host')), ['common', 'organizations'].includes(named) ? named : tenant.tenantId),
      );
    });
  }

  const token = (named: string, form: Record<string, unknown>): { status: 200 | 400 | 401; body: Record<string, unknown> } => {
    const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
    const now = new Date();
    const tenant = findTenant(named);
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
  };
  for (const path of ['/:tenant/oauth2/v2.0/token', '/:tenant/oauth2/token']) {
    routes.post(path, async (c) => {
      const answer = token(c.req.param('tenant') as string, await c.req.parseBody());
      return c.json(answer.body, answer.status, { 'cache-control': 'no-store', 'x-ms-request-id': newGuid() });
    });
  }
  routes.get('/:tenant/discovery/v2.0/keys', (c) => c.json({ keys: [{ kty: 'oct', use: 'sig', kid: guidFrom('signing key') }] }));
  return routes;
}
