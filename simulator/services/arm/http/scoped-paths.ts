import type { Azure } from '../../../kernel/azure';
import type { Destination } from '../../../kernel/destination';
import { methodNotAllowed } from '../../../kernel/http/errors';
import type { Answer, ArmRequest } from '../../../kernel/http/request';
import { deleteTags, getTags, patchTags, putTags } from '../resources/tags';
import { deleteLink, getLink, listLinks, putLink } from '../scopes/links';
import { deleteLock, getLock, listLocks, putLock } from '../scopes/locks';
import { deletePolicy, getPolicy, listPolicies, POLICY_KINDS, putPolicy } from '../scopes/policies';
import { deleteRoleAssignment, getRoleAssignment, listRoleAssignments, putRoleAssignment } from '../scopes/role-assignments';
import { deleteRoleDefinition, getRoleDefinition, listRoleDefinitions, putRoleDefinition } from '../scopes/role-definitions';
import { scopedPath, type ScopedPath } from '../scopes/scoped-items';

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
      LIST: listRoleDefinitions,
      GET: (azure, _request, path) => getRoleDefinition(azure, path),
      PUT: putRoleDefinition,
      DELETE: (azure, _request, path) => deleteRoleDefinition(azure, path),
    },
  ],
  ...POLICY_KINDS.map((kind): [string, string, ScopedHandler] => [
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

/** How role definitions call what a method does. */
export const VERBS: Record<string, string> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
  POST: 'action',
};

/** Where a path leads that names such an item or a list of them; undefined for every other path. */
export function scopedDestination(azure: Azure, request: ArmRequest): Destination | undefined {
  for (const [namespace, kind, handlers] of SCOPED) {
    const path = scopedPath(request.path, namespace, kind);
    if (!path) continue;
    const handle = handlers[path.name === undefined && request.method === 'GET' ? 'LIST' : request.method];
    if (!handle) throw methodNotAllowed(request.method);
    // What Azure itself defines can be read by whoever is signed in.
    const isBuiltIn = kind === 'policyDefinitions' && path.scope === '' && request.method === 'GET';
    return {
      ...(isBuiltIn ? { isOpen: true } : {}),
      operation: `${namespace}/${kind}/${VERBS[request.method]}`,
      scope: path.scope || '/',
      handle: () => handle(azure, request, path),
    };
  }
  return undefined;
}
