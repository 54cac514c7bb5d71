import type { ArtifactRef } from '../../contracts/run/artifact';
import type { LimitedProvider, LimitFacts, PolicyFacts, VmSizeFacts } from '../../contracts/azure/destination';
import type { ArmResource, LockFacts, LockLevel, ResourceGroupFacts } from '../../contracts/azure/inventory';
import type { SecretRef } from '../../contracts/run/secret';

export interface SubscriptionFacts {
  subscriptionId: string;
  tenantId: string;
  displayName: string;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled`, `Deleted` (Microsoft.Resources subscriptions). */
  state: string;
}

export interface RoleAssignmentFacts {
  id: string;
  scope: string;
  roleDefinitionId: string;
  principalId: string;
  principalType?: string;
  /** Narrows what the role allows (attribute-based access control): an assignment without it would allow more. */
  condition?: string;
  conditionVersion?: string;
  delegatedManagedIdentityResourceId?: string;
  description?: string;
}

/** An accepted long operation: where to look, and when Azure wants to be asked first (milliseconds). */
export interface Operation {
  url: string;
  retryAfterMs: number;
}

export type OperationState = { running: true; retryAfterMs: number } | { running: false };

/**
 * What activities need of Azure Resource Manager. All methods throw failures of `contracts/run/failures.ts`, all ids are full ARM ids.
 * Writes are repeatable except `startMove`, which is sent once: a lost answer is `OutcomeUnknown`.
 */
export interface Arm {
  subscription(subscriptionId: string): Promise<SubscriptionFacts>;
  resourceGroups(subscriptionId: string): Promise<ResourceGroupFacts[]>;
  createResourceGroup(subscriptionId: string, group: ResourceGroupFacts): Promise<void>;
  /** Answers when the group is gone; a group that is not there counts as gone. */
  deleteResourceGroup(subscriptionId: string, name: string): Promise<void>;
  /** Ids, types, locations of everything in the subscription or one group; a group that is not there has nothing. */
  listResources(subscriptionId: string, resourceGroup?: string): Promise<ArmResource[]>;
  /** Reads the resources with their properties. */
  inventory(subscriptionId: string, resourceGroups?: string[]): Promise<ArmResource[]>;
  /** Answers, in lower case, those of the ids that a GET does not find; all are of one subscription. A list may lag, a GET does not. */
  absent(ids: readonly string[]): Promise<Set<string>>;
  locks(subscriptionId: string): Promise<LockFacts[]>;
  putLock(scope: string, name: string, level: LockLevel, notes?: string): Promise<void>;
  deleteLock(id: string): Promise<void>;
  /** Every assignment at or below the subscription. */
  roleAssignments(subscriptionId: string): Promise<RoleAssignmentFacts[]>;
  /** Assignments in force at exactly this scope. */
  roleAssignmentsAt(scope: string): Promise<RoleAssignmentFacts[]>;
  putRoleAssignment(scope: string, name: string, assignment: Omit<RoleAssignmentFacts, 'id' | 'scope'>): Promise<void>;
  deleteRoleAssignment(id: string): Promise<void>;
  /** Who may act in the classic deployment model. */
  classicAdministrators(subscriptionId: string): Promise<{ emailAddress: string; role: string }[]>;
  /** Namespace → registrationState, lower-case namespaces. */
  providers(subscriptionId: string): Promise<Map<string, string>>;
  registerProvider(subscriptionId: string, namespace: string): Promise<void>;
  /** Policies in force at the subscription and below it, each with the rule that it assigns. */
  policies(subscriptionId: string): Promise<PolicyFacts[]>;
  /** Limits of a provider in a region, and what is in use. */
  limits(subscriptionId: string, provider: LimitedProvider, region: string): Promise<LimitFacts[]>;
  /** Sizes of virtual machines by their lower-case names. */
  vmSizes(subscriptionId: string, region: string): Promise<Record<string, VmSizeFacts>>;
  startValidation(
    from: { subscriptionId: string; resourceGroup: string },
    resources: string[],
    targetGroupId: string,
  ): Promise<Operation>;
  startMove(
    from: { subscriptionId: string; resourceGroup: string },
    resources: string[],
    targetGroupId: string,
  ): Promise<Operation>;
  /** One look at a long operation, by Location or by Azure-AsyncOperation. Throws what it ended with. */
  poll(subscriptionId: string, url: string): Promise<OperationState>;
  /** Every virtual machine of the subscription as a GET answers it, by Compute's own list. */
  virtualMachines(subscriptionId: string): Promise<ArmResource[]>;
  /** undefined: it is not there. */
  virtualMachine(id: string): Promise<ArmResource | undefined>;
  /** Replaces the machine's model. What was changed at once has no operation to wait for. */
  putVirtualMachine(id: string, model: ArmResource): Promise<Operation | undefined>;
}

/** A subscription is worked on with the credentials that this worker holds for its tenant. */
export interface Azure {
  arm(tenantId: string): Arm;
}

export interface ArtifactStore {
  write(name: string, value: unknown): Promise<ArtifactRef>;
  /** A JSON array of what the pages hold, written as they come: nothing holds all of it. */
  writeList(name: string, pages: AsyncIterable<readonly unknown[]>): Promise<ArtifactRef>;
  /** Refuses (`ArtifactChanged`) a file that is missing or whose bytes are not the ones that were written. */
  read<T>(ref: ArtifactRef): Promise<T>;
}

/**
 * The store that passwords go to. Nothing but a reference comes back: what is in it is for people, who look it up there. Names are free texts, one
 * secret a name; putting again replaces. No method's failure holds the value.
 */
export interface Secrets {
  put(name: string, value: string): Promise<SecretRef>;
  exists(name: string): Promise<SecretRef | undefined>;
  /** False: there was none. */
  remove(name: string): Promise<boolean>;
}
