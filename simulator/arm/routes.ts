import type { Azure } from '../azure';
import { methodNotAllowed, notImplemented } from '../errors';
import type { Answer, ArmRequest } from '../http';
import { parseId, typeOf } from '../ids';
import { canonicalNamespace, canonicalType } from '../providers/catalog';
import { deleteGroup, exportTemplate, getGroup, headGroup, listGroups, patchGroup, putGroup } from './groups';
import { deleteLink, getLink, listLinks, putLink } from './links';
import { deleteLock, getLock, listLocks, putLock } from './locks';
import { moveResources, validateMoveResources } from './move';
import { pollJob, pollResult, pollStatus } from './operations';
import { deletePolicy, getPolicy, listPolicies, putPolicy } from './policies';
import { changeRegistration, getProvider, listProviders } from './registrations';
import { queryResources } from './resourceGraph';
import { listGroupResources, listSubscriptionResources } from './resourceLists';
import { deleteResource, getResource, headResource, listByType, patchResource, putResource } from './resources';
import { deleteRoleAssignment, getRoleAssignment, listRoleAssignments, putRoleAssignment } from './roleAssignments';
import { getRoleDefinition, listRoleDefinitions } from './roleDefinitions';
import { scopedPath, type ScopedPath } from './scopedItems';
import { getSubscription, listLocations, listSubscriptions, listTenants } from './subscriptions';
import { deleteTags, getTags, patchTags, putTags } from './tags';

/** Where a request leads: what it is called in role definitions, what it acts on, who answers it. */
export interface Destination {
  operation?: string;
  /** Everybody may who is signed in and may enter the subscription's tenant: polls, and what the handler itself judges. */
  isOpen?: true;
  scope: string;
  handle(): Answer;
}

type Make = (azure: Azure, request: ArmRequest, parts: string[]) => Destination;

const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups';
const at = (parts: string[], index: number) => decodeURIComponent(parts[index] ?? '');
const subscription = (parts: string[]) => `/subscriptions/${at(parts, 1)}`;
const group = (parts: string[]) => `${subscription(parts)}/resourceGroups/${at(parts, 2)}`;

/** ARM's own paths; `parts` are the pattern's groups, from 1. */
const OWN: [method: string, path: RegExp, make: Make][] = [
  [
    'POST',
    /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    (azure, request) => ({ scope: '/', handle: () => queryResources(azure, request) }),
  ],
  ['GET', /^\/tenants$/i, (azure, request) => ({ scope: '/', handle: () => listTenants(azure, request) })],
  ['GET', /^\/subscriptions$/i, (azure, request) => ({ scope: '/', handle: () => listSubscriptions(azure, request) })],
  [
    'GET',
    /^\/subscriptions\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/read',
      isOpen: true,
      scope: subscription(p),
      handle: () => getSubscription(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/locations$/i,
    (_azure, _request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/locations/read',
      scope: subscription(p),
      handle: () => listLocations(at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resources$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/resources/read',
      scope: subscription(p),
      handle: () => listSubscriptionResources(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/providers/read',
      scope: subscription(p),
      handle: () => listProviders(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/providers/read',
      scope: subscription(p),
      handle: () => getProvider(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/register$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/register/action`,
      scope: subscription(p),
      handle: () => changeRegistration(azure, request, at(p, 1), at(p, 2), 'register'),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/unregister$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/unregister/action`,
      scope: subscription(p),
      handle: () => changeRegistration(azure, request, at(p, 1), at(p, 2), 'unregister'),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/operationresults\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/operationresults/read',
      isOpen: true,
      scope: subscription(p),
      handle: () => pollJob(azure, request, at(p, 2)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/locations\/[^/]+\/(operationResults)\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/locations/operationResults/read`,
      isOpen: true,
      scope: subscription(p),
      handle: () => pollResult(azure, request, at(p, 4)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/locations\/[^/]+\/(operations|DiskOperations|asyncoperations|operationStatuses)\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/locations/operations/read`,
      isOpen: true,
      scope: subscription(p),
      handle: () =>
        request.query.get('monitor') === 'true' ? pollResult(azure, request, at(p, 4)) : pollStatus(azure, at(p, 4)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/read`,
      scope: subscription(p),
      handle: () => listGroups(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, _request, p) => ({ operation: `${GROUPS}/read`, scope: group(p), handle: () => getGroup(azure, at(p, 1), at(p, 2)) }),
  ],
  [
    'HEAD',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, _request, p) => ({
      operation: `${GROUPS}/read`,
      scope: group(p),
      handle: () => headGroup(azure, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'PUT',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/write`,
      scope: group(p),
      handle: () => putGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'PATCH',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/write`,
      scope: group(p),
      handle: () => patchGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'DELETE',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/delete`,
      scope: group(p),
      handle: () => deleteGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/resources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/resources/read`,
      scope: group(p),
      handle: () => listGroupResources(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/moveResources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/moveResources/action`,
      scope: group(p),
      handle: () => moveResources(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/validateMoveResources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/validateMoveResources/action`,
      scope: group(p),
      handle: () => validateMoveResources(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/exportTemplate$/i,
    (azure, _request, p) => ({
      operation: `${GROUPS}/exportTemplate/action`,
      scope: group(p),
      handle: () => exportTemplate(azure, at(p, 1), at(p, 2)),
    }),
  ],
];

type ScopedHandler = Record<string, (azure: Azure, request: ArmRequest, path: ScopedPath) => Answer>;

/** Items that are said about a scope. `LIST` is GET without a name. */
const SCOPED: [namespace: string, kind: string, handlers: ScopedHandler][] = [
  [
    'Microsoft.Authorization',
    'locks',
    {
      LIST: listLocks,
      GET: (azure, _request, path) => getLock(azure, path),
      PUT: putLock,
      DELETE: (azure, _request, path) => deleteLock(azure, path),
    },
  ],
  [
    'Microsoft.Authorization',
    'roleAssignments',
    {
      LIST: listRoleAssignments,
      GET: (azure, _request, path) => getRoleAssignment(azure, path),
      PUT: putRoleAssignment,
      DELETE: (azure, _request, path) => deleteRoleAssignment(azure, path),
    },
  ],
  [
    'Microsoft.Authorization',
    'roleDefinitions',
    {
      LIST: (_azure, request, path) => listRoleDefinitions(request, path),
      GET: (_azure, _request, path) => getRoleDefinition(path),
    },
  ],
  ...(['policyAssignments', 'policyDefinitions'] as const).map((kind): [string, string, ScopedHandler] => [
    'Microsoft.Authorization',
    kind,
    {
      LIST: (azure, request, path) => listPolicies(azure, request, kind, path),
      GET: (azure, _request, path) => getPolicy(azure, kind, path),
      PUT: (azure, request, path) => putPolicy(azure, request, kind, path),
      DELETE: (azure, _request, path) => deletePolicy(azure, kind, path),
    },
  ]),
  [
    'Microsoft.Resources',
    'tags',
    {
      GET: (azure, _request, path) => getTags(azure, path),
      PUT: putTags,
      PATCH: patchTags,
      DELETE: (azure, _request, path) => deleteTags(azure, path),
    },
  ],
  [
    'Microsoft.Resources',
    'links',
    {
      LIST: listLinks,
      GET: (azure, _request, path) => getLink(azure, path),
      PUT: putLink,
      DELETE: (azure, _request, path) => deleteLink(azure, path),
    },
  ],
];

const VERBS: Record<string, string> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
  POST: 'action',
};

/** Namespaces whose resources are in resource groups but whose services are not modelled at all. */
const ELSEWHERE = new Set([
  'microsoft.support',
  'microsoft.billing',
  'microsoft.consumption',
  'microsoft.commerce',
  'microsoft.management',
  'microsoft.subscription',
  'microsoft.managementpartner',
  'microsoft.insights/eventtypes',
  'microsoft.resources/deployments',
  'microsoft.authorization',
  'microsoft.resources',
  'microsoft.features',
  'microsoft.resourcegraph',
]);

function scoped(azure: Azure, request: ArmRequest): Destination | undefined {
  for (const [namespace, kind, handlers] of SCOPED) {
    const path = scopedPath(request.path, namespace, kind);
    if (!path) continue;
    const handle = handlers[path.name === undefined && request.method === 'GET' ? 'LIST' : request.method];
    if (!handle) throw methodNotAllowed(request.method);
    return {
      operation: `${namespace}/${kind}/${VERBS[request.method]}`,
      scope: path.scope || '/',
      handle: () => handle(azure, request, path),
    };
  }
  return undefined;
}

const RESOURCE: Record<string, (azure: Azure, request: ArmRequest) => Answer> = {
  GET: getResource,
  HEAD: headResource,
  PUT: putResource,
  PATCH: patchResource,
  DELETE: deleteResource,
};

/** Resources of any type, by name or as a list. */
function generic(azure: Azure, request: ArmRequest): Destination {
  const parsed = parseId(request.path);
  const part = parsed?.providers.at(-1);
  if (!parsed || !part) throw notImplemented(`${request.method} ${request.path}`);
  const namespace = canonicalNamespace(part.namespace) ?? part.namespace;
  if (ELSEWHERE.has(namespace.toLowerCase()) || ELSEWHERE.has(`${namespace}/${part.types[0]}`.toLowerCase()))
    throw notImplemented(`${namespace}/${part.types.join('/')}`);
  const isCollection = part.types.length > part.names.length;
  const type = canonicalType(typeOf(part));
  const destination = (handle: () => Answer): Destination => ({
    operation: `${type}/${VERBS[request.method]}`,
    scope: request.path,
    handle,
  });
  if (request.method === 'GET' && isCollection) return destination(() => listByType(azure, request));
  const handle = RESOURCE[request.method];
  if (request.method === 'POST' || parsed.resourceGroup === undefined) throw notImplemented(`${request.method} ${type}`);
  if (!handle || isCollection) throw methodNotAllowed(request.method);
  return destination(() => handle(azure, request));
}

/** Finds who answers. @throws ArmError 501 by name for what is not modelled, 405 for a method that a path does not take */
export function destinationOf(azure: Azure, request: ArmRequest): Destination {
  let known = false;
  for (const [method, pattern, make] of OWN) {
    const parts = pattern.exec(request.path);
    if (!parts) continue;
    if (method === request.method) return make(azure, request, parts);
    known = true;
  }
  if (known) throw methodNotAllowed(request.method);
  return scoped(azure, request) ?? generic(azure, request);
}
