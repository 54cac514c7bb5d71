import type { Service } from '../../kernel/service';
import { settleDirectoryChanges } from './change-tenant';
import { subscriptionState } from './model';
import { SUBSCRIPTION_PATHS } from './paths';

/** Microsoft.Subscription: cancel, enable and rename a subscription, and take it into another directory. */
export const subscription = {
  name: 'subscription',
  state: subscriptionState,
  armPaths: SUBSCRIPTION_PATHS,
  settle: settleDirectoryChanges,
} satisfies Service;
