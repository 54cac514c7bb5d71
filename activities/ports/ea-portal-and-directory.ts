import type { RoleAssignmentFacts } from './arm';

export interface EaAccountFacts {
  name: string;
  /** E-mail. */
  owner: string;
  /** `Microsoft Account` or `Work or School Account`. */
  authType: string;
  department: string;
  /** `Pending` until its owner has signed in and pressed Continue, then `Active`. */
  status: string;
  subscriptions: { subscriptionId: string; displayName: string; state: string }[];
}

export interface EnrolmentFacts {
  number: string;
  companyName: string;
  authLevel: string;
  accounts: EaAccountFacts[];
}

export interface EaTransferFacts {
  id: string;
  /** `InProgress`, `Completed`, `Failed`. */
  status: string;
  sourceAccount: string;
  targetAccount: string;
  /** Lower-case. */
  subscriptions: string[];
  error?: { code: string; message: string };
}

/** A subscription's page in the Account Center. */
export interface AccountFacts {
  subscriptionId: string;
  displayName: string;
  state: string;
  tenantId: string;
  offerId: string;
  /** E-mail; empty where there is none (CSP). */
  accountOwner: string;
  /** `Microsoft Account` or `Work or School Account`. */
  accountOwnerType: string;
  serviceAdministrator: string;
  coAdministrators: string[];
  /** MPN id of the digital partner of record; empty: none. */
  partnerId: string;
  /** Unused, in the subscription's currency; 0: none. */
  credit: number;
}

export interface OwnershipTransferFacts {
  id: string;
  /** `Pending`, `InProgress`, `Completed`, `Expired`, `Declined`, `Canceled`. */
  status: string;
  from: string;
  recipient: string;
  /** Address at which the recipient accepts. */
  acceptUrl: string;
  expirationTime: string;
}

/**
 * The EA portal and the Account Center, where an address for them is configured. Neither has a public interface at Microsoft: there people
 * click, and Handover looks. `as` is the directory whose identity signs in. Reads may be repeated, and so may writes unless they say that
 * they are sent once. All methods throw failures of contracts/run/failures.ts.
 */
export interface EaPortal {
  /** @throws NotFound, AccessDenied */
  enrolment(as: string, number: string): Promise<EnrolmentFacts>;
  setAuthLevel(as: string, number: string, authLevel: string): Promise<void>;
  /** An account of that owner that is there already counts as added. */
  addAccount(as: string, number: string, account: { name: string; owner: string; department?: string }): Promise<void>;
  /** One that is not there counts as removed. */
  removeAccount(as: string, number: string, owner: string): Promise<void>;
  /** Sent once: a lost answer is `OutcomeUnknown`. */
  transfer(as: string, number: string, from: string, to: string, subscriptions: readonly string[]): Promise<void>;
  transfers(as: string, number: string): Promise<EaTransferFacts[]>;
  account(as: string, subscriptionId: string): Promise<AccountFacts>;
  editAccount(
    as: string,
    subscriptionId: string,
    change: { serviceAdministrator?: string; coAdministrators?: string[]; partnerId?: string },
  ): Promise<void>;
  /** Sent once: a lost answer is `OutcomeUnknown`. */
  requestOwnership(as: string, subscriptionId: string, recipient: string): Promise<void>;
  /** Newest last. */
  ownershipTransfers(as: string, subscriptionId: string): Promise<OwnershipTransferFacts[]>;
  /** Who asked withdraws the request. One that is no longer pending stays as it is. */
  cancelOwnership(as: string, transferId: string): Promise<void>;
}

export interface ClassicAdministratorFacts {
  email: string;
  /** `ServiceAdministrator`, `CoAdministrator`, `AccountAdministrator`. */
  roles: string[];
}

export interface CustomRoleFacts {
  /** GUID. */
  name: string;
  roleName: string;
  description: string;
  permissions: Record<string, unknown>[];
  assignableScopes: string[];
}

/** Kinds in the order in which they can be made: each refers to those before it. */
export const POLICY_KINDS = ['policyDefinitions', 'policySetDefinitions', 'policyAssignments', 'policyExemptions'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** A definition, set, assignment or exemption of Azure Policy, as a GET shows it. */
export interface PolicyItem {
  id: string;
  kind: PolicyKind;
  properties: Record<string, unknown>;
  /** An assignment's identity. */
  identity?: Record<string, unknown>;
  /** Location of an assignment that has an identity. */
  location?: string;
}

/** What of a subscription belongs to its directory (Microsoft.Authorization), in one tenant. */
export interface DirectoryBound {
  /** Object id of the identity that this worker signs in with there. */
  ownPrincipal(): Promise<string | undefined>;
  /** Empty where Microsoft no longer answers for classic administrators (retired in August 2024). */
  classicAdministrators(subscriptionId: string): Promise<ClassicAdministratorFacts[]>;
  customRoles(subscriptionId: string): Promise<CustomRoleFacts[]>;
  putCustomRole(subscriptionId: string, role: CustomRoleFacts): Promise<void>;
  /** All of Azure Policy that is written at the subscription or below it. */
  policies(subscriptionId: string): Promise<PolicyItem[]>;
  putPolicy(item: PolicyItem): Promise<void>;
}

/** Resources that depend on the directory without belonging to it, by how (activities/reading/tied-resources.ts). */
export type TiedKind =
  | 'customerKeys'
  | 'diskEncryptionSets'
  | 'accessLists'
  | 'fileSync'
  | 'mySqlServers'
  | 'domainServices'
  | 'devCenters'
  | 'synapseWorkspaces';

/** What a change of owner and directory takes away, as it was before; the artifact that the undo works from. */
export interface SubscriptionSnapshot extends Partial<Record<TiedKind, NamedResource[]>> {
  subscriptionId: string;
  displayName: string;
  tenantId: string;
  administrators: ClassicAdministratorFacts[];
  partnerId: string;
  credit: number;
  roleAssignments: RoleAssignmentFacts[];
  /** Names of those who hold the roles, by lower-case object id, as far as the old directory says. */
  holders: Record<string, string>;
  customRoles: CustomRoleFacts[];
  keyVaults: NamedResource[];
  managedIdentities: NamedResource[];
  kubernetesClusters: NamedResource[];
  /** SQL servers that have an administrator of the directory. */
  sqlServers: NamedResource[];
  policies: PolicyItem[];
}

export interface NamedResource {
  id: string;
  name: string;
}
