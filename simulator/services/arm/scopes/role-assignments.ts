import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { GUID } from '../../../kernel/guids';
import { badRequest } from '../../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody, option } from '../../../kernel/http/request';
import { builtInRole, OWNER } from '../../../kernel/identity/built-in-roles';
import { identitiesOf } from '../../../kernel/identity/identities';
import { keyOf, scopeChain } from '../../../kernel/ids';
import type { ScopedItem } from '../../../kernel/state/model';
import { roleAssignment } from '../../../kernel/state/role-assignment';
import { roleOf } from '../../access-control/roles';
import { assertDeletable, assertWritable } from './scope-guards';
import { around, assertScope, missing, type ScopedPath, view } from './scoped-items';

const idOf = ({ scope, name }: ScopedPath) => `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;

/** GET of a scope's assignments: its own, inherited, and below; `atScope()`, `principalId eq`, `assignedTo()` narrow it. */
export function listRoleAssignments(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  assertScope(azure, scope);
  const filter = option(request, '$filter') ?? '';
  let found = around(azure, azure.store.roleAssignments, scope);
  for (const part of filter
    .split(/\s+and\s+/i)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const principal = /^principalId eq '?([^']+)'?$/i.exec(part)?.[1];
    const assignedTo = /^assignedTo\('([^']+)'\)$/i.exec(part)?.[1];
    if (/^atScope\(\)$/i.test(part)) {
      const chain = new Set(scopeChain(scope));
      found = found.filter((one) => chain.has(one.scope));
    } else if (principal !== undefined)
      found = found.filter((one) => keyOf(String(one.properties['principalId'])) === keyOf(principal));
    else if (assignedTo !== undefined) {
      const identities = identitiesOf(azure.store, assignedTo);
      found = found.filter((one) => identities.has(keyOf(String(one.properties['principalId']))));
    } else
      throw badRequest(
        'UnsupportedQuery',
        `The filter '${part}' is not supported. Supported filters are 'atScope()', 'principalId eq' and 'assignedTo()'.`,
      );
  }
  return { status: 200, body: { value: found.filter((one) => azure.consistency.isVisible(one.createdAt)).map(view) } };
}

export function getRoleAssignment(azure: Azure, path: ScopedPath): Answer {
  const item = azure.store.roleAssignments.get(idOf(path));
  if (!item || !azure.consistency.isVisible(item.createdAt))
    throw missing('RoleAssignmentNotFound', `The role assignment '${path.name}' is not found.`);
  return { status: 200, body: view(item) };
}

/** 201 when it is new, 200 when the same is asked for under the same name again. */
export function putRoleAssignment(azure: Azure, request: ArmRequest, path: ScopedPath): Answer {
  assertScope(azure, path.scope);
  assertWritable(azure, path.scope);
  if (!GUID.test(path.name ?? ''))
    throw badRequest(
      'InvalidRoleAssignmentId',
      `The role assignment ID '${path.name}' is not valid. The role assignment ID must be a GUID.`,
    );
  const properties = objectBody(request)['properties'] as Record<string, unknown> | undefined;
  const { principalId, roleDefinitionId } = properties ?? {};
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') {
    throw badRequest(
      'InvalidRequestContent',
      'The request content was invalid: properties.principalId and properties.roleDefinitionId are required.',
    );
  }
  const role = roleOf(azure.store, roleDefinitionId);
  if (!role)
    throw missing(
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${roleDefinitionId.split('/').pop()}' does not exist.`,
    );
  const same = (one: ScopedItem) =>
    keyOf(String(one.properties['principalId'])) === keyOf(principalId) &&
    roleOf(azure.store, String(one.properties['roleDefinitionId'])) === role;
  const there = azure.store.roleAssignments.get(idOf(path));
  if (there) {
    if (same(there)) return { status: 200, body: view(there) };
    throw new ArmError(409, {
      code: 'RoleAssignmentUpdateNotPermitted',
      message: 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    });
  }
  if (azure.store.roleAssignments.at(keyOf(path.scope)).some(same))
    throw new ArmError(409, { code: 'RoleAssignmentExists', message: 'The role assignment already exists.' });
  const principal = azure.store.principals.get(keyOf(principalId));
  const given = typeof properties?.['principalType'] === 'string' ? properties['principalType'] : undefined;
  if (given === undefined && (!principal || !azure.consistency.isVisible(principal.createdAt)))
    throw principalNotFound(azure, path.scope, principalId);
  const item = roleAssignment(
    path.scope,
    role.name,
    principalId,
    given ?? principal?.type ?? 'ServicePrincipal',
    azure.clock.now(),
    { name: path.name },
  );
  for (const key of ['description', 'condition', 'conditionVersion'] as const)
    if (properties?.[key] !== undefined) item.properties[key] = properties[key];
  item.properties['createdBy'] = request.caller.objectId;
  item.properties['updatedBy'] = request.caller.objectId;
  azure.store.roleAssignments.put(item);
  return { status: 201, body: view(item) };
}

function principalNotFound(azure: Azure, scope: string, principalId: string): ArmError {
  const tenant = azure.store.subscriptions.get(keyOf(scope).split('/')[2] ?? '')?.tenantId ?? '';
  return badRequest(
    'PrincipalNotFound',
    `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenant}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.`,
  );
}

/** 200 with what was deleted; 204 when it was gone. A subscription keeps at least one Owner. */
export function deleteRoleAssignment(azure: Azure, path: ScopedPath): Answer {
  const item = azure.store.roleAssignments.get(idOf(path));
  if (!item) return { status: 204 };
  assertDeletable(azure, path.scope);
  const isOwner = (one: ScopedItem) => builtInRole(String(one.properties['roleDefinitionId']))?.name === OWNER;
  const isSubscription = /^\/subscriptions\/[^/]+$/.test(item.scope);
  if (
    isSubscription &&
    isOwner(item) &&
    !azure.store.roleAssignments.at(item.scope).some((one) => one !== item && isOwner(one))
  ) {
    throw new ArmError(412, {
      code: 'CannotDeleteLastOwnerAssignment',
      message: 'The last Owner role assignment of a subscription cannot be deleted: assign another Owner first.',
    });
  }
  azure.store.roleAssignments.remove(item.id);
  return { status: 200, body: view(item) };
}
