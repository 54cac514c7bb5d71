import type { KindsOf } from '../common/kind';
import type { createLockActivities } from './locks';
import type { createProviderActivities } from './providers';
import type { createResourceGroupActivities } from './resource-groups';
import type { createRoleActivities } from './roles';
import type { createSubscriptionActivities } from './subscriptions';

export const kinds = {
  // locks
  liftLocks: 'do',
  restoreLocks: 'do',
  // providers
  registerProviders: 'do',
  awaitProviders: 'poll',
  // resource groups
  createResourceGroups: 'do',
  deleteEmptyGroups: 'do',
  // roles
  snapshotRoles: 'look',
  grantRole: 'do',
  awaitRole: 'poll',
  awaitNoRole: 'poll',
  revokeRole: 'do',
  restoreRole: 'do',
  // subscriptions
  checkSubscriptions: 'look',
} as const satisfies KindsOf<
  | typeof createLockActivities
  | typeof createProviderActivities
  | typeof createResourceGroupActivities
  | typeof createRoleActivities
  | typeof createSubscriptionActivities
>;
