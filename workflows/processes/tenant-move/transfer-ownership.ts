import type { OwnershipTransferFacts } from '../../../activities/ports/ea-portal-and-directory';
import type { MovedSubscription } from '../../../contracts/processes/tenant-move';
import { acceptClicks, ownershipClicks } from './documents/portal-steps';
import { arrived } from './transfer-in-enrolment';
import { fail } from '../../base/failures';
import { clickedByOperator, seenIn } from './portal-by-people';
import type { Undo } from '../../acts/undo';
import { settleOnce } from '../../acts/send-once';
import { acceptLosses, restoreBack } from './losses';
import type { TenantJob } from './state';

interface Gift {
  subscription: MovedSubscription;
  /** As whom the request is made. */
  as: string;
  from: string;
  to: string;
}

/** Pay-as-you-go, Open, BizSpark: the owner asks, the recipient accepts at Microsoft (seed l.15196). One subscription at a time. */
export async function transferOwnership(job: TenantJob, undo: Undo): Promise<void> {
  await acceptLosses(job);
  job.enter('transfer');
  const { customer, admin } = job.input;
  for (const subscription of job.moving) {
    await job.run.hold.released();
    const there: Gift = {
      subscription,
      as: job.sourceTenantId,
      from: subscription.ownerBefore ?? '',
      to: admin.userPrincipalName,
    };
    const back: Gift = { subscription, as: customer.tenantId, from: there.to, to: there.from };
    undo(`give ${subscription.displayName} back to ${there.from}`, () => giveBack(job, there, back));
    await give(job, there);
    await seenIn(job, customer.tenantId, [subscription]);
    arrived(job, [subscription], there.to);
  }
}

async function give(job: TenantJob, gift: Gift): Promise<void> {
  const { subscription, to } = gift;
  if (!job.hasPortal) {
    const what = `have the ownership of ${subscription.displayName} transferred to ${to}`;
    return clickedByOperator(job, 'transfer', what, ownershipClicks({ ...gift, subscriptions: [subscription] }));
  }
  const before = (await newest(job, gift))?.id;
  await settleOnce({
    send: () => actorOf(job, gift).requestOwnership(`Offer ${subscription.displayName} to ${to}`, asked(gift)),
    look: async () => ((await newest(job, gift))?.id === before ? 'didNotHappen' : 'happened'),
  });
  const request = await newest(job, gift);
  if (!request || request.id === before)
    throw fail('TransferRefused', `Microsoft shows no request for ${subscription.displayName}`);
  await accepted(job, gift, request);
}

/** The recipient accepts by Microsoft's link; here it can only decline. Throws `Declined`, `Expired`. */
async function accepted(job: TenantJob, gift: Gift, { id, acceptUrl }: OwnershipTransferFacts): Promise<void> {
  const { subscription, to } = gift;
  await job.ask({
    step: 'transfer',
    what: `accept ${subscription.displayName} as ${to} at Microsoft`,
    document: acceptClicks({ ...gift, subscriptions: [subscription], link: acceptUrl }),
    parties: ['customer'],
    withinDays: job.input.waits.ownership,
    link: acceptUrl,
    orSeen: async () => {
      const { subscriptionId } = subscription;
      const look = { as: gift.as, subscriptionId, id, everyMs: job.pace(60) };
      const { status } = await actorOf(job, gift).awaitOwnership('Look whether the request is accepted', look);
      if (status === 'Expired')
        throw fail('Expired', `Microsoft’s request for ${subscription.displayName} has expired`, { parties: ['customer'] });
      if (status !== 'Completed')
        throw fail('Declined', `${to} has not taken ${subscription.displayName}: ${status}`, { party: 'customer' });
    },
  });
}

/** Withdraws a request that is open; a subscription that has gone is asked back, which its old owner has to accept. */
async function giveBack(job: TenantJob, there: Gift, back: Gift): Promise<boolean> {
  const { subscription } = there;
  if (job.hasPortal) {
    const request = await newest(job, there);
    if (request?.status === 'Pending') {
      await actorOf(job, there).cancelOwnership('Withdraw the request', { as: there.as, id: request.id });
      return true;
    }
    if (!request || request.status === 'InProgress') return settledLate(job, there, back, request);
    if (request.status !== 'Completed') return false;
  } else {
    const { subscriptionId } = subscription;
    const { tenantId } = await job.operator.directoryOf('Look where the subscription is', {
      subscriptionId,
      directories: [back.as],
    });
    if (tenantId === undefined) return false;
  }
  await give(job, back);
  await seenIn(job, there.as, [subscription]);
  await restoreBack(job, [subscription]);
  return true;
}

/** Accepted a moment ago: it is carried out whatever happens here, and then given back. */
async function settledLate(
  job: TenantJob,
  there: Gift,
  back: Gift,
  request: OwnershipTransferFacts | undefined,
): Promise<boolean> {
  if (!request) return false;
  const { subscriptionId } = there.subscription;
  const look = { as: there.as, subscriptionId, id: request.id, everyMs: job.pace(1) };
  await actorOf(job, there).awaitOwnership('Wait until the transfer is carried out', look);
  return giveBack(job, there, back);
}

const asked = ({ as, subscription: { subscriptionId }, to }: Gift) => ({ as, subscriptionId, recipient: to });

async function newest(job: TenantJob, gift: Gift): Promise<OwnershipTransferFacts | undefined> {
  return (await actorOf(job, gift).lookAtOwnership('Look for the request', asked(gift))).request;
}

/** Whoever holds the sign-in of the directory. */
const actorOf = (job: TenantJob, { as }: Gift) => (as === job.input.customer.tenantId ? job.operator : job.source);
