import { BUILT_IN_ROLES } from '../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Dependencies } from '../ports/dependencies';
import { lastPart } from '../common/authorization-ids';
import { failure, isFailure } from '../failures/failure';
import { ADMIN_AGENTS } from './partners';
import type { RoleAssignmentFacts } from '../ports/arm';

interface AccessScope {
  /** The customer's. */
  tenantId: string;
  subscriptionId: string;
}

/** Rights of partners on a customer's subscription (seed l.1699-1790): who has them, and taking the old partner's away at every scope. */
export function createPartnerAccessActivities({ azure, artifacts, partner, settings }: Dependencies) {
  /** Reads the assignments at the subscription and below it; what is inherited from above is not the subscription's to change. */
  const assignments = async ({ tenantId, subscriptionId }: AccessScope): Promise<RoleAssignmentFacts[]> => {
    const scope = `/subscriptions/${subscriptionId}`;
    const all = await azure.arm(tenantId).roleAssignments(subscriptionId);
    return all.filter((one) => isWithin(one, scope));
  };

  /** Reads the assignments that come from above: from management groups and the directory's root. */
  const inherited = async ({ tenantId, subscriptionId }: AccessScope): Promise<RoleAssignmentFacts[]> =>
    (await azure.arm(tenantId).roleAssignments(subscriptionId)).filter(
      (one) => !isWithin(one, `/subscriptions/${subscriptionId}`),
    );

  return {
    /** Object id of this partner's admin agents, the group that acts on behalf of its customers. Throws `NotFound`. */
    async adminAgents(): Promise<{ groupId: string }> {
      const groupId = await partner().directory.groupNamed(ADMIN_AGENTS);
      if (groupId) return { groupId };
      throw failure('NotFound', `the directory of tenant ${partner().tenantId} has no group ${ADMIN_AGENTS}`);
    },

    /** Keeps every assignment aside and says whose they are. Ids are distinct, lower case. */
    async snapshotAccess(
      scope: AccessScope,
    ): Promise<{ snapshot: ArtifactRef; principals: string[]; foreign: string[]; inherited: string[]; assignments: number }> {
      const found = await assignments(scope);
      const ids = (of: RoleAssignmentFacts[]) => [...new Set(of.map(({ principalId }) => principalId.toLowerCase()))].sort();
      const principals = ids(found);
      if (principals.length > MOST_PRINCIPALS) {
        throw failure(
          'NotYet',
          `${principals.length} identities have roles there; Handover tells whose they are for ${MOST_PRINCIPALS} at most`,
        );
      }
      return {
        snapshot: await artifacts.write('partner-access', found),
        principals,
        foreign: ids(found.filter(({ principalType }) => principalType === 'ForeignGroup')),
        inherited: ids(await inherited(scope)),
        assignments: found.length,
      };
    },

    /**
     * Which of these are of this partner's own directory: its groups, people and applications. Where the partner is a customer of another
     * one, its directory also shows that one's agents, as a foreign principal (seed l.1783): they are not its own.
     */
    async ownAmong({ principals }: { principals: string[] }): Promise<{ own: string[] }> {
      const { directory, tenantId } = partner();
      const known = await directory.namesOf(tenantId, principals);
      return { own: principals.filter((id) => isOwn(known, id)) };
    },

    /**
     * Identities of this partner's own that have roles on these subscriptions, its admin agents first: asked while it still may look, since
     * it may not answer any more once it has lost them.
     */
    async ownAccess({ tenantId, subscriptions }: { tenantId: string; subscriptions: string[] }): Promise<{ own: string[] }> {
      const found = new Set<string>();
      for (const subscriptionId of subscriptions)
        for (const { principalId } of await assignments({ tenantId, subscriptionId })) found.add(principalId.toLowerCase());
      const { directory, tenantId: home } = partner();
      const agents = await directory.groupNamed(ADMIN_AGENTS);
      const known = await directory.namesOf(home, [...found]);
      const own = [...found].filter((id) => isOwn(known, id)).sort();
      return { own: [...new Set([...(agents ? [agents] : []), ...own])] };
    },

    /** The partner's rights are there and in use: a read as this partner, and its Owner in the list. Until then `NotReplicated`, tried again. */
    async proveAccess({ principalId, ...scope }: AccessScope & { principalId: string }): Promise<void> {
      await azure.arm(scope.tenantId).resourceGroups(scope.subscriptionId).catch(notYet);
      const here = (await assignments(scope).catch(notYet)).some(
        (one) =>
          one.principalId.toLowerCase() === principalId.toLowerCase() &&
          one.scope.toLowerCase() === `/subscriptions/${scope.subscriptionId}` &&
          lastPart(one.roleDefinitionId).toLowerCase() === BUILT_IN_ROLES.Owner,
      );
      if (!here) throw failure('NotReplicated', 'the new partner’s Owner is not listed yet', { retryAfterMs: pace() });
    },

    /**
     * Removes every assignment of these principals at the subscription and below. Answers how many are gone since the snapshot, over all
     * attempts.
     */
    async removeAccess({
      principals,
      before,
      ...scope
    }: AccessScope & { principals: string[]; before: ArtifactRef }): Promise<{ removed: number }> {
      const theirs = ({ principalId }: RoleAssignmentFacts) => principals.includes(principalId.toLowerCase());
      const here = (await assignments(scope)).filter(theirs);
      const there = (await artifacts.read<RoleAssignmentFacts[]>(before)).filter(theirs);
      for (const { id } of here) await azure.arm(scope.tenantId).deleteRoleAssignment(id);
      return { removed: new Set([...here, ...there].map(({ id }) => id.toLowerCase())).size };
    },

    /** Answers when none is listed any more; until then `NotReplicated`, tried again. */
    async awaitNoAccess({ principals, ...scope }: AccessScope & { principals: string[] }): Promise<void> {
      const left = (await assignments(scope)).filter((one) => principals.includes(one.principalId.toLowerCase()));
      if (left.length === 0) return;
      throw failure(
        'NotReplicated',
        `${left.length} assignments of the old partner are still listed, the first at ${left[0]?.scope}`,
        {
          retryAfterMs: pace(),
        },
      );
    },

    /** Links the partner's MPN id to its identity in the customer's directory. */
    async linkPartner({ tenantId, mpnId }: { tenantId: string; mpnId: string }): Promise<{ linked: string }> {
      const linked = await partner().linkPartner(tenantId, mpnId);
      if (linked === mpnId) return { linked };
      throw failure('NotReplicated', `the partner link says ${linked}, not ${mpnId}`, { retryAfterMs: pace() });
    },
  };

  /** A right that was just granted is refused for minutes until it is known everywhere (troubleshooting of Azure RBAC). */
  function notYet(error: unknown): never {
    if (!isFailure(error, 'AccessDenied', 'SubscriptionNotFound')) throw error;
    throw failure('NotReplicated', `the new partner may not act yet: ${error.message}`, { retryAfterMs: pace() });
  }

  function pace(): number {
    return Math.max(200, 10_000 / settings.timeScale);
  }
}

function isOwn(known: ReadonlyMap<string, string>, id: string): boolean {
  return !(known.get(id) ?? FOREIGN).startsWith(FOREIGN);
}

function isWithin({ scope: at }: RoleAssignmentFacts, scope: string): boolean {
  return at.toLowerCase() === scope || at.toLowerCase().startsWith(`${scope}/`);
}

/** Begins the name that a directory shows for another organisation's group. */
const FOREIGN = 'Foreign Principal for ';

/** Ids travel in the history: 2,000 are 80 kB. Azure allows 4,000 assignments a subscription; their holders are far fewer. */
const MOST_PRINCIPALS = 2_000;
