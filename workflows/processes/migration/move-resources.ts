import { classicUpgradeId, type ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import { resourceMoveId, type ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { secretsRemovalId, type SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import type { MigrationJob } from './state';
import type { Undo } from '../../acts/undo';

const NOT_IN_PLACE = 'can be rehearsed once the subscriptions are in the customer’s directory';

/** 5. Classic resources become Resource Manager's. What its own gate has committed stays. */
export async function upgradeClassic(job: MigrationJob, undo: Undo): Promise<void> {
  const { waits, rehearse, rulingWithinDays } = job.input;
  const classic = job.assessed?.classic ?? [];
  if (classic.length === 0) {
    job.skip('classic', 'there is nothing classic');
    return;
  }
  if (!job.isInPlace) {
    job.skip('classic', NOT_IN_PLACE);
    return;
  }
  job.enter('classic');
  await job.each(classic, async (subscriptionId) => {
    await job.later<ClassicUpgradeResult>(undo, `leave ${job.nameOf(subscriptionId)} classic`, {
      type: 'classicUpgrade',
      workflowId: classicUpgradeId({ subscriptionId }),
      input: {
        subscriptionId,
        customer: job.customer,
        gate: { withinDays: waits.gate, remindEveryDays: Math.min(1, waits.remindEvery) },
        rehearse,
        rulingWithinDays,
      },
      summary: `Upgrade the classic resources of ${job.nameOf(subscriptionId)}`,
    });
  });
}

/** 6. Virtual machines carry no secrets any more: with them they would not move. */
export async function removeSecrets(job: MigrationJob, undo: Undo): Promise<void> {
  const { subscriptions, rehearse, rulingWithinDays } = job.input;
  if (!job.isInPlace) {
    job.skip('secrets', NOT_IN_PLACE);
    return;
  }
  job.enter('secrets');
  await job.each(subscriptions, async (subscriptionId) => {
    await job.later<SecretsRemovalResult>(undo, `put the secrets of ${job.nameOf(subscriptionId)} back`, {
      type: 'secretsRemoval',
      workflowId: secretsRemovalId({ subscriptionId }),
      input: { subscriptionId, customer: job.customer, rehearse, rulingWithinDays },
      summary: `Remove secrets from the virtual machines of ${job.nameOf(subscriptionId)}`,
    });
  });
}

/** 7. The resources of each subscription move, side by side. */
export async function moveResources(job: MigrationJob, undo: Undo): Promise<void> {
  const { subscriptions, exclude, waits, rehearse, rulingWithinDays } = job.input;
  const destination = job.onboarded?.subscription?.subscriptionId;
  if (destination === undefined || !job.isInPlace) {
    job.skip('move', destination === undefined ? 'can be rehearsed once there is a subscription to move into' : NOT_IN_PLACE);
    return;
  }
  job.enter('move');
  const { tenantId, name, contact } = job.customer;
  await job.each(subscriptions, async (subscriptionId) => {
    const result = await job.later<ResourceMoveResult>(undo, `move ${job.nameOf(subscriptionId)} back`, {
      type: 'resourceMove',
      workflowId: resourceMoveId({ source: { subscriptionId } }),
      input: {
        source: { subscriptionId },
        destination: { subscriptionId: destination, naming: job.naming(subscriptionId) },
        customer: { tenantId, name, ...(contact ? { email: contact.email } : {}) },
        rehearse,
        exclude: exclude.filter((id) => id.toLowerCase().startsWith(`/subscriptions/${subscriptionId}/`)),
        approval: { withinDays: waits.plan, remindEveryDays: waits.remindEvery },
        rulingWithinDays,
      },
      summary: `Move the resources of ${job.nameOf(subscriptionId)}`,
    });
    if (result) job.moves.push({ subscriptionId, result });
  });
}
