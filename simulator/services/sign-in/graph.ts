import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { guidFrom } from '../../kernel/guids';
import type { Outcome, RawRequest } from '../../kernel/http/exchange';
import type { Answer, Caller } from '../../kernel/http/request';
import { authenticate } from '../../kernel/identity/authenticate';
import { DEVELOPMENT_IDENTITY, DEVELOPMENT_OBJECT_ID } from '../../kernel/identity/identities';
import { keyOf } from '../../kernel/ids';
import type { Principal } from '../../kernel/state/model';

const KINDS = { users: 'User', groups: 'Group', servicePrincipals: 'ServicePrincipal' } as const;
const ODATA = {
  User: '#microsoft.graph.user',
  Group: '#microsoft.graph.group',
  ForeignGroup: '#microsoft.graph.group',
  ServicePrincipal: '#microsoft.graph.servicePrincipal',
} as const;

/** A partner's agents are a plain group at home; a customer's directory shows them as a foreign principal. */
function nameIn(azure: Azure, principal: Principal, tenantId: string | undefined): string {
  if (principal.type !== 'ForeignGroup') return principal.displayName;
  if (tenantId !== undefined && keyOf(tenantId) === keyOf(principal.tenantId)) return 'AdminAgents';
  const partner = azure.store.tenants.get(keyOf(principal.tenantId))?.displayName ?? principal.tenantId;
  return `Foreign Principal for '${partner}' in Role 'TenantAdmins' (${partner})`;
}

function viewIn(azure: Azure, tenantId: string | undefined): (principal: Principal) => Record<string, unknown> {
  return (principal) => ({ ...view(principal), displayName: nameIn(azure, principal, tenantId) });
}

function view(principal: Principal): Record<string, unknown> {
  return {
    '@odata.type': ODATA[principal.type],
    id: principal.objectId,
    displayName: principal.displayName,
    ...(principal.type === 'User' ? { userPrincipalName: principal.userPrincipalName ?? null, mail: null } : {}),
    ...(principal.type === 'ServicePrincipal'
      ? {
          appId: principal.clientId ?? guidFrom('app of', principal.objectId),
          servicePrincipalType: 'Application',
          servicePrincipalNames: [principal.clientId ?? principal.objectId],
        }
      : {}),
    ...(principal.type === 'Group' || principal.type === 'ForeignGroup' ? { securityEnabled: true } : {}),
  };
}

/** `a eq 'x' or b/any(c:c eq 'x')`, as the az CLI writes it. */
function matches(filter: string, shown: Record<string, unknown>): boolean {
  return filter.split(/\s+or\s+/i).some((clause) => {
    const any = /^(\w+)\/any\(\s*\w+:\s*\w+\s+eq\s+'([^']*)'\s*\)$/i.exec(clause.trim());
    if (any)
      return ((shown[any[1] as string] as string[] | undefined) ?? []).some((one) => keyOf(one) === keyOf(any[2] as string));
    const equal = /^(\w+)\s+eq\s+'([^']*)'$/i.exec(clause.trim()) ?? /^startswith\((\w+),\s*'([^']*)'\)$/i.exec(clause.trim());
    if (!equal) throw new ArmError(400, { code: 'Request_UnsupportedQuery', message: `Unsupported filter clause: ${clause}` });
    const value = shown[equal[1] as string];
    if (typeof value !== 'string') return false;
    return clause.trim().toLowerCase().startsWith('startswith')
      ? keyOf(value).startsWith(keyOf(equal[2] as string))
      : keyOf(value) === keyOf(equal[2] as string);
  });
}

const DEVELOPMENT: Principal = {
  objectId: DEVELOPMENT_OBJECT_ID,
  tenantId: '',
  type: 'ServicePrincipal',
  displayName: DEVELOPMENT_IDENTITY,
  clientId: DEVELOPMENT_IDENTITY,
  createdAt: 0,
  memberOf: [],
};

/** The principals that a caller's directory shows. */
function known(azure: Azure, tenantId: string | undefined): Principal[] {
  return [DEVELOPMENT, ...azure.store.principals.values()].filter(
    (one) =>
      (one === DEVELOPMENT || one.type === 'ForeignGroup' || tenantId === undefined || keyOf(one.tenantId) === keyOf(tenantId)) &&
      azure.consistency.isVisible(one.createdAt),
  );
}

function getByIds(azure: Azure, { tenantId }: Caller, text: string | undefined): Answer {
  const { ids } = JSON.parse(text ?? '') as { ids?: string[] };
  if (!Array.isArray(ids)) throw new ArmError(400, { code: 'Request_BadRequest', message: "The property 'ids' is required." });
  const wanted = new Set(ids.map(keyOf));
  const value = known(azure, tenantId)
    .filter((one) => wanted.has(keyOf(one.objectId)))
    .map(viewIn(azure, tenantId));
  return { status: 200, body: { value } };
}

function ofKind(azure: Azure, { tenantId }: Caller, kind: keyof typeof KINDS): Principal[] {
  const type = KINDS[kind];
  return known(azure, tenantId).filter((one) => one.type === type || (type === 'Group' && one.type === 'ForeignGroup'));
}

function list(azure: Azure, caller: Caller, kind: keyof typeof KINDS, filter: string | null): Answer {
  const shown = ofKind(azure, caller, kind).map(viewIn(azure, caller.tenantId));
  return { status: 200, body: { value: filter === null ? shown : shown.filter((one) => matches(filter, one)) } };
}

function get(azure: Azure, caller: Caller, kind: keyof typeof KINDS, id: string): Answer {
  const found = ofKind(azure, caller, kind).find((one) => keyOf(one.objectId) === keyOf(id) || one.userPrincipalName === id);
  if (!found)
    throw new ArmError(404, {
      code: 'Request_ResourceNotFound',
      message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    });
  return { status: 200, body: viewIn(azure, caller.tenantId)(found) };
}

/** Answers one request; undefined for what is not modelled. @throws ArmError */
function answerTo(azure: Azure, { method, url, headers, text }: RawRequest): Answer | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  const caller = authenticate(headers['authorization'], azure.tokens, `https://${headers['host'] ?? 'localhost'}`);
  if (method === 'POST' && path === '/v1.0/directoryObjects/getByIds') return getByIds(azure, caller, text);
  const [, kind, id] = /^\/v1\.0\/(users|groups|servicePrincipals)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (kind === undefined || !['GET', 'HEAD'].includes(method)) return undefined;
  return id === undefined
    ? list(azure, caller, kind as keyof typeof KINDS, new URLSearchParams(query).get('$filter'))
    : get(azure, caller, kind as keyof typeof KINDS, decodeURIComponent(id));
}

function refusal({ status, body: { code, message } }: ArmError): Answer {
  return { status, body: { error: { code: status === 401 ? 'InvalidAuthenticationToken' : code, message } } };
}

/**
 * Microsoft Graph as far as role assignments need names for object ids.
 *
 * @returns what answers one request; undefined for everything else of Graph, which Azure Resource Manager refuses
 */
export function graphRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  const answering = (raw: RawRequest): Answer | undefined => {
    try {
      return answerTo(azure, raw);
    } catch (error) {
      if (error instanceof ArmError) return refusal(error);
      throw error;
    }
  };
  return (raw) => {
    const answer = /^\/v1\.0(\/|\?|$)/.test(raw.url) ? answering(raw) : undefined;
    return answer && { answer: { ...answer, headers: { 'content-type': 'application/json' } } };
  };
}
