import { Hono } from 'hono';
import type { Azure } from '../../azure';
import { ArmError } from '../../kernel/arm-types';
import { guidFrom } from '../../kernel/guids';
import type { Caller } from '../../kernel/http';
import { keyOf } from '../../kernel/ids';
import type { Principal } from '../../kernel/state/model';
import { DEVELOPMENT_IDENTITY, DEVELOPMENT_OBJECT_ID } from '../../kernel/identities';
import { authenticate } from './authenticate';

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

type GraphEnvironment = { Variables: { caller: Caller } };

/** Microsoft Graph as far as role assignments need names for object ids. Everything else of Graph is refused by ARM's catch-all. */
export function graphRoutes(azure: Azure): Hono<GraphEnvironment> {
  const routes = new Hono<GraphEnvironment>();
  const development: Principal = {
    objectId: DEVELOPMENT_OBJECT_ID,
    tenantId: '',
    type: 'ServicePrincipal',
    displayName: DEVELOPMENT_IDENTITY,
    clientId: DEVELOPMENT_IDENTITY,
    createdAt: 0,
    memberOf: [],
  };
  const known = (tenantId: string | undefined) =>
    [development, ...azure.store.principals.values()].filter(
      (one) =>
        (one === development ||
          one.type === 'ForeignGroup' ||
          tenantId === undefined ||
          keyOf(one.tenantId) === keyOf(tenantId)) &&
        azure.consistency.isVisible(one.createdAt),
    );

  routes.onError((error, c) => {
    if (!(error instanceof ArmError)) throw error;
    return c.json(
      { error: { code: error.status === 401 ? 'InvalidAuthenticationToken' : error.body.code, message: error.body.message } },
      error.status as 400,
    );
  });
  routes.use('*', async (c, next) => {
    c.set('caller', authenticate(c.req.header('authorization'), azure.tokens, `https://${c.req.header('host') ?? 'localhost'}`));
    await next();
  });
  routes.post('/directoryObjects/getByIds', async (c) => {
    const { ids } = await c.req.json<{ ids?: string[] }>();
    if (!Array.isArray(ids)) throw new ArmError(400, { code: 'Request_BadRequest', message: "The property 'ids' is required." });
    const wanted = new Set(ids.map(keyOf));
    return c.json({
      value: known(c.get('caller').tenantId)
        .filter((one) => wanted.has(keyOf(one.objectId)))
        .map(viewIn(azure, c.get('caller').tenantId)),
    });
  });
  for (const [path, type] of Object.entries(KINDS)) {
    const ofKind = (caller: { tenantId?: string }) =>
      known(caller.tenantId).filter((one) => one.type === type || (type === 'Group' && one.type === 'ForeignGroup'));
    routes.get(`/${path}`, (c) => {
      const filter = c.req.query('$filter');
      const shown = ofKind(c.get('caller')).map(viewIn(azure, c.get('caller').tenantId));
      return c.json({ value: filter === undefined ? shown : shown.filter((one) => matches(filter, one)) });
    });
    routes.get(`/${path}/:id`, (c) => {
      const id = c.req.param('id');
      const found = ofKind(c.get('caller')).find((one) => keyOf(one.objectId) === keyOf(id) || one.userPrincipalName === id);
      if (!found)
        throw new ArmError(404, {
          code: 'Request_ResourceNotFound',
          message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
        });
      return c.json(viewIn(azure, c.get('caller').tenantId)(found));
    });
  }
  return routes;
}
