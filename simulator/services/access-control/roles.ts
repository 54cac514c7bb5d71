import { builtInRole, type RoleDefinition } from '../../kernel/identity/built-in-roles';
import { slice } from '../../kernel/slice';
import type { Store } from '../../kernel/state/store';

/** A role that somebody has defined: in one directory, for the scopes it names. */
export interface CustomRole extends RoleDefinition {
  tenantId: string;
  assignableScopes: string[];
}

/** Custom roles by their GUID in lower case. */
export const customRoleState = slice<{ customRoles: Record<string, CustomRole> }>('accessControl', () => ({ customRoles: {} }));

export function customRoles(store: Store): CustomRole[] {
  return Object.values(customRoleState.of(store).customRoles);
}

export function customRole(store: Store, name: string): CustomRole | undefined {
  return customRoleState.of(store).customRoles[name.toLowerCase()];
}

export function keepCustomRole(store: Store, role: CustomRole): void {
  customRoleState.of(store).customRoles[role.name] = role;
}

export function forgetCustomRole(store: Store, role: CustomRole): void {
  const known = customRoleState.of(store);
  known.customRoles = Object.fromEntries(Object.entries(known.customRoles).filter(([name]) => name !== role.name));
}

/** The role, built in or custom, that a name, a GUID or any role definition id stands for. */
export function roleOf(store: Store, reference: string): RoleDefinition | CustomRole | undefined {
  return builtInRole(reference) ?? customRole(store, reference.split('/').pop() ?? '');
}
