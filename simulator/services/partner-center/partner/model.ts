/** What a partner has agreed and settled for its customers. Times are virtual milliseconds. */

export interface SelfServePolicy {
  id: string;
  entityTenantId: string;
  grantorTenantId: string;
  permissions: { resource: string; action: string }[];
  version: number;
}

export interface Qualification {
  customerTenantId: string;
  qualification: string;
  vettingStatus: 'InReview' | 'Approved';
  /** The code of the government cloud. */
  validationCode?: string;
  createdAt: number;
}

export interface SettledState {
  selfServePolicies: SelfServePolicy[];
  qualifications: Qualification[];
  /** Domains that customers have beyond their first. */
  domains: { customerTenantId: string; name: string }[];
}

export function emptySettled(): SettledState {
  return { selfServePolicies: [], qualifications: [], domains: [] };
}
