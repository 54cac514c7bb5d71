import type { Azure } from '../../kernel/azure';
import { badRequest, invalidContent } from '../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import type { Subscription } from '../../kernel/state/model';

/** Cancel, enable and rename (Microsoft.Subscription 2021-10-01). Reads lag behind while a window of consistency is switched on, as recorded. */

function change(azure: Azure, subscription: Subscription, to: Partial<Pick<Subscription, 'state' | 'displayName'>>): Answer {
  const { state, displayName, subscriptionId } = subscription;
  Object.assign(subscription, to, { before: { at: azure.clock.now(), state, displayName } });
  return { status: 200, body: { subscriptionId } };
}

/** A cancelled subscription is Warned, as recorded. @throws ArmError 400 for one that is not active */
export function cancelSubscription(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  if (subscription.state !== 'Enabled' && subscription.state !== 'PastDue')
    throw badRequest('SubscriptionNotActive', `The subscription is ${subscription.state}: it cannot be cancelled.`);
  return change(azure, subscription, { state: 'Warned' });
}

/** @throws ArmError 400 for a deleted one */
export function enableSubscription(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  if (subscription.state === 'Deleted') throw badRequest('SubscriptionNotActive', 'The subscription is deleted.');
  return change(azure, subscription, { state: 'Enabled' });
}

/** @throws ArmError 400 without a name */
export function renameSubscription(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const { subscriptionName } = objectBody(request);
  if (typeof subscriptionName !== 'string' || subscriptionName === '') throw invalidContent('subscriptionName is required');
  return change(azure, subscriptionFor(azure, request, subscriptionId), { displayName: subscriptionName });
}
