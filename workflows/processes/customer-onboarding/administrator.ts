import type { AdminRef } from '../../../activities/partner-center/users';
import type { RoleInput } from '../../../activities/arm/roles';
import { BUILT_IN_ROLES } from '../../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { fail, kindOf } from '../../base/failures';
import type { OnboardingState } from './state';
import type { Undo } from '../../acts/undo';

/** The user that is to move what the customer has: the one of that name, or a new one, whose password goes into the partner's secret store. */
export async function provideAdmin(state: OnboardingState, undo: Undo): Promise<void> {
  const { userPrincipalName, run } = state;
  run.progress.enter('admin', `${userPrincipalName} is looked for, and made`);
  const ref = { customerTenantId: state.customer.tenantId, userPrincipalName };
  undo(`delete the user ${userPrincipalName}`, async () => {
    if (!state.sent.admin) return false;
    return (await state.partner.removeAdmin(`Delete the user ${userPrincipalName}`, { ...ref, runKey: state.runKey })).removed;
  });
  state.admin = await state.step('admin', () => findOrMake(state, ref));
}

async function findOrMake(state: OnboardingState, ref: AdminRef): Promise<NonNullable<OnboardingState['admin']>> {
  const { userPrincipalName } = ref;
  const found = await state.partner.findAdmin(`Look for ${userPrincipalName}`, ref);
  if (found.objectId !== undefined && !state.sent.admin) {
    state.note(`${userPrincipalName} is there already; its password was not changed`);
    return { ...found, objectId: found.objectId, userPrincipalName, created: false };
  }
  const isRetry = state.sent.admin;
  state.sent.admin = true;
  try {
    const made = await state.partner.createAdmin(`Make the user ${userPrincipalName}`, {
      ...ref,
      displayName: state.input.admin.displayName,
      usageLocation: state.country,
      isAdministrator: state.customer.created && state.firstAdministrator?.secret === undefined,
      isRetry,
      runKey: state.runKey,
    });
    state.note(`${userPrincipalName} was made; its password is in ${made.secret.uri}`);
    return { ...made, userPrincipalName, created: true };
  } catch (error) {
    if (isRetry || kindOf(error) !== 'Conflict') throw error;
    // Somebody else was quicker: theirs is used, and is not this run's to delete.
    state.sent.admin = false;
    return findOrMake(state, ref);
  }
}

/** The user as it is there already; undefined when there is none. Nothing is written. */
export async function foundAdmin({ partner, customer, userPrincipalName }: OnboardingState): Promise<OnboardingState['admin']> {
  const ref = { customerTenantId: customer.tenantId, userPrincipalName };
  const { objectId } = await partner.findAdmin(`Look for ${userPrincipalName}`, ref);
  return objectId === undefined ? undefined : { objectId, userPrincipalName, created: false };
}

/** Makes that user Owner of the subscription, and sees it listed as such (seed l.1299-1560). */
export async function makeOwner(state: OnboardingState, undo: Undo): Promise<void> {
  const { admin, subscription, run } = state;
  if (!admin || !subscription) throw fail('NotFound', 'there is no user or no subscription to make it Owner of');
  run.progress.enter('owner', `${admin.userPrincipalName} becomes Owner of ${subscription.displayName}`);
  const owner: RoleInput = {
    tenantId: state.customer.tenantId,
    scope: `/subscriptions/${subscription.subscriptionId}`,
    principalId: admin.objectId,
    principalType: 'User',
    role: BUILT_IN_ROLES.Owner,
  };
  let before: ArtifactRef | undefined;
  undo(`take Owner from ${admin.userPrincipalName}`, async () => {
    if (!before) return false;
    return (await state.partner.revokeRole('Take the role back', { ...owner, unlessIn: before })).revoked > 0;
  });
  await state.step('owner', async () => {
    before ??= (await state.partner.snapshotRoles('Keep the assignments of the subscription', owner)).snapshot;
    const { granted } = await state.partner.grantRole(`Make ${admin.userPrincipalName} Owner`, owner);
    await state.partner.awaitRole('See the assignment listed', owner);
    state.note(`${admin.userPrincipalName} ${granted ? 'is' : 'was already'} Owner of ${subscription.displayName}`);
  });
}
