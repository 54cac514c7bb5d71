import { z } from 'zod';
import { GUID } from '../../kernel/guids';
import { builtInRole } from '../../kernel/identity/built-in-roles';
import { keyOf, parseId } from '../../kernel/ids';
import { roleAssignment } from '../../kernel/state/role-assignment';
import type { Store } from '../../kernel/state/store';
import { armId, guid, scoped } from '../../kernel/world/fields';
import { type WorldChecks, worldPart } from '../../kernel/world/part';
import { checkScoped } from '../../kernel/world/scoped-entries';
import { keepCustomRole } from './roles';

const RoleAssignment = z.strictObject({
  ...scoped,
  role: z.string().optional(),
  roleDefinitionId: z.string().optional(),
  principalId: guid.optional(),
  principalType: z.string().optional(),
  properties: z.looseObject({ roleDefinitionId: z.string(), principalId: guid, principalType: z.string().optional() }).optional(),
});
type RoleAssignment = z.infer<typeof RoleAssignment>;
const CustomRole = z.strictObject({
  /** GUID. */
  name: guid,
  roleName: z.string().min(1),
  description: z.string().default(''),
  actions: z.array(z.string()),
  notActions: z.array(z.string()).default([]),
  /** Subscriptions, resource groups; all in one directory. */
  assignableScopes: z.array(armId).min(1),
});

function checkAssignment(one: RoleAssignment, at: number, { say }: WorldChecks): void {
  if ((one.principalId ?? one.properties?.principalId) === undefined)
    say(`roleAssignments[${at}].principalId`, 'is missing: the object id of who gets the role');
  const role = one.properties?.roleDefinitionId ?? one.roleDefinitionId ?? one.role;
  if (role === undefined)
    say(
      `roleAssignments[${at}].roleDefinitionId`,
      'is missing: a role definition id, or role: Owner, Contributor, Reader, User Access Administrator',
    );
  else if (!builtInRole(role) && !GUID.test(role.split('/').at(-1) ?? ''))
    say(
      `roleAssignments[${at}].${one.role === undefined ? 'roleDefinitionId' : 'role'}`,
      `'${role}' is not a role this simulator knows by name: Owner, Contributor, Reader, User Access Administrator, or a role definition id`,
    );
}

function loadAssignment(store: Store, one: RoleAssignment, now: number): void {
  const named = (one.properties?.roleDefinitionId ?? one.roleDefinitionId ?? one.role) as string;
  const role = builtInRole(named)?.name ?? named.slice(named.lastIndexOf('/') + 1);
  const principalId = (one.principalId ?? one.properties?.principalId) as string;
  const type =
    one.principalType ?? one.properties?.principalType ?? store.principals.get(keyOf(principalId))?.type ?? 'ServicePrincipal';
  const scope = (
    one.scope ?? (one.id as string).replace(/\/providers\/microsoft\.authorization\/roleassignments\/[^/]+\/?$/i, '')
  ).replace(/\/+$/, '');
  store.roleAssignments.put(roleAssignment(scope, role, principalId, type, now, { id: one.id, name: one.name }));
}

/** The keys `roleAssignments` and `customRoles` of a world. */
export const accessControlWorld = worldPart({
  keys: { roleAssignments: z.array(RoleAssignment).default([]), customRoles: z.array(CustomRole).default([]) },
  check({ roleAssignments, customRoles }, checks) {
    checkScoped('roleAssignments', 'role assignment', roleAssignments, checks.store.roleAssignments, checks);
    roleAssignments.forEach((one, at) => checkAssignment(one, at, checks));
    customRoles.forEach(({ assignableScopes }, at) =>
      assignableScopes.forEach((scope, which) =>
        checks.knownSubscription(`customRoles[${at}].assignableScopes[${which}]`, scope),
      ),
    );
  },
  load(store, { roleAssignments, customRoles }, now) {
    for (const { assignableScopes, ...role } of customRoles) {
      const tenantId = store.subscriptions.get(keyOf(parseId(assignableScopes[0] ?? '')?.subscriptionId ?? ''))?.tenantId ?? '';
      const when = new Date(now).toISOString();
      const name = keyOf(role.name);
      keepCustomRole(store, { ...role, dataActions: [], name, assignableScopes, tenantId, createdOn: when, updatedOn: when });
    }
    for (const one of roleAssignments) loadAssignment(store, one, now);
  },
});
