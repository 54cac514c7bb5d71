import { tenantMoveId, type TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { plural } from '../../base/clock';
import type { MigrationState } from './state';
import type { Undo } from '../../acts/undo';

/** 2. All subscriptions are in the customer's directory. */
export async function intoOneTenant(state: MigrationState, undo: Undo): Promise<void> {
  const { variant, subscriptions, sourceTenantId, enrolment, partner, deadlines, rehearse } = state.input;
  const { admin, subscription } = state.onboarded ?? {};
  if (rehearse && (!admin || !subscription)) {
    state.skip('tenant', 'can be rehearsed once the customer has the subscription and the administrator');
    return;
  }
  state.enter('tenant');
  const { account, warnings, ownership, ruling, remindEvery } = deadlines;
  state.tenant = await state.early<TenantMoveResult>(undo, 'move the subscriptions back to their directory', {
    type: 'tenantMove',
    workflowId: tenantMoveId({ subscriptions }),
    input: {
      variant,
      subscriptions,
      ...(enrolment === undefined ? {} : { enrolment }),
      ...(sourceTenantId === undefined ? {} : { sourceTenantId }),
      customer: state.customer,
      partner,
      admin: { objectId: admin?.objectId, userPrincipalName: admin?.userPrincipalName },
      destination: { subscriptionId: subscription?.subscriptionId },
      deadlines: { account, warnings, ownership, ruling, remindEvery },
      rehearse,
    },
    summary: `Get ${plural(subscriptions.length, 'subscription')} into one directory`,
  });
  if (state.tenant) state.run.notes.push(state.tenant.wayReason);
}
