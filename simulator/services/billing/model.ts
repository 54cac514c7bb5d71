/** What Microsoft.Billing and metering know. Plain data only: all of it goes into a snapshot. Times are virtual milliseconds. */

export interface PricedMeter {
  id: string;
  name: string;
  category: string;
  subcategory: string;
  /** Billing region; empty: the same everywhere. */
  region: string;
  unit: string;
  includedQuantity: number;
  /** USD for each unit by the quantity of a month from which it holds, `"0"` first: the CSP price list. Empty: CSP does not sell it. */
  rates: Record<string, number>;
  /** USD for each unit by offer id (`MS-AZR-0017P`): EA price sheet and retail. What is not named costs the list price. */
  before: Record<string, number>;
}

/** What is used on a day, once or again and again. */
export interface UsageEntry {
  subscriptionId: string;
  /** Full ARM id, or whatever old resources are named by; empty: the subscription as a whole. */
  resourceId: string;
  meterId: string;
  consumedService: string;
  /** Negative ones are corrections. */
  quantity: number;
  /** Start of a day on which it is used, UTC. */
  day: number;
  /** It is used every so many days, before and after that day too. Absent: on that day only. */
  everyDays?: number;
  /** In which it is billed, ISO 4217. */
  currency: string;
}

export type BillingTransferStatus =
  'Pending' | 'InProgress' | 'Completed' | 'CompletedWithErrors' | 'Failed' | 'Canceled' | 'Declined' | 'Expired';

export interface BillingTransferProduct {
  productType: string;
  productId: string;
  status: 'NotStarted' | 'InProgress' | 'Completed' | 'Failed';
  error?: { code: string; message: string };
}

/** A partner's request for billing ownership. */
export interface BillingTransfer {
  name: string;
  partnerTenantId: string;
  customerTenantId: string;
  recipientEmail: string;
  initiatorEmail: string;
  resellerId?: string;
  status: BillingTransferStatus;
  createdAt: number;
  expiresAt: number;
  canceledBy?: string;
  products: BillingTransferProduct[];
  /** When it ends; absent: never. */
  dueAt?: number;
  /** A fault ends it so. */
  willFail?: { code: string; message: string };
}

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

/** Of a tenant: which subscriptions may change directories. */
export interface DirectoryPolicy {
  blockSubscriptionsLeavingTenant: boolean;
  blockSubscriptionsIntoTenant: boolean;
  exemptedPrincipals: string[];
}

export interface BillingState {
  meters: PricedMeter[];
  usage: UsageEntry[];
  transfers: BillingTransfer[];
  /** By lower-case partner tenant: whether its billing profile allows marketplace purchases. Absent: AllAllowed. */
  marketplacePurchases: Record<string, 'AllAllowed' | 'OnlyFreeAllowed' | 'NotAllowed'>;
  directoryChanges: DirectoryChange[];
  /** By lower-case tenant. */
  directoryPolicies: Record<string, DirectoryPolicy>;
}

export function emptyBillingState(): BillingState {
  return { meters: [], usage: [], transfers: [], marketplacePurchases: {}, directoryChanges: [], directoryPolicies: {} };
}
