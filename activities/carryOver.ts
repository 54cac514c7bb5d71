import { roleName } from '../contracts/accessHandover';
import type { ArtifactRef } from '../contracts/artifact';
import type { LockFacts, SourceInventory } from '../contracts/inventory';
import type { MovePlan } from '../contracts/plan';
import type { CarriedOver } from '../contracts/report';
import type { Dependencies } from './deps';
import { deterministicGuid } from './lib/deterministicGuid';
import { lockAddress } from './locks';
import { waitForLists } from './lib/laggingLists';
import { destinationScopes } from './lib/newScopes';
import type { Arm, RoleAssignmentFacts } from './ports';

export interface Snapshot {
  /** Role assignments at the groups that are moved and at single resources in them. What is inherited from the subscription stays there. */
  roleAssignments: RoleAssignmentFacts[];
  /** Locks at those groups and resources. */
  locks: LockFacts[];
}

export interface SnapshotInput {
  tenantId: string;
  inventory: ArtifactRef;
}

export interface CarryOverInput {
  tenantId: string;
  plans: ArtifactRef[];
  snapshot: ArtifactRef;
}

interface Wanted {
  assignments: { from: RoleAssignmentFacts; scope: string; name: string }[];
  locks: { from: LockFacts; scope: string; name: string }[];
}

export function createCarryOverActivities({ azure, artifacts, settings }: Dependencies) {
  return {
    /** What a move leaves behind, taken before it: locks and role assignments of groups and resources. */
    async takeSnapshot({
      tenantId,
      inventory,
    }: SnapshotInput): Promise<{ snapshot: ArtifactRef; roleAssignments: number; locks: number }> {
      const { subscriptionId, resourceGroups, locks } = await artifacts.read<SourceInventory>(inventory);
      const groups = resourceGroups.map(({ name }) => `/subscriptions/${subscriptionId}/resourcegroups/${name}`.toLowerCase());
      const inside = (scope: string) => groups.some((g) => scope.toLowerCase() === g || scope.toLowerCase().startsWith(`${g}/`));
      const snapshot: Snapshot = {
        roleAssignments: (await azure.arm(tenantId).roleAssignments(subscriptionId)).filter(({ scope }) => inside(scope)),
        locks: locks.filter(({ id }) => inside(lockAddress(id).scope)),
      };
      return {
        snapshot: await artifacts.write('snapshot', snapshot),
        roleAssignments: snapshot.roleAssignments.length,
        locks: snapshot.locks.length,
      };
    },

    /**
     * Puts the snapshot's role assignments and locks to the new groups and new resource ids: assignments first, since a ReadOnly lock forbids
     * them. Only what is not there is written, so a repeated call goes on where the last one ended.
     */
    async carryOver(input: CarryOverInput): Promise<{ done: ArtifactRef; count: number }> {
      const arm = azure.arm(input.tenantId);
      const { destination, wanted, carried, missing } = await plannedCarryOver(input);
      waitForLists(missing, settings);
      const assigned = new Set((await arm.roleAssignments(destination)).map(tripleOf));
      for (const { from, scope, name } of wanted.assignments) {
        if (assigned.has(tripleOf({ ...from, scope, roleDefinitionId: from.roleDefinitionId }))) continue;
        await arm.putRoleAssignment(scope, name, {
          roleDefinitionId: roleAt(scope, from.roleDefinitionId),
          principalId: from.principalId,
          ...(from.principalType ? { principalType: from.principalType } : {}),
        });
      }
      const locked = new Set((await arm.locks(destination)).map(({ id }) => id.toLowerCase()));
      for (const { from, scope, name } of wanted.locks) {
        if (!locked.has(`${scope}/providers/Microsoft.Authorization/locks/${name}`.toLowerCase()))
          await arm.putLock(scope, name, from.level, from.notes);
      }
      return { done: await artifacts.write('carried-over', carried), count: carried.length };
    },

    /** Undo of `carryOver`: locks first, then assignments. Resource-level locks stay: they were not put, they went along. */
    async removeCarriedOver(input: CarryOverInput): Promise<{ removed: number }> {
      const arm = azure.arm(input.tenantId);
      const { destination, wanted } = await plannedCarryOver(input);
      const locked = await arm.locks(destination);
      let removed = 0;
      for (const { scope, name } of wanted.locks) {
        const lock = locked.find(
          ({ id }) => id.toLowerCase() === `${scope}/providers/Microsoft.Authorization/locks/${name}`.toLowerCase(),
        );
        if (!lock) continue;
        await arm.deleteLock(lock.id);
        removed++;
      }
      const names = new Set(wanted.assignments.map(({ name }) => name));
      for (const { id } of await arm.roleAssignments(destination)) {
        if (!names.has(id.slice(id.lastIndexOf('/') + 1))) continue;
        await arm.deleteRoleAssignment(id);
        removed++;
      }
      return { removed };
    },

    /** The assignments that still stand under the old ids of moved resources: orphans, which nobody can use or see in the portal. */
    async removeOrphans({ tenantId, plans, snapshot }: CarryOverInput): Promise<{ removed: number }> {
      const arm = azure.arm(tenantId);
      const scopes = await scopesOf(arm, plans);
      const { roleAssignments } = await artifacts.read<Snapshot>(snapshot);
      const orphans = roleAssignments.filter(({ scope }) => scope.includes('/providers/') && scopes.newScope(scope));
      for (const { id } of orphans) await arm.deleteRoleAssignment(id);
      return { removed: orphans.length };
    },
  };

  async function scopesOf(arm: Arm, plans: ArtifactRef[]) {
    const read = await Promise.all(plans.map((ref) => artifacts.read<MovePlan>(ref)));
    return destinationScopes(arm, read);
  }

  async function plannedCarryOver({ tenantId, plans, snapshot }: CarryOverInput) {
    const scopes = await scopesOf(azure.arm(tenantId), plans);
    const { roleAssignments, locks } = await artifacts.read<Snapshot>(snapshot);
    const wanted: Wanted = { assignments: [], locks: [] };
    const carried: CarriedOver[] = [];
    for (const from of roleAssignments) {
      const scope = scopes.newScope(from.scope);
      if (!scope) continue;
      wanted.assignments.push({ from, scope, name: deterministicGuid(scope, from.principalId, lastPart(from.roleDefinitionId)) });
      carried.push({
        kind: 'roleAssignment',
        what: `${roleName(lastPart(from.roleDefinitionId))} of ${from.principalType ?? 'principal'} ${from.principalId}`,
        from: from.scope,
        to: scope,
      });
    }
    for (const from of locks) {
      const { scope: old, name } = lockAddress(from.id);
      const scope = scopes.newScope(old);
      if (!scope) continue;
      // A lock on a resource goes along with it; only a lock on a group has to be put again.
      if (!old.includes('/providers/')) wanted.locks.push({ from, scope, name });
      carried.push({ kind: 'lock', what: `${from.level} ${name}`, from: old, to: scope });
    }
    for (const { from, to, tags } of scopes.taggedGroups) {
      carried.push({
        kind: 'tags',
        what: Object.entries(tags)
          .map(([k, v]) => `${k}=${v}`)
          .join(', '),
        from,
        to,
      });
    }
    return { destination: scopes.destination, wanted, carried, missing: scopes.missing };
  }
}

const lastPart = (id: string) => id.slice(id.lastIndexOf('/') + 1);

const tripleOf = (a: RoleAssignmentFacts) => [a.scope, a.principalId, lastPart(a.roleDefinitionId)].join('\n').toLowerCase();

/** Role definitions are named under a subscription: the same role under the new one. */
function roleAt(scope: string, roleDefinitionId: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${lastPart(roleDefinitionId)}`;
}
