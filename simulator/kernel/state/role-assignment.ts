import { guidFrom } from '../guids';
import { keyOf, parseId } from '../ids';
import type { ScopedItem } from './model';

/** Key of what a written item is said about. */
export function scopeOf(item: { id?: string | undefined; scope?: string | undefined }): string {
  return keyOf(item.scope ?? (item.id as string).replace(/\/providers\/microsoft\.authorization\/[^/]+\/[^/]+\/?$/i, ''));
}

export function scopedItem(
  kind: string,
  written: { id?: string | undefined; name?: string | undefined; scope?: string | undefined },
  defaultName: string,
  properties: Record<string, unknown>,
  createdAt: number,
): ScopedItem {
  const name = written.name ?? written.id?.split('/').at(-1) ?? defaultName;
  const id = written.id ?? `${written.scope?.replace(/\/+$/, '')}/providers/Microsoft.Authorization/${kind}/${name}`;
  return { id, name, type: `Microsoft.Authorization/${kind}`, scope: scopeOf(written), properties, createdAt };
}

/** Writes down who has a role where; the assignment's GUID follows from the three unless a name is given. */
export function roleAssignment(
  scope: string,
  roleGuid: string,
  principalId: string,
  principalType: string,
  at: number,
  written: { id?: string | undefined; name?: string | undefined } = {},
): ScopedItem {
  const subscription = parseId(scope)?.subscriptionId;
  const when = new Date(at).toISOString();
  return scopedItem(
    'roleAssignments',
    { ...written, scope },
    guidFrom('role assignment', scope, roleGuid, principalId),
    {
      roleDefinitionId: `${subscription === undefined ? '' : `/subscriptions/${subscription}`}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`,
      principalId,
      principalType,
      scope: scope === '' ? '/' : scope,
      condition: null,
      conditionVersion: null,
      createdOn: when,
      updatedOn: when,
      createdBy: null,
      updatedBy: null,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
    at,
  );
}
