import { tenantMoveId, type TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { plural } from '../../base/clock';
import type { MigrationJob } from './state';
import type { Undo } from '../../acts/undo';

/** 2. All subscriptions are in the customer's directory. */
export async function intoOneTenant(job: MigrationJob, undo: Undo): Promise<void> {
  const { variant, subscriptions, sourceTenantId, enrolment, partner, waits, rehearse, rulingWithinDays } = job.input;
  const { admin, subscription } = job.onboarded ?? {};
  if (rehearse && (!admin || !subscription)) {
    job.skip('tenant', 'can be rehearsed once the customer has the subscription and the administrator');
    return;
  }
  job.enter('tenant');
  const { account, warnings, ownership, remindEvery } = waits;
  job.tenant = await job.early<TenantMoveResult>(undo, 'move the subscriptions back to their directory', {
    type: 'tenantMove',
    workflowId: tenantMoveId({ subscriptions }),
    input: {
      variant,
      subscriptions,
      ...(enrolment === undefined ? {} : { enrolment }),
      ...(sourceTenantId === undefined ? {} : { sourceTenantId }),
      customer: job.customer,
      partner,
      admin: { objectId: admin?.objectId, userPrincipalName: admin?.userPrincipalName },
      destinationSubscriptionId: subscription?.subscriptionId,
      waits: { account, warnings, ownership, remindEvery },
      rehearse,
      rulingWithinDays,
    },
    summary: `Get ${plural(subscriptions.length, 'subscription')} into one directory`,
  });
  if (job.tenant) job.run.notes.push(job.tenant.wayReason);
}
