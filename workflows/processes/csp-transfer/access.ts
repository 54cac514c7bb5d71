import { BUILT_IN_ROLES } from '../../../contracts/processes/access-handover';
import type { TransferredSubscription } from '../../../contracts/processes/csp-transfer';
import type { RoleInput } from '../../../activities/arm/roles';
import { HOUR } from '../../base/clock';
import { answerWithin } from '../../acts/deadline';
import { fail, kindOf } from '../../base/failures';
import type { TransferState } from './state';

/**
 * Hands the partner's rights on one subscription over (seed l.1699-1790): the new partner's Owner is added and proven before anything of
 * the old partner's goes, at the subscription and at every scope below. Repeatable as a whole.
 */
export async function handAccessOver(
  state: TransferState,
  { subscriptionId, displayName }: TransferredSubscription,
): Promise<void> {
  const { destination, input } = state;
  const { customer, destinationPartner, sourcePartner } = input;
  const scope = { tenantId: customer.tenantId, subscriptionId };
  const { groupId } = await destination.adminAgents('Look up the new partner’s admin agents');
  const owner = {
    tenantId: customer.tenantId,
    scope: `/subscriptions/${subscriptionId}`,
    principalId: groupId,
    principalType: 'ForeignGroup',
    role: BUILT_IN_ROLES.Owner,
  } as const;
  await letIn(state, owner, displayName);
  const here = await destination.snapshotAccess('Keep all role assignments aside', scope);
  // A second try finds less than there was: what is kept aside is what the first one saw.
  const before = state.accessBefore.get(subscriptionId) ?? { ...here, granted: false };
  state.accessBefore.set(subscriptionId, before);
  state.run.progress.artifacts[`access-${subscriptionId}`] = before.snapshot;

  const { granted } = await destination.grantRole(`Make ${destinationPartner.name} Owner of ${displayName}`, owner);
  before.granted ||= granted || state.letIn.has(subscriptionId);
  await destination.proveAccess(`See ${destinationPartner.name} act as Owner`, { ...scope, principalId: groupId });

  const old = await sourcesAmong(state, [...new Set([...before.principals, ...here.principals])], groupId);
  const { removed } = await destination.removeAccess(`Remove ${sourcePartner.name}'s rights`, {
    ...scope,
    principals: old,
    before: before.snapshot,
  });
  await destination.awaitNoAccess(`See that ${sourcePartner.name} has none left`, { ...scope, principals: old });

  const after = await destination.snapshotAccess('Read all role assignments again', scope);
  const remaining = (await sourcesAmong(state, after.principals, groupId)).length;
  if (remaining > 0) throw fail('NotReplicated', `${remaining} identities of ${sourcePartner.name} have rights again`);
  state.access.push({
    subscriptionId,
    granted: before.granted,
    removed,
    remaining,
    unknownForeign: after.foreign.filter((id) => id !== groupId),
    inherited: after.inherited.filter((id) => state.oldPartner.includes(id)).length,
  });
  state.note(
    `${destinationPartner.name} is Owner of ${displayName}; ${removed} assignments of ${sourcePartner.name} are gone, none is left`,
  );
}

/**
 * A transfer gives the new partner no rights by itself (Microsoft's page on partner transfers of an Azure plan): where it may not even look,
 * the old one, Owner still, makes it Owner. Where both may not, the operator is asked.
 */
async function letIn(state: TransferState, owner: RoleInput, displayName: string): Promise<void> {
  const subscriptionId = owner.scope.split('/')[2] ?? '';
  try {
    await state.destination.snapshotAccess('See whether the new partner may look', { tenantId: owner.tenantId, subscriptionId });
  } catch (error) {
    if (!['AccessDenied', 'SubscriptionNotFound'].includes(kindOf(error))) throw error;
    const { destinationPartner, sourcePartner } = state.input;
    state.note(`${destinationPartner.name} has no rights on ${displayName} yet: ${sourcePartner.name} gives them`);
    await state.source.grantRole(`Make ${destinationPartner.name} Owner of ${displayName}, as its Owner so far`, owner);
    state.letIn.add(subscriptionId);
    await state.destination.proveAccess(`See ${destinationPartner.name} act as Owner`, {
      tenantId: owner.tenantId,
      subscriptionId,
      principalId: owner.principalId,
    });
  }
}

/**
 * The source partner's own directory says which identities are its own; another of the new partner's is never among them. It has just lost
 * the customer and may not answer any more: what it said before the move counts in any case.
 */
async function sourcesAmong(state: TransferState, principals: string[], newPartner: string): Promise<string[]> {
  const answer = await answerWithin(4 * HOUR, `${state.input.sourcePartner.name} says which identities are its own`, () =>
    state.source.ownAmong('Ask the old partner which identities are its own', { principals }),
  );
  if (!answer)
    state.note(`${state.input.sourcePartner.name} did not say which identities are its own: what it said before the move counts`);
  const own = new Set([...state.oldPartner, ...(answer?.found.own ?? [])]);
  return principals.filter((id) => own.has(id) && id !== newPartner);
}
