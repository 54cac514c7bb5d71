import { askDocument } from '../../asking/ask-document';
import { BUILT_IN_ROLES } from '../../../contracts/processes/access-handover';
import { ownerRequest } from './documents/owner-access';
import type { Actor } from '../../acts/actors';
import { fail } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import type { TenantMoveState } from './state';

/**
 * The customer's administrator, who will move the resources, becomes Owner: on the destination by the partner, on the source by the customer
 * or, when the customer approves, by Handover (seed l.14753-14760). What was transferred is the administrator's own already.
 */
export async function giveOwner(state: TenantMoveState, undo: Undo): Promise<void> {
  const { input, operator, partner } = state;
  state.enter('access');
  if (input.variant === 'customerEa') await askForOwner(state);
  const moved = state.movingIds;
  for (const { subscriptionId } of state.subscriptions) {
    // Where it was held nobody was asked: nothing is granted there, whatever has become of it since. The end looks.
    if (state.ownerOf.includes(subscriptionId)) continue;
    // A subscription that goes back loses every assignment on the way: none is taken away before.
    await grant(state, operator, subscriptionId, moved.includes(subscriptionId) ? undefined : undo);
  }
  await grant(state, partner, input.destination.subscriptionId, undo);
}

async function grant(state: TenantMoveState, by: Actor, subscriptionId: string, undo: Undo | undefined): Promise<void> {
  const { customer, admin } = state.input;
  const scope = `/subscriptions/${subscriptionId}`;
  const targetOwner = {
    tenantId: customer.tenantId,
    scope,
    principalId: admin.objectId,
    principalType: 'User' as const,
    role: BUILT_IN_ROLES.Owner,
  };
  await state.run.pause.resumed();
  if (undo) {
    const { snapshot } = await by.snapshotRoles('Keep the assignments of the subscription', {
      tenantId: customer.tenantId,
      scope,
    });
    undo(`take Owner of ${subscriptionId} from ${admin.userPrincipalName}`, async () => {
      return (await by.revokeRole('Take the role away again', { ...targetOwner, unlessIn: snapshot })).revoked > 0;
    });
  }
  await state.rule('access', async () => {
    await by.grantRole(`Make ${admin.userPrincipalName} Owner of ${subscriptionId}`, targetOwner);
    await by.awaitRole('Wait until the assignment is listed', targetOwner);
  });
}

/** Approved: Handover assigns it. Seen: the customer has. Held already: nobody is asked. Throws `Declined`, `Expired`. */
async function askForOwner(state: TenantMoveState): Promise<void> {
  const { input, operator, run } = state;
  const { customer, admin } = input;
  const subscriptions = state.subscriptions.filter(({ subscriptionId }) => !state.ownerOf.includes(subscriptionId));
  if (subscriptions.length === 0) {
    run.progress.say(`${admin.userPrincipalName} is Owner already`);
    return;
  }
  const outcome = await askDocument(state, {
    step: 'access',
    what: `make ${admin.userPrincipalName} Owner of ${state.what}, or approve that Handover does`,
    document: ownerRequest(input, subscriptions),
    parties: ['customer'],
    withinDays: input.deadlines.warnings,
    orSeen: async () => {
      for (const { subscriptionId } of subscriptions)
        await operator.awaitOwner('Look whether the customer has assigned the role', {
          tenantId: customer.tenantId,
          subscriptionId,
          principalId: admin.objectId,
          everyMs: state.pace(60),
        });
    },
  });
  if (outcome.choice === 'sendBack')
    throw fail('Declined', `customer sent the request back: ${outcome.by.comment ?? 'no comment'}`, { party: 'customer' });
}
