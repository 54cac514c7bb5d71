import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { moveWork } from '../../kernel/state/apply-move';
import type { Store } from '../../kernel/state/store';

/** What the moves under way bring a subscription from others. Until such a move has ended all of it counts: nobody knows what of it will arrive. */
export function arrivingAt(store: Store, subscriptionId: string): ArmResource[] {
  const own = `/subscriptions/${keyOf(subscriptionId)}/`;
  return store.groups(subscriptionId).flatMap((group) =>
    group.busy.flatMap(({ operation }) => {
      const move = moveWork(store.operations.get(operation));
      if (move?.targetGroup !== keyOf(group.id) || move.sourceGroup.startsWith(own)) return [];
      return move.resources.flatMap((id) => store.find(id)?.resource ?? []);
    }),
  );
}
