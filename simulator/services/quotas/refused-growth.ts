import { ArmError, type ArmResource } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { keyOf, parseId } from '../../kernel/ids';
import { arrivingAt } from './arriving';
import { countQuotas, growthOf } from './count';
import { exceedsApproved, type Excess, excesses } from './excess';
import { limitOf, quotaNamed } from './limits';

/**
 * The answer to a write that needs more of a quota than its limit leaves; the first that is exceeded. What needs no more than before is never
 * refused. Codes and words of processors, addresses, virtual networks and storage accounts are Azure's; other limits follow their provider's.
 */
export function refusedGrowth(azure: Azure, before: ArmResource | undefined, after: ArmResource): ArmError | undefined {
  const growth = growthOf(before, after);
  const subscription = azure.store.subscriptions.get(keyOf(parseId(after.id)?.subscriptionId ?? ''));
  if (growth.size === 0 || subscription === undefined) return undefined;
  const { subscriptionId } = subscription;
  const there = [...azure.store.resourcesOf(subscriptionId)].map(({ resource }) => resource);
  const [first] = excesses(growth, countQuotas([...there, ...arrivingAt(azure.store, subscriptionId)]), (location, name) => {
    const quota = quotaNamed(name);
    return quota && limitOf(subscription, location, quota);
  });
  return first && refusal(subscriptionId, first);
}

function refusal(subscriptionId: string, excess: Excess): ArmError {
  switch (quotaNamed(excess.quota)?.namespace) {
    case 'Microsoft.Network': {
      const [code, things] = networkWords(excess.quota);
      const message = `Cannot create more than ${excess.limit} ${things} for this subscription in this region.`;
      return new ArmError(400, { code, message, details: [] });
    }
    case 'Microsoft.Storage':
      return new ArmError(409, {
        code: 'MaxStorageAccountsCountPerSubscriptionExceeded',
        message:
          `Subscription ${subscriptionId} already contains ${excess.inUse} storage accounts with Standard Dns endpoints in location ` +
          `${excess.location} and the maximum allowed is ${excess.limit}.`,
      });
    default:
      return new ArmError(409, { code: 'OperationNotAllowed', message: exceedsApproved(excess) });
  }
}

function networkWords(quota: string): [code: string, things: string] {
  switch (quota) {
    case 'PublicIPAddresses':
      return ['PublicIPCountLimitReached', 'public IP addresses'];
    case 'StaticPublicIPAddresses':
      return ['StaticPublicIPCountLimitReached', 'public IP addresses with static allocation method'];
    case 'VirtualNetworks':
      return ['NetworkCountLimitReached', 'virtual networks'];
    default:
      return [`${quota.slice(0, -1)}CountLimitReached`, (quotaNamed(quota)?.title ?? quota).toLowerCase()];
  }
}
