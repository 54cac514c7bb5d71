/** A resource as ARM's GET answers it. Only what planning reads is typed; the rest is kept as it came. */
export interface ArmResource {
  id: string;
  type: string;
  name?: string;
  location?: string;
  tags?: Record<string, string>;
  kind?: string;
  managedBy?: string;
  sku?: Record<string, unknown>;
  plan?: Record<string, unknown>;
  identity?: Record<string, unknown>;
  properties?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface ResourceGroupFacts {
  name: string;
  location: string;
  tags?: Record<string, string>;
  managedBy?: string;
}

export type LockLevel = 'CanNotDelete' | 'ReadOnly';

/** `id` is the lock's own ARM id; what it protects is everything at or below the id's part before `/providers/Microsoft.Authorization`. */
export interface LockFacts {
  id: string;
  level: LockLevel;
  notes?: string;
}

/** What was read of the source subscription at one moment, or of a file the user exported. */
export interface SourceInventory {
  subscriptionId: string;
  /** The groups that are to be moved; every group that occurs in `resources` is among them. */
  resourceGroups: ResourceGroupFacts[];
  /** Names of the subscription's groups that were not chosen: a staging group must not take one of them. */
  otherGroups?: string[];
  /** Every resource of the subscription's chosen groups, nested ones too when the source lists them. */
  resources: ArmResource[];
  /** Locks of the subscription, its groups and resources. */
  locks: LockFacts[];
}

/** What was read of the destination subscription. From an exported file none of it is known: leave it out. */
export interface DestinationInventory {
  subscriptionId: string;
  resourceGroups: ResourceGroupFacts[];
  resources: Pick<ArmResource, 'id' | 'type' | 'location'>[];
  locks: LockFacts[];
  /** Namespaces that are registered, in any case. Absent: not known. */
  registeredProviders?: string[];
}
