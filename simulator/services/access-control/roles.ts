import type { Store } from '../../kernel/state/store';
import { builtInRole, type RoleDefinition } from '../../kernel/built-in-roles';

/** A role that somebody has defined: of one directory, for the scopes it names. */
export interface CustomRole extends RoleDefinition {
  tenantId: string;
  assignableScopes: string[];
}

/** The role, built in or custom, that a name, a GUID or any role definition id stands for. */
export function roleOf(store: Store, reference: string): RoleDefinition | CustomRole | undefined {
  return builtInRole(reference) ?? store.customRoles.get(reference.split('/').pop()?.toLowerCase() ?? '');
}
