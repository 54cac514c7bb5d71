import type { Azure } from '../../../kernel/azure';
import { GUID } from '../../../kernel/guids';
import { badRequest } from '../../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody, option } from '../../../kernel/http/request';
import { BUILT_IN_ROLES, builtInRole, type RoleDefinition } from '../../../kernel/identity/built-in-roles';
import { keyOf, parseId } from '../../../kernel/ids';
import { customRole, type CustomRole, customRoles, forgetCustomRole, keepCustomRole, roleOf } from '../../access-control/roles';
import { missing, type ScopedPath } from './scoped-items';

const isCustom = (role: RoleDefinition): role is CustomRole => 'assignableScopes' in role;

function view(role: RoleDefinition, scope: string): Record<string, unknown> {
  const subscription = parseId(scope)?.subscriptionId;
  return {
    properties: {
      roleName: role.roleName,
      type: isCustom(role) ? 'CustomRole' : 'BuiltInRole',
      description: role.description,
      assignableScopes: isCustom(role) ? role.assignableScopes : ['/'],
      permissions: [
        {
          actions: role.actions,
          notActions: role.notActions,
          dataActions: role.dataActions ?? [],
          notDataActions: role.notDataActions ?? [],
        },
      ],
      createdOn: role.createdOn,
      updatedOn: role.updatedOn,
      createdBy: null,
      updatedBy: null,
    },
    id: `${subscription === undefined ? '' : `/subscriptions/${subscription}`}/providers/Microsoft.Authorization/roleDefinitions/${role.name}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.name,
  };
}

/** Whether the role can be assigned at the scope: a custom one at its assignable scopes and below. */
function assignableAt(role: CustomRole, scope: string): boolean {
  return role.assignableScopes.some((one) => `${keyOf(scope)}/`.startsWith(`${keyOf(one)}/`));
}

/** The built-in roles, and the custom ones that can be assigned at the scope; `roleName eq` and `type eq` narrow the list. */
export function listRoleDefinitions(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  const filter = option(request, '$filter') ?? '';
  const custom = customRoles(azure.store).filter((role) => assignableAt(role, scope));
  let roles: RoleDefinition[] = [...BUILT_IN_ROLES, ...custom];
  for (const part of filter
    .split(/\s+and\s+/i)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const equal = /^(roleName|type) eq '([^']*)'$/i.exec(part);
    if (/^atScopeAndBelow\(\)$|^atScope\(\)$/i.test(part)) continue;
    if (!equal) throw badRequest('UnsupportedQuery', `The filter '${part}' is not supported.`);
    const wanted = keyOf(equal[2] as string);
    roles = roles.filter((role) =>
      equal[1]?.toLowerCase() === 'rolename'
        ? keyOf(role.roleName) === wanted
        : wanted === (isCustom(role) ? 'customrole' : 'builtinrole'),
    );
  }
  return { status: 200, body: { value: roles.map((role) => view(role, scope)) } };
}

const unknownRole = (name: string | undefined) =>
  missing('RoleDefinitionDoesNotExist', `The specified role definition with ID '${name}' does not exist.`);

export function getRoleDefinition(azure: Azure, path: ScopedPath): Answer {
  const role = roleOf(azure.store, path.name ?? '');
  if (!role) throw unknownRole(path.name);
  return { status: 200, body: view(role, path.scope) };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** PUT of a custom role: 201, whether it is new or changed. Management groups as scopes are not modelled. */
export function putRoleDefinition(azure: Azure, request: ArmRequest, { scope, name = '' }: ScopedPath): Answer {
  if (!GUID.test(name)) throw badRequest('InvalidRoleDefinitionId', `The role definition ID '${name}' is not a GUID.`);
  if (builtInRole(name)) throw badRequest('BuiltInRoleUpdateNotAllowed', `'${name}' is a built-in role and cannot be changed.`);
  const properties = (objectBody(request)['properties'] ?? {}) as Record<string, unknown>;
  const scopes = texts(properties['assignableScopes']);
  const subscription = azure.store.subscriptions.get(parseId(scope)?.subscriptionId?.toLowerCase() ?? '');
  const [permission = {}] = (properties['permissions'] ?? []) as Record<string, unknown>[];
  if (!subscription || scopes.length === 0 || typeof properties['roleName'] !== 'string')
    throw badRequest(
      'InvalidRequestContent',
      'properties.roleName and properties.assignableScopes are required, at a scope in a subscription.',
    );
  const there = customRole(azure.store, name);
  const now = new Date(azure.clock.now()).toISOString();
  const role: CustomRole = {
    name: name.toLowerCase(),
    roleName: properties['roleName'],
    description: typeof properties['description'] === 'string' ? properties['description'] : '',
    actions: texts(permission['actions']),
    notActions: texts(permission['notActions']),
    dataActions: texts(permission['dataActions']),
    createdOn: there?.createdOn ?? now,
    updatedOn: now,
    tenantId: subscription.tenantId,
    assignableScopes: scopes,
  };
  keepCustomRole(azure.store, role);
  return { status: 201, body: view(role, scope) };
}

/** 200 with what was deleted, 204 when it was gone. @throws ArmError 400 while it is assigned somewhere */
export function deleteRoleDefinition(azure: Azure, { scope, name = '' }: ScopedPath): Answer {
  const role = customRole(azure.store, name);
  if (!role) return { status: 204 };
  const assigned = azure.store.roleAssignments
    .all()
    .some((one) => keyOf(String(one.properties['roleDefinitionId'])).endsWith(role.name));
  if (assigned) throw badRequest('RoleDefinitionHasAssignments', `There are role assignments with the role '${role.roleName}'.`);
  forgetCustomRole(azure.store, role);
  return { status: 200, body: view(role, scope) };
}
