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
  const here = await destination.snapshotAccess('Keep all role assignments aside', scope);
  // A second try finds less than there was: what is kept aside is what the first one saw.
  const before = job.accessBefore.get(subscriptionId) ?? { ...here, granted: false };
  job.accessBefore.set(subscriptionId, before);
  job.run.progress.artifacts[`access-${subscriptionId}`] = before.snapshot;

  const { granted } = await destination.grantRole(`Make ${destinationPartner.name} Owner of ${displayName}`, {
    tenantId: customer.tenantId,
    scope: `/subscriptions/${subscriptionId}`,
    principalId: groupId,
    principalType: 'ForeignGroup',
    role: BUILT_IN_ROLES.Owner,
  });
  before.granted ||= granted;
  await destination.proveAccess(`See ${destinationPartner.name} act as Owner`, { ...scope, principalId: groupId });

  const old = await sourcesAmong(job, [...new Set([...before.principals, ...here.principals])], groupId);
  const { removed } = await destination.removeAccess(`Remove ${sourcePartner.name}'s rights`, {
    ...scope,
    principals: old,
    before: before.snapshot,
  });
  await destination.awaitNoAccess(`See that ${sourcePartner.name} has none left`, { ...scope, principals: old });

  const after = await destination.snapshotAccess('Read all role assignments again', scope);
  const remaining = (await sourcesAmong(job, after.principals, groupId)).length;
  if (remaining > 0) throw fail('NotReplicated', `${remaining} identities of ${sourcePartner.name} have rights again`);
  job.access.push({
    subscriptionId,
    granted: before.granted,
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
