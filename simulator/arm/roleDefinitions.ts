import { badRequest } from '../errors';
import { option, type Answer, type ArmRequest } from '../http';
import { keyOf, parseId } from '../ids';
import { BUILT_IN_ROLES, builtInRole, type RoleDefinition } from '../rbac/builtInRoles';
import { missing, type ScopedPath } from './scopedItems';

function view(role: RoleDefinition, scope: string): Record<string, unknown> {
  const subscription = parseId(scope)?.subscriptionId;
  return {
    properties: {
      roleName: role.roleName,
      type: 'BuiltInRole',
      description: role.description,
      assignableScopes: ['/'],
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

/** The built-in roles; `roleName eq` and `type eq` narrow the list. */
export function listRoleDefinitions(request: ArmRequest, { scope }: ScopedPath): Answer {
  const filter = option(request, '$filter') ?? '';
  let roles = [...BUILT_IN_ROLES];
  for (const part of filter
    .split(/\s+and\s+/i)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const equal = /^(roleName|type) eq '([^']*)'$/i.exec(part);
    if (/^atScopeAndBelow\(\)$|^atScope\(\)$/i.test(part)) continue;
    if (!equal) throw badRequest('UnsupportedQuery', `The filter '${part}' is not supported.`);
    const wanted = keyOf(equal[2] as string);
    roles = roles.filter((role) =>
      equal[1]?.toLowerCase() === 'rolename' ? keyOf(role.roleName) === wanted : wanted === 'builtinrole',
    );
  }
  return { status: 200, body: { value: roles.map((role) => view(role, scope)) } };
}

export function getRoleDefinition(path: ScopedPath): Answer {
  const role = builtInRole(path.name ?? '');
  if (!role) throw missing('RoleDefinitionDoesNotExist', `The specified role definition with ID '${path.name}' does not exist.`);
  return { status: 200, body: view(role, path.scope) };
}
