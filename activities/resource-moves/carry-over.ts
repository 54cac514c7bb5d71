import { roleName } from '../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { LockFacts, SourceInventory } from '../../contracts/azure/inventory';
import type { MovePlan } from '../../contracts/azure/plan';
import type { CarriedOver, NotCarriedOver } from '../../contracts/processes/resource-move';
import type { Dependencies } from '../ports/dependencies';
import { lastPart, lockAddress, roleDefinitionAt } from '../common/authorization-ids';
import { deterministicGuid } from '../common/deterministic-guid';
import { failingByItself, lookedLongEnough, waitForLists } from '../reading/lagging-lists';
import { destinationScopes } from './new-scopes';
import type { Arm, RoleAssignmentFacts } from '../ports/arm';

interface Snapshot {
  /** Role assignments at the groups that are moved and at single resources in them. What is inherited from the subscription stays there. */
  roleAssignments: RoleAssignmentFacts[];
  /** Locks at those groups and resources. */
  locks: LockFacts[];
  /** Lower-case ids of what the destination had of both before the first act: an undo leaves these alone. */
  alreadyThere: string[];
}

interface SnapshotInput {
  tenantId: string;
  inventory: ArtifactRef;
  /** The destination subscription. */
  destination: string;
}

interface CarryOverInput {
  tenantId: string;
  plans: ArtifactRef[];
  snapshot: ArtifactRef;
}

/** What `carryOver` leaves for the report. */
export interface CarryOverOutcome {
  carried: CarriedOver[];
  notCarried: NotCarriedOver[];
}

interface Item {
  what: CarriedOver;
  /** Id it has at the destination. */
  id: string;
  /** Already there, by whatever name. */
  isThere: boolean;
  put: () => Promise<void>;
}

export function createCarryOverActivities({ azure, artifacts, settings }: Dependencies) {
  return {
    /** What a move leaves behind, taken before it: locks and role assignments of groups and resources. */
    async takeSnapshot({
      tenantId,
      inventory,
      destination,
    }: SnapshotInput): Promise<{ snapshot: ArtifactRef; roleAssignments: number; locks: number }> {
      const arm = azure.arm(tenantId);
      const { subscriptionId, resourceGroups, locks } = await artifacts.read<SourceInventory>(inventory);
      const groups = resourceGroups.map(({ name }) => `/subscriptions/${subscriptionId}/resourcegroups/${name}`.toLowerCase());
      const inside = (scope: string) => groups.some((g) => scope.toLowerCase() === g || scope.toLowerCase().startsWith(`${g}/`));
      const snapshot: Snapshot = {
        roleAssignments: (await arm.roleAssignments(subscriptionId)).filter(({ scope }) => inside(scope)),
        locks: locks.filter(({ id }) => inside(lockAddress(id).scope)),
        alreadyThere: [...(await arm.roleAssignments(destination)), ...(await arm.locks(destination))].map(({ id }) =>
          id.toLowerCase(),
        ),
      };
      return {
        snapshot: await artifacts.write('snapshot', snapshot),
        roleAssignments: snapshot.roleAssignments.length,
        locks: snapshot.locks.length,
      };
    },

    /**
     * Puts the snapshot's role assignments and locks to the new groups and new resource ids: assignments first, since a ReadOnly lock forbids
     * them. Only what is not there is written, so a repeated call goes on where the last one ended. One that Azure refuses does not keep the
     * others: it is named in `notCarried`.
     */
    async carryOver(input: CarryOverInput): Promise<{ done: ArtifactRef; count: number; refused: number; examples: string[] }> {
      const { items, tags, notCarried, missing } = await planned(input);
      waitForLists(missing, settings);
      const carried = [...tags];
      let refused = 0;
      for (const { what, isThere, put } of items) {
        try {
          if (!isThere) await put();
          carried.push(what);
        } catch (error) {
          if (!failingByItself(error) && !lookedLongEnough(error)) throw error;
          refused++;
          const { kind, what: name, from } = what;
          notCarried.push({ kind, what: name, from, why: error instanceof Error ? error.message : String(error) });
        }
      }
      const outcome: CarryOverOutcome = { carried, notCarried };
      const examples = notCarried.slice(-3).map(({ what, why }) => `${what}: ${why}`);
      return { done: await artifacts.write('carried-over', outcome), count: carried.length, refused, examples };
    },

    /** Undo of `carryOver`: locks first, then assignments. What the destination had before the run stays, and so do locks that came along with a resource. */
    async removeCarriedOver(input: CarryOverInput): Promise<{ removed: number }> {
      const arm = azure.arm(input.tenantId);
      const { destination, items, alreadyThere } = await planned(input);
      const ours = new Set(items.map(({ id }) => id.toLowerCase()).filter((id) => !alreadyThere.has(id)));
      const locks = (await arm.locks(destination)).filter(({ id }) => ours.has(id.toLowerCase()));
      for (const { id } of locks) await arm.deleteLock(id);
      const assignments = (await arm.roleAssignments(destination)).filter(({ id }) => ours.has(id.toLowerCase()));
      for (const { id } of assignments) await arm.deleteRoleAssignment(id);
      return { removed: locks.length + assignments.length };
    },

    /** The assignments that still stand under the old ids of moved resources: orphans, which nobody can use or see in the portal. */
    async removeOrphans({ tenantId, plans, snapshot }: CarryOverInput): Promise<{ removed: number }> {
      const arm = azure.arm(tenantId);
      const scopes = await destinationScopes(arm, await read(plans));
      const { roleAssignments } = await artifacts.read<Snapshot>(snapshot);
      const orphans = roleAssignments.filter(({ scope }) => scope.includes('/providers/') && scopes.newScope(scope));
      for (const { id } of orphans) await arm.deleteRoleAssignment(id);
      return { removed: orphans.length };
    },
  };

  function read(plans: ArtifactRef[]): Promise<MovePlan[]> {
    return Promise.all(plans.map((ref) => artifacts.read<MovePlan>(ref)));
  }

  /** What of the snapshot has a place at the destination, and what has none. */
  async function planned({ tenantId, plans, snapshot: ref }: CarryOverInput) {
    const arm = azure.arm(tenantId);
    const scopes = await destinationScopes(arm, await read(plans));
    const snapshot = await artifacts.read<Snapshot>(ref);
    const notCarried: NotCarriedOver[] = [];
    const placed = (kind: CarriedOver['kind'], what: string, from: string): CarriedOver | undefined => {
      const to = scopes.newScope(from);
      if (to) return { kind, what, from, to };
      if (scopes.emptied(from)) notCarried.push({ kind, what, from, why: 'its group has no counterpart at the destination' });
      return undefined;
    };
    const items = [...(await assignmentsOf(arm)), ...(await locksOf(arm))];
    const tags = scopes.taggedGroups.map(({ from, to, tags: set }): CarriedOver => ({
      kind: 'tags',
      what: Object.entries(set)
        .map(([k, v]) => `${k}=${v}`)
        .join(', '),
      from,
      to,
    }));
    return {
      destination: scopes.destination,
      items,
      tags,
      notCarried,
      missing: scopes.missing,
      alreadyThere: new Set(snapshot.alreadyThere),
    };

    async function assignmentsOf(at: Arm): Promise<Item[]> {
      const assigned = new Set((await at.roleAssignments(scopes.destination)).map(tripleOf));
      return snapshot.roleAssignments.flatMap((from): Item[] => {
        const holder = `${from.principalType ?? 'principal'} ${from.principalId}`;
        const what = placed('roleAssignment', `${roleName(lastPart(from.roleDefinitionId))} of ${holder}`, from.scope);
        if (!what) return [];
        const { id: _id, scope: _scope, ...assignment } = from;
        const name = deterministicGuid(what.to, from.principalId, lastPart(from.roleDefinitionId));
        return [
          {
            what,
            id: `${what.to}/providers/Microsoft.Authorization/roleAssignments/${name}`,
            isThere: assigned.has(tripleOf({ ...from, scope: what.to })),
            put: () =>
              at.putRoleAssignment(what.to, name, {
                ...assignment,
                roleDefinitionId: roleDefinitionAt(what.to, lastPart(from.roleDefinitionId)),
              }),
          },
        ];
      });
    }

    async function locksOf(at: Arm): Promise<Item[]> {
      const locked = new Set((await at.locks(scopes.destination)).map(({ id }) => id.toLowerCase()));
      return snapshot.locks.flatMap((from): Item[] => {
        const { scope: old, name } = lockAddress(from.id);
        const what = placed('lock', `${from.level} ${name}`, old);
        if (!what) return [];
        const id = `${what.to}/providers/Microsoft.Authorization/locks/${name}`;
        // A lock on a resource goes along with it: it is only seen to be there.
        const alongWithIt = old.includes('/providers/');
        return [
          {
            what,
            id: alongWithIt ? '' : id,
            isThere: alongWithIt || locked.has(id.toLowerCase()),
            put: () => at.putLock(what.to, name, from.level, from.notes),
          },
        ];
      });
    }
  }
}

const tripleOf = (a: RoleAssignmentFacts) => [a.scope, a.principalId, lastPart(a.roleDefinitionId)].join('\n').toLowerCase();
