import { slice } from '../../kernel/slice';

/** What Microsoft.Subscription knows. Times are virtual milliseconds. */

/** A request to take a subscription into another directory. */
export interface DirectoryChange {
  subscriptionId: string;
  sourceTenantId: string;
  sourceOwnerId: string;
  sourceOwnerEmail?: string;
  destinationTenantId: string;
  destinationOwnerId: string;
  status: 'Initialized' | 'InProgress' | 'Completed';
  createdAt: number;
  expiresAt: number;
  acceptedAt?: number;
  dueAt?: number;
  /** A fault ends it so: it is forgotten, since no status is published for one that failed. */
  willFail?: boolean;
}

/** Which subscriptions of a tenant may change directories. */
export interface DirectoryPolicy {
  blockSubscriptionsLeavingTenant: boolean;
  blockSubscriptionsIntoTenant: boolean;
  exemptedPrincipals: string[];
}

interface SubscriptionState {
  directoryChanges: DirectoryChange[];
  /** Policies by tenant in lower case. */
  directoryPolicies: Record<string, DirectoryPolicy>;
}

export const subscriptionState = slice<SubscriptionState>('subscription', () => ({
  directoryChanges: [],
  directoryPolicies: {},
}));
