import { workflowInfo } from '@temporalio/workflow';
import { fail } from '../../base/failures';
import { claimTargetOwner } from '../../children/claim-target-owner';
import type { TenantMoveState } from './state';

/**
 * Has the target owner of the enrolment to itself, then looks at everything that could be wrong before anybody is asked or anything is sent:
 * subscriptions, enrolment, accounts, the target owner, the subscription to move to. Without a portal the operator looks at what only the portal
 * shows. Throws what the checks throw.
 */
export async function checkTenant(state: TenantMoveState): Promise<void> {
  const { input, run, source, operator } = state;
  const { customer, admin, destination, variant, enrolment, rehearse } = input;
  // The parent of a child run has claimed it.
  if (enrolment !== undefined && !rehearse && workflowInfo().parent === undefined) {
    const [userName = ''] = admin.userPrincipalName.split('@');
    await claimTargetOwner(run, { enrolment, tenantId: customer.tenantId, userName });
  }
  const { subscriptions, moving, authLevel, accounts } = await source.checkTenantMove(
    'Check the subscriptions and who owns them',
    {
      variant,
      subscriptions: input.subscriptions,
      directories: [...new Set([state.sourceTenantId, customer.tenantId])],
      customerTenantId: customer.tenantId,
      portalTenantId: variant === 'customerEa' ? customer.tenantId : state.sourceTenantId,
      portal: state.hasPortal,
      ...(enrolment === undefined ? {} : { enrolment }),
      ...(input.sourceAccount === undefined ? {} : { sourceAccount: input.sourceAccount }),
    },
  );
  state.subscriptions = subscriptions;
  // A Microsoft Account goes on owning what has only changed its directory.
  const isPortal = state.way.way === 'portal';
  state.moving = subscriptions.filter((one) =>
    isPortal ? moving.includes(one.subscriptionId) : one.tenantBefore !== customer.tenantId,
  );
  state.authLevelBefore = authLevel;
  state.accounts = accounts;
  const [first, ...others] = [...new Set(state.moving.map(({ tenantBefore }) => tenantBefore))];
  if (others.length > 0)
    throw fail(
      'InvalidInput',
      `subscriptions: are in ${others.length + 1} directories (${[first, ...others].join(', ')}): one run for each`,
    );
  state.sourceTenantId = first ?? state.sourceTenantId;
  if (variant === 'customerEa') {
    const elsewhere = subscriptions.find(({ tenantBefore }) => tenantBefore !== customer.tenantId);
    if (elsewhere)
      throw fail(
        'OtherTenant',
        `${elsewhere.displayName} is in the directory ${elsewhere.tenantBefore}, the customer’s is ${customer.tenantId}: that is another variant (partnerEa), or another customer`,
      );
  }
  const unowned = isPortal && state.moving.find(({ ownerBefore }) => ownerBefore === undefined);
  if (unowned)
    throw fail(
      'InvalidInput',
      `sourceAccount: is missing, and Azure does not say who owns ${unowned.displayName}: name the account’s e-mail`,
    );
  const { ownerOf } = await operator.checkTargetOwner('Check the target owner and the subscription to move to', {
    tenantId: customer.tenantId,
    destination: destination.subscriptionId,
    objectId: admin.objectId,
    userPrincipalName: admin.userPrincipalName,
    sources: variant === 'customerEa' ? input.subscriptions : [],
  });
  state.ownerOf = ownerOf;
  run.progress.say(
    state.moving.length > 0
      ? `${state.moving.length} of ${subscriptions.length} are to get into ${customer.tenantId}`
      : 'all are in the customer’s directory already',
  );
}
