import type { MovedSubscription } from '../../../contracts/processes/tenant-move';
import { arrived } from './transfer-in-enrolment';
import { fail } from '../../base/failures';
import { seenIn } from './portal-by-people';
import type { Undo } from '../../acts/undo';
import { sendOnce } from '../../acts/send-once';
import { acceptLosses, restoreBack } from './losses';
import type { TenantMoveState } from './state';

/** A change from one directory to the other; who bills the subscription stays. */
interface Change {
  subscription: MovedSubscription;
  from: string;
  to: string;
}

/** Azure's own request: asked in the directory it leaves, accepted in the one it goes to (learn.microsoft.com, Microsoft.Subscription 2025-11-01-preview). */
export async function changeDirectories(state: TenantMoveState, undo: Undo): Promise<void> {
  await acceptLosses(state);
  state.enter('transfer');
  for (const subscription of state.moving) {
    await state.run.pause.resumed();
    const there: Change = { subscription, from: state.sourceTenantId, to: state.input.customer.tenantId };
    undo(`change the directory of ${subscription.displayName} back`, () => changeBack(state, there));
    await change(state, there);
    arrived(state, [subscription], subscription.ownerBefore);
  }
}

async function change(state: TenantMoveState, { subscription, from, to }: Change): Promise<void> {
  const { subscriptionId, displayName } = subscription;
  const [asker, taker] = [actorIn(state, from), actorIn(state, to)];
  const { objectId } = await taker.ownPrincipal('Ask who takes the subscription over', { tenantId: to });
  await asker.requestDirectoryChange(`Ask for the change of ${displayName}`, {
    tenantId: from,
    subscriptionId,
    destinationTenantId: to,
    destinationOwnerId: objectId,
  });
  const taken = { tenantId: to, subscriptionId };
  await sendOnce({
    send: () => taker.acceptDirectoryChange(`Take ${displayName} over`, taken),
    look: async () => {
      const { status } = await taker.lookAtDirectoryChange('Look what has become of the change', taken);
      if (status === undefined) return 'unclear';
      return status === 'Initialized' ? 'didNotHappen' : 'happened';
    },
  });
  const { status } = await taker.lookAtDirectoryChange('Look what has become of the change', taken);
  if (status === undefined || status === 'Initialized')
    throw fail('TransferRefused', `Azure took the change of ${displayName} and did not carry it out`);
  await seenIn(state, to, [subscription]);
}

/** Withdraws a request that nobody has taken; a subscription that has gone is brought back. */
async function changeBack(state: TenantMoveState, { subscription, from, to }: Change): Promise<boolean> {
  const { subscriptionId } = subscription;
  const offered = { tenantId: to, subscriptionId };
  const { status } = await actorIn(state, to).lookAtDirectoryChange('Look what has become of the change', offered);
  if (status === undefined) return false;
  if (status === 'Initialized') {
    const asked = { tenantId: from, subscriptionId };
    return (await actorIn(state, from).withdrawDirectoryChange('Withdraw the change', asked)).withdrawn;
  }
  await seenIn(state, to, [subscription]);
  await change(state, { subscription, from: to, to: from });
  await restoreBack(state, [subscription]);
  return true;
}

const actorIn = (state: TenantMoveState, tenantId: string) =>
  tenantId === state.input.customer.tenantId ? state.operator : state.source;
