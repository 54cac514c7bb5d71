import { classicUpgradeId, type ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import { resourceMoveId, type ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { secretsRemovalId, type SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import type { MigrationState } from './state';
import type { Undo } from '../../acts/undo';

const NOT_IN_PLACE = 'can be rehearsed once the subscriptions are in the customer’s directory';

/** 5. Classic resources become Resource Manager's. What its own gate has committed stays. */
export async function upgradeClassic(state: MigrationState, undo: Undo): Promise<void> {
  const { deadlines, rehearse } = state.input;
  const { gate, ruling, remindEvery } = deadlines;
  const classic = state.assessed?.classic ?? [];
  if (classic.length === 0) {
    state.skip('classic', 'there is nothing classic');
    return;
  }
  if (!state.isInPlace) {
    state.skip('classic', NOT_IN_PLACE);
    return;
  }
  state.enter('classic');
  await state.each(classic, async (subscriptionId) => {
    await state.later<ClassicUpgradeResult>(undo, `leave ${state.nameOf(subscriptionId)} classic`, {
      type: 'classicUpgrade',
      workflowId: classicUpgradeId({ subscriptionId }),
      input: {
        subscriptionId,
        customer: state.customer,
        deadlines: { gate, ruling, remindEvery: Math.min(1, remindEvery) },
        rehearse,
      },
      summary: `Upgrade the classic resources of ${state.nameOf(subscriptionId)}`,
    });
  });
}

/** 6. Virtual machines carry no secrets any more: with them they would not move. */
export async function removeSecrets(state: MigrationState, undo: Undo): Promise<void> {
  const { subscriptions, rehearse, deadlines } = state.input;
  if (!state.isInPlace) {
    state.skip('secrets', NOT_IN_PLACE);
    return;
  }
  state.enter('secrets');
  await state.each(subscriptions, async (subscriptionId) => {
    await state.later<SecretsRemovalResult>(undo, `put the secrets of ${state.nameOf(subscriptionId)} back`, {
      type: 'secretsRemoval',
      workflowId: secretsRemovalId({ subscriptionId }),
      input: { subscriptionId, customer: state.customer, rehearse, deadlines: { ruling: deadlines.ruling } },
      summary: `Remove secrets from the virtual machines of ${state.nameOf(subscriptionId)}`,
    });
  });
}

/** 7. The resources of each subscription move, side by side. */
export async function moveResources(state: MigrationState, undo: Undo): Promise<void> {
  const { subscriptions, exclude, deadlines, rehearse } = state.input;
  const { plan, ruling, remindEvery } = deadlines;
  const destination = state.onboarded?.subscription?.subscriptionId;
  if (destination === undefined || !state.isInPlace) {
    state.skip('move', destination === undefined ? 'can be rehearsed once there is a subscription to move into' : NOT_IN_PLACE);
    return;
  }
  state.enter('move');
  await state.each(subscriptions, async (subscriptionId) => {
    await state.later<ResourceMoveResult>(undo, `move ${state.nameOf(subscriptionId)} back`, {
      type: 'resourceMove',
      workflowId: resourceMoveId({ source: { subscriptionId } }),
      input: {
        source: { subscriptionId },
        destination: { subscriptionId: destination },
        naming: state.naming(subscriptionId),
        customer: state.customer,
        rehearse,
        exclude: exclude.filter((id) => id.toLowerCase().startsWith(`/subscriptions/${subscriptionId}/`)),
        deadlines: { plan, ruling, remindEvery },
      },
      summary: `Move the resources of ${state.nameOf(subscriptionId)}`,
    });
  });
}
