import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { moveWork } from '../../kernel/state/apply-move';
import type { Store } from '../../kernel/state/store';

/** Lists what moves under way bring a subscription from others. All of it counts until the move has ended, because nobody knows how much of it will arrive. */
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
