import type { ArmErrorBody, ArmResource } from '../arm-types';

/** What the simulated Azure consists of. Plain data only: all of it goes into a snapshot. Times are virtual milliseconds. */

export interface Tenant {
  tenantId: string;
  domain: string;
  displayName: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface Partner {
  tenantId: string;
  mpnId: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  contactEmail: string;
}

export interface Subscription {
  subscriptionId: string;
  displayName: string;
  tenantId: string;
  offerId: string;
  state: 'Enabled' | 'Disabled' | 'Warned' | 'PastDue' | 'Deleted';
  /** What it was before it was cancelled, enabled or renamed, for reads that lag. */
  before?: { at: number; state: Subscription['state']; displayName: string };
  partnerTenantId?: string;
  accountOwner?: string;
  /** MPN id of the digital partner of record; a transfer of ownership loses it. */
  partnerOfRecord?: string;
  /** Unused credit of an Open or BizSpark subscription, in its currency. */
  credit?: number;
  /** States by namespace in lower case. Absent: NotRegistered. */
  registrations: Record<string, 'Registering' | 'Registered' | 'Unregistering' | 'Unregistered'>;
  /** Limits that differ from the offer's default. The last one for a quota counts; one without a location holds everywhere, one without a name for every quota. */
  quotas?: { location?: string; name?: string; limit: number }[];
  /** Defaults that were raised to what the world put there; the first of several for one quota. */
  raisedQuotas?: { location: string; name: string; limit: number }[];
}

export interface ResourceGroup {
  id: string;
  name: string;
  subscriptionId: string;
  location: string;
  tags?: Record<string, string>;
  managedBy?: string;
  createdAt: number;
  /** Operations that keep everybody else from writing. */
  busy: { operation: string; doing: 'moving' | 'deleting' }[];
}

export interface StoredResource {
  resource: ArmResource;
  createdAt: number;
  changedAt: number;
  /** Keys of referred-to resources that did not exist when the reference was made. */
  knownDangling: string[];
}

type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup';

export interface Principal {
  objectId: string;
  tenantId: string;
  type: PrincipalType;
  displayName: string;
  createdAt: number;
  userPrincipalName?: string;
  /** The id by which an application signs in. */
  clientId?: string;
  clientSecret?: string;
  /** Object ids of groups. */
  memberOf: string[];
}

/** An administrator in the classic sense. A subscription's account administrator is its `accountOwner` too. */
export interface ClassicAdministrator {
  emailAddress: string;
  role: 'AccountAdministrator' | 'ServiceAdministrator' | 'CoAdministrator';
  /** The object id of the administrator; without it, the user of that name. */
  principalId?: string | undefined;
}

/** Locks, role assignments, policies and links: all that is said about a scope. */
export interface ScopedItem {
  id: string;
  name: string;
  type: string;
  /** Key of what it is said about. */
  scope: string;
  properties: Record<string, unknown>;
  createdAt: number;
  [key: string]: unknown;
}

/** A long-running operation. What it does when its time has come is its service's: see `Service.complete`. */
export interface Operation {
  id: string;
  /** Names what ends it: unique among all services. */
  kind: string;
  subscriptionId: string;
  startedAt: number;
  /** Undefined: never ends. */
  dueAt?: number;
  state: 'running' | 'succeeded' | 'failed';
  /** HTTP status and body of the failing poll. */
  failure?: { status: number; error: ArmErrorBody };
  /** Status of the poll that ends it well. */
  successStatus: number;
  /** Body form of an Azure-AsyncOperation answer. */
  body?: 'status' | 'full';
  /** What the poll of its result shows when it has ended well. */
  resourceId?: string;
  /** What it does, in the form that its service gives to it. Plain data. */
  work?: unknown;
}
