import { ArmError } from '../arm-types';
import type { Azure } from '../azure';
import { wrongTenant } from '../identity/authenticate';
import { keyOf } from '../ids';
import type { Subscription } from '../state/model';
import { subscriptionNotFound } from './errors';
import type { ArmRequest } from './request';

/** The subscription a request is about. @throws ArmError 404 when there is none, 401 when the token is another tenant's */
export function subscriptionFor(azure: Azure, request: ArmRequest, subscriptionId: string): Subscription {
  const subscription = azure.store.subscriptions.get(keyOf(subscriptionId));
  if (!subscription) {
    if (!/^[0-9a-f-]{36}$/i.test(subscriptionId))
      throw new ArmError(400, {
        code: 'InvalidSubscriptionId',
        message: `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`,
      });
    throw subscriptionNotFound(subscriptionId);
  }
  const { caller } = request;
  if (!caller.isDevelopment && caller.tenantId !== undefined && keyOf(caller.tenantId) !== keyOf(subscription.tenantId))
    throw wrongTenant(caller, subscription.tenantId, request.origin);
  return subscription;
}
