import { askDocument } from '../../asking/ask-document';
import type { OwnershipTransferFacts } from '../../../activities/ports/ea-portal-and-directory';
import type { MovedSubscription } from '../../../contracts/processes/tenant-move';
import { acceptClicks, ownershipClicks } from './documents/portal-steps';
import { arrived } from './transfer-in-enrolment';
import { fail } from '../../base/failures';
import { clickedByOperator, seenIn } from './portal-by-people';
import type { Undo } from '../../acts/undo';
import { sendOnce } from '../../acts/send-once';
import { acceptLosses, restoreBack } from './losses';
import type { TenantMoveState } from './state';

interface Gift {
  subscription: MovedSubscription;
  /** The account that makes the request. */
  as: string;
  from: string;
  to: string;
}

/** Pay-as-you-go, Open, BizSpark: the owner asks, the recipient accepts at Microsoft (seed l.15196). One subscription at a time. */
export async function transferOwnership(state: TenantMoveState, undo: Undo): Promise<void> {
  await acceptLosses(state);
  state.enter('transfer');
  const { customer, admin } = state.input;
  for (const subscription of state.moving) {
    await state.run.pause.resumed();
    const there: Gift = {
      subscription,
      as: state.sourceTenantId,
      from: subscription.ownerBefore ?? '',
      to: admin.userPrincipalName,
    };
    const back: Gift = { subscription, as: customer.tenantId, from: there.to, to: there.from };
    undo(`give ${subscription.displayName} back to ${there.from}`, () => giveBack(state, there, back));
    await give(state, there);
    await seenIn(state, customer.tenantId, [subscription]);
    arrived(state, [subscription], there.to);
  }
}

async function give(state: TenantMoveState, gift: Gift): Promise<void> {
  const { subscription, to } = gift;
  if (!state.hasPortal) {
    const what = `have the ownership of ${subscription.displayName} transferred to ${to}`;
    return clickedByOperator(state, 'transfer', what, ownershipClicks({ ...gift, subscriptions: [subscription] }));
  }
  const before = (await newest(state, gift))?.id;
  await sendOnce({
    send: () => actorOf(state, gift).requestOwnership(`Offer ${subscription.displayName} to ${to}`, asked(gift)),
    look: async () => ((await newest(state, gift))?.id === before ? 'didNotHappen' : 'happened'),
  });
  const request = await newest(state, gift);
  if (!request || request.id === before)
    throw fail('TransferRefused', `Microsoft shows no request for ${subscription.displayName}`);
  await accepted(state, gift, request);
}

/** The recipient accepts by Microsoft's link; here it can only decline. Throws `Declined`, `Expired`. */
async function accepted(state: TenantMoveState, gift: Gift, { id, acceptUrl }: OwnershipTransferFacts): Promise<void> {
  const { subscription, to } = gift;
  await askDocument(state, {
    step: 'transfer',
    what: `accept ${subscription.displayName} as ${to} at Microsoft`,
    document: acceptClicks({ ...gift, subscriptions: [subscription], link: acceptUrl }),
    parties: ['customer'],
    withinDays: state.input.deadlines.ownership,
    link: acceptUrl,
    orSeen: async () => {
      const { subscriptionId } = subscription;
      const look = { as: gift.as, subscriptionId, id, everyMs: state.pace(60) };
      const { status } = await actorOf(state, gift).awaitOwnership('Look whether the request is accepted', look);
      if (status === 'Expired')
        throw fail('Expired', `Microsoft’s request for ${subscription.displayName} has expired`, { parties: ['customer'] });
      if (status !== 'Completed')
        throw fail('Declined', `${to} has not taken ${subscription.displayName}: ${status}`, { party: 'customer' });
    },
  });
}

/** Withdraws a request that is open; a subscription that has gone is asked back, which its old owner has to accept. */
async function giveBack(state: TenantMoveState, there: Gift, back: Gift): Promise<boolean> {
  const { subscription } = there;
  if (state.hasPortal) {
    const request = await newest(state, there);
    if (request?.status === 'Pending') {
      await actorOf(state, there).cancelOwnership('Withdraw the request', { as: there.as, id: request.id });
      return true;
    }
    if (!request || request.status === 'InProgress') return settledLate(state, there, back, request);
    if (request.status !== 'Completed') return false;
  } else {
    const { subscriptionId } = subscription;
    const { tenantId } = await state.operator.directoryOf('Look where the subscription is', {
      subscriptionId,
      directories: [back.as],
    });
    if (tenantId === undefined) return false;
  }
  await give(state, back);
  await seenIn(state, there.as, [subscription]);
  await restoreBack(state, [subscription]);
  return true;
}

/** Accepted a moment ago: it is carried out whatever happens here, and then given back. */
async function settledLate(
  state: TenantMoveState,
  there: Gift,
  back: Gift,
  request: OwnershipTransferFacts | undefined,
): Promise<boolean> {
  if (!request) return false;
  const { subscriptionId } = there.subscription;
  const look = { as: there.as, subscriptionId, id: request.id, everyMs: state.pace(1) };
  await actorOf(state, there).awaitOwnership('Wait until the transfer is carried out', look);
  return giveBack(state, there, back);
}

const asked = ({ as, subscription: { subscriptionId }, to }: Gift) => ({ as, subscriptionId, recipient: to });

async function newest(state: TenantMoveState, gift: Gift): Promise<OwnershipTransferFacts | undefined> {
  return (await actorOf(state, gift).lookAtOwnership('Look for the request', asked(gift))).request;
}

/** Whoever holds the sign-in of the directory. */
const actorOf = (state: TenantMoveState, { as }: Gift) => (as === state.input.customer.tenantId ? state.operator : state.source);
