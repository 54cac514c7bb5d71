import { BUILT_IN_ROLES } from '../../contracts/accessHandover';
import type { TransferredSubscription } from '../../contracts/cspTransfer';
import { fail } from './failures';
import type { TransferJob } from './transferJob';

/**
 * Hands the partner's rights on one subscription over (seed l.1699-1790): the new partner's Owner is added and proven before anything of
 * the old partner's goes, at the subscription and at every scope below. Repeatable as a whole.
 */
export async function handAccessOver(job: TransferJob, { subscriptionId, displayName }: TransferredSubscription): Promise<void> {
  const { destination, input } = job;
  const { customer, destinationPartner, sourcePartner } = input;
  const scope = { tenantId: customer.tenantId, subscriptionId };
  const { groupId } = await destination.adminAgents('Look up the new partner’s admin agents');
  const before = await destination.snapshotAccess('Keep all role assignments aside', scope);
  job.run.progress.artifacts[`access-${subscriptionId}`] = before.snapshot;

  const { granted } = await destination.grantRole(`Make ${destinationPartner.name} Owner of ${displayName}`, {
    tenantId: customer.tenantId,
    scope: `/subscriptions/${subscriptionId}`,
    principalId: groupId,
    principalType: 'ForeignGroup',
    role: BUILT_IN_ROLES.Owner,
  });
  await destination.proveAccess(`See ${destinationPartner.name} act as Owner`, { ...scope, principalId: groupId });

  const old = await sourcesAmong(job, before.principals, groupId);
  const { removed } = await destination.removeAccess(`Remove ${sourcePartner.name}'s rights`, { ...scope, principals: old });
  await destination.awaitNoAccess(`See that ${sourcePartner.name} has none left`, { ...scope, principals: old });

  const after = await destination.snapshotAccess('Read all role assignments again', scope);
  const remaining = after.principals.filter((id) => old.includes(id)).length;
  if (remaining > 0) throw fail('NotReplicated', `${remaining} identities of ${sourcePartner.name} have rights again`);
  job.access.push({
    subscriptionId,
    granted,
    removed,
    remaining,
    unknownForeign: after.foreign.filter((id) => id !== groupId),
  });
  job.note(
    `${destinationPartner.name} is Owner of ${displayName}; ${removed} assignments of ${sourcePartner.name} are gone, none is left`,
  );
}

/** The source partner's own directory says which identities are its own; another of the new partner's is never among them. */
async function sourcesAmong(job: TransferJob, principals: string[], newPartner: string): Promise<string[]> {
  const { own } = await job.source.ownAmong('Ask the old partner which identities are its own', { principals });
  return own.filter((id) => id !== newPartner);
}
