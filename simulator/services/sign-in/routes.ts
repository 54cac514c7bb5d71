import type { Azure } from '../../kernel/azure';
import { guidFrom, newGuid } from '../../kernel/guids';
import type { Outcome, RawRequest } from '../../kernel/http/exchange';
import type { Answer } from '../../kernel/http/request';
import { findTenant, tokenError, tokenFor } from './token-endpoint';

interface Asked {
  azure: Azure;
  /** What the pattern's group has taken from the path: the tenant, where there is one. */
  named: string;
  /** The address under which the caller reaches the simulator. */
  at: string;
  query: URLSearchParams;
  raw: RawRequest;
}

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

function endpoints({ at, query }: Asked): Answer {
  const body = metadata(at);
  // A list of clouds from 2019 to 2021; the cloud that is asked before and after.
  const isList = /^20(19|20|21)-/.test(query.get('api-version') ?? '');
  return { status: 200, body: isList ? [body] : body };
}

function instances({ at }: Asked): Answer {
  const host = new URL(at).host;
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${at}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

function configuration({ azure, at, named }: Asked): Answer {
  const found = findTenant(azure, named);
  if (!found) return tokenError(400, 'invalid_tenant', '90002', `Tenant '${named}' not found.`, new Date());
  const tenant = ['common', 'organizations'].includes(named) ? named : found.tenantId;
  return {
    status: 200,
    body: {
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
    },
  };
}

function token({ azure, named, raw }: Asked): Answer {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(raw.headers['content-type'] ?? '');
  const form = isForm ? (Object.fromEntries(new URLSearchParams(raw.text ?? '')) as Record<string, string>) : {};
  const { status, body } = tokenFor(azure, named, form);
  return { status, body, headers: { 'cache-control': 'no-store', 'x-ms-request-id': newGuid() } };
}

const keys = (): Answer => ({ status: 200, body: { keys: [{ kty: 'oct', use: 'sig', kid: guidFrom('signing key') }] } });

const ROUTES: readonly (readonly [method: string, path: RegExp, answer: (asked: Asked) => Answer])[] = [
  ['GET', /^\/metadata\/endpoints$/, endpoints],
  ['GET', /^\/common\/discovery\/instance$/, instances],
  ['GET', /^\/([^/]+)(?:\/v2\.0)?\/\.well-known\/openid-configuration$/, configuration],
  ['POST', /^\/([^/]+)\/oauth2(?:\/v2\.0)?\/token$/, token],
  ['GET', /^\/([^/]+)\/discovery\/v2\.0\/keys$/, keys],
];

/**
 * Sign-in: discovery documents and the token endpoint, one tenant a party.
 *
 * @returns what answers one request; undefined for a path that is not of sign-in
 */
export function signInRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  return (raw) => {
    const [path = '', query = ''] = raw.url.split('?', 2);
    const method = raw.method === 'HEAD' ? 'GET' : raw.method;
    const [, pattern, answer] = ROUTES.find(([verb, one]) => verb === method && one.test(path)) ?? [];
    if (!pattern || !answer) return undefined;
    const { status, body, headers } = answer({
      azure,
      raw,
      named: decodeURIComponent(pattern.exec(path)?.[1] ?? ''),
      at: `https://${raw.headers['host'] ?? 'localhost'}`,
      query: new URLSearchParams(query),
    });
    return { answer: { status, body, headers: { 'content-type': 'application/json', ...headers } } };
  };
}
