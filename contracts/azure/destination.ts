/** What the destination lets in, as Azure's management plane tells it. */

/** An assignment of a policy that holds at or below a subscription, with the rule that it assigns (Microsoft.Authorization). */
export interface PolicyFacts {
  /** Id of the assignment. */
  id: string;
  displayName: string;
  /** What it is assigned to: a management group, the subscription, a group, a resource. */
  scope: string;
  /** Scopes that it leaves out. */
  notScopes: string[];
  /** Values by name: the assignment's, else the definition's default. */
  parameters: Record<string, unknown>;
  /** `policyRule` of the definition. Absent: an initiative, or a definition that could not be read. */
  rule?: Record<string, unknown>;
}

/** One limit of a subscription in one region, and how much of it is in use (usages of Microsoft.Compute, .Network, .Storage). */
export interface LimitFacts {
  /** Azure's name of it: `cores`, `standardDSv3Family`, `PublicIPAddresses`. */
  name: string;
  /** The name that people read: `Total Regional vCPUs`. */
  title: string;
  inUse: number;
  limit: number;
}

/** A size of virtual machines (Microsoft.Compute skus). */
export interface VmSizeFacts {
  vcpus: number;
  /** Name of the limit of its series. */
  family: string;
}

/** Providers whose limits are looked at. */
export const LIMITED_PROVIDERS = ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'] as const;
export type LimitedProvider = (typeof LIMITED_PROVIDERS)[number];

/** Limits by region (lower case, without blanks) and provider; what could not be read is not there. */
export interface Limits {
  regions: Record<string, Partial<Record<LimitedProvider, LimitFacts[]>>>;
  /** What each size needs, by region, then by the size's lower-case name. */
  sizes: Record<string, Record<string, VmSizeFacts>>;
}
