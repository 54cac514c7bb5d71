import { BUILT_IN_ROLES } from '../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Dependencies } from '../ports/dependencies';
import { lastPart, roleDefinitionAt } from '../common/authorization-ids';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure } from '../failures/failure';
import type { RoleAssignmentFacts } from '../ports/arm';

export interface RoleInput {
  tenantId: string;
  scope: string;
  principalId: string;
  principalType?: 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup';
  /** GUID of the role definition. */
  role: string;
}

export function createRoleActivities({ azure, artifacts, settings }: Dependencies) {
  const held = async (of: RoleInput): Promise<RoleAssignmentFacts[]> =>
    (await azure.arm(of.tenantId).roleAssignmentsAt(of.scope)).filter((a) => isHolders(a, of));
  const notYet = (message: string) =>
    failure('NotReplicated', message, { retryAfterMs: Math.max(200, 10_000 / settings.timeScale) });

  return {
    /** Every assignment at exactly this scope, kept aside for the undo. */
    async snapshotRoles({
      tenantId,
      scope,
    }: Pick<RoleInput, 'tenantId' | 'scope'>): Promise<{ snapshot: ArtifactRef; assignments: number }> {
      const found = await azure.arm(tenantId).roleAssignmentsAt(scope);
      return { snapshot: await artifacts.write('roles', found), assignments: found.length };
    },

    /** Grants; the assignment's GUID is derived from scope, principal and role, so that granting again is the same assignment. */
    async grantRole(input: RoleInput): Promise<{ granted: boolean }> {
      if ((await held(input)).length > 0) return { granted: false };
      const { tenantId, scope, principalId, principalType, role } = input;
      await azure.arm(tenantId).putRoleAssignment(scope, deterministicGuid(scope, principalId, role), {
        roleDefinitionId: roleDefinitionAt(scope, role),
        principalId,
        ...(principalType ? { principalType } : {}),
      });
      return { granted: true };
    },

    /** Answers when the assignment is listed; until then `NotReplicated`, which is tried again. */
    async awaitRole(input: RoleInput): Promise<void> {
      if ((await held(input)).length === 0) throw notYet(`${input.principalId} is not listed with the role yet`);
    },

    /** Answers when no such assignment is listed any more. */
    async awaitNoRole(input: RoleInput): Promise<void> {
      if ((await held(input)).length > 0) throw notYet(`${input.principalId} is still listed with the role`);
    },

    /**
     * Revokes; `unlessIn` spares what a snapshot shows to have been there before. Throws `AccessDenied` rather than take the last Owner of
     * a scope.
     */
    async revokeRole({ unlessIn, ...input }: RoleInput & { unlessIn?: ArtifactRef }): Promise<{ revoked: number }> {
      const arm = azure.arm(input.tenantId);
      const before = unlessIn ? await artifacts.read<RoleAssignmentFacts[]>(unlessIn) : [];
      const mine = (await held(input)).filter(({ id }) => !before.some((a) => a.id.toLowerCase() === id.toLowerCase()));
      if (mine.length > 0 && input.role.toLowerCase() === BUILT_IN_ROLES.Owner) {
        const owners = (await arm.roleAssignmentsAt(input.scope)).filter(
          (a) => lastPart(a.roleDefinitionId).toLowerCase() === BUILT_IN_ROLES.Owner,
        );
        if (owners.every(({ id }) => mine.some((a) => a.id === id))) {
          throw failure('AccessDenied', `${input.principalId} is the last Owner of ${input.scope}: grant another Owner first`);
        }
      }
      for (const { id } of mine) await arm.deleteRoleAssignment(id);
      return { revoked: mine.length };
    },

    /** Puts back what `revokeRole` took from this holder, as the snapshot has it; what others lost meanwhile is none of this run's business. */
    async restoreRole({ snapshot, ...of }: RoleInput & { snapshot: ArtifactRef }): Promise<{ restored: number }> {
      const arm = azure.arm(of.tenantId);
      const there = new Set((await arm.roleAssignmentsAt(of.scope)).map(({ id }) => id.toLowerCase()));
      const missing = (await artifacts.read<RoleAssignmentFacts[]>(snapshot)).filter(
        (a) => isHolders(a, of) && !there.has(a.id.toLowerCase()),
      );
      for (const { id, scope: _scope, ...assignment } of missing)
        await arm.putRoleAssignment(of.scope, lastPart(id).toLowerCase(), assignment);
      return { restored: missing.length };
    },
  };
}

function isHolders(a: RoleAssignmentFacts, { principalId, role }: RoleInput): boolean {
  return (
    a.principalId.toLowerCase() === principalId.toLowerCase() && lastPart(a.roleDefinitionId).toLowerCase() === role.toLowerCase()
  );
}
