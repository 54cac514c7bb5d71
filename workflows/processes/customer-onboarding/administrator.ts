import type { AdminRef } from '../../../activities/partner-center/users';
import type { RoleInput } from '../../../activities/arm/roles';
import { BUILT_IN_ROLES } from '../../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { fail, kindOf } from '../../base/failures';
import type { OnboardingJob } from './state';
import type { Undo } from '../../acts/undo';

/** The user that is to move what the customer has: the one of that name, or a new one, whose password goes into the partner's secret store. */
export async function provideAdmin(job: OnboardingJob, undo: Undo): Promise<void> {
  const { userPrincipalName, run } = job;
  run.progress.enter('admin', `${userPrincipalName} is looked for, and made`);
  const ref = { customerTenantId: job.customer.tenantId, userPrincipalName };
  undo(`delete the user ${userPrincipalName}`, async () => {
    if (!job.sent.admin) return false;
    return (await job.partner.removeAdmin(`Delete the user ${userPrincipalName}`, { ...ref, runKey: job.runKey })).removed;
  });
  job.admin = await job.step('admin', () => findOrMake(job, ref));
}

async function findOrMake(job: OnboardingJob, ref: AdminRef): Promise<NonNullable<OnboardingJob['admin']>> {
  const { userPrincipalName } = ref;
  const found = await job.partner.findAdmin(`Look for ${userPrincipalName}`, ref);
  if (found.objectId !== undefined && !job.sent.admin) {
    job.note(`${userPrincipalName} is there already; its password was not changed`);
    return { ...found, objectId: found.objectId, userPrincipalName, created: false };
  }
  const isRetry = job.sent.admin;
  job.sent.admin = true;
  try {
    const made = await job.partner.createAdmin(`Make the user ${userPrincipalName}`, {
      ...ref,
      displayName: job.input.admin.displayName,
      usageLocation: job.country,
      isAdministrator: job.customer.created && job.firstAdministrator?.secret === undefined,
      isRetry,
      runKey: job.runKey,
    });
    job.note(`${userPrincipalName} was made; its password is in ${made.secret.uri}`);
    return { ...made, userPrincipalName, created: true };
  } catch (error) {
    if (isRetry || kindOf(error) !== 'Conflict') throw error;
    // Somebody else was quicker: theirs is used, and is not this run's to delete.
    job.sent.admin = false;
    return findOrMake(job, ref);
  }
}

/** The user as it is there already; undefined when there is none. Nothing is written. */
export async function foundAdmin({ partner, customer, userPrincipalName }: OnboardingJob): Promise<OnboardingJob['admin']> {
  const ref = { customerTenantId: customer.tenantId, userPrincipalName };
  const { objectId } = await partner.findAdmin(`Look for ${userPrincipalName}`, ref);
  return objectId === undefined ? undefined : { objectId, userPrincipalName, created: false };
}

/** Makes that user Owner of the subscription, and sees it listed as such (seed l.1299-1560). */
export async function makeOwner(job: OnboardingJob, undo: Undo): Promise<void> {
  const { admin, subscription, run } = job;
  if (!admin || !subscription) throw fail('NotFound', 'there is no user or no subscription to make it Owner of');
  run.progress.enter('owner', `${admin.userPrincipalName} becomes Owner of ${subscription.displayName}`);
  const owner: RoleInput = {
    tenantId: job.customer.tenantId,
    scope: `/subscriptions/${subscription.subscriptionId}`,
    principalId: admin.objectId,
    principalType: 'User',
    role: BUILT_IN_ROLES.Owner,
  };
  let before: ArtifactRef | undefined;
  undo(`take Owner from ${admin.userPrincipalName}`, async () => {
    if (!before) return false;
    return (await job.partner.revokeRole('Take the role back', { ...owner, unlessIn: before })).revoked > 0;
  });
  await job.step('owner', async () => {
    before ??= (await job.partner.snapshotRoles('Keep the assignments of the subscription', owner)).snapshot;
    const { granted } = await job.partner.grantRole(`Make ${admin.userPrincipalName} Owner`, owner);
    await job.partner.awaitRole('See the assignment listed', owner);
    job.note(`${admin.userPrincipalName} ${granted ? 'is' : 'was already'} Owner of ${subscription.displayName}`);
  });
}
