/** What partners have done to a customer's directory. Times are virtual milliseconds. */

/** A user; the one that a world names gets an entry when a partner changes it. Its principal goes when it is deleted and comes back with it. */
export interface CustomerUser {
  id: string;
  customerTenantId: string;
  usageLocation: string;
  userPrincipalName: string;
  firstName: string;
  lastName: string;
  displayName: string;
  immutableId?: string;
  forceChangePassword: boolean;
  createdAt: number;
  /** A deleted user can be brought back for 30 days. */
  deletedAt?: number;
}

export interface DirectoryState {
  users: CustomerUser[];
  /** Who has which role, by customer. */
  roleMembers: { customerTenantId: string; roleId: string; userId: string }[];
  /** Which product's licence a user has. */
  licences: { customerTenantId: string; userId: string; skuId: string; excludedPlans: string[] }[];
}

export function emptyDirectory(): DirectoryState {
  return { users: [], roleMembers: [], licences: [] };
}
