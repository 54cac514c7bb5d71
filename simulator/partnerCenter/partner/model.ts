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
  createdAt: number;
}

export interface SettledState {
  selfServePolicies: SelfServePolicy[];
  qualifications: Qualification[];
}

export function emptySettled(): SettledState {
  return { selfServePolicies: [], qualifications: [] };
}
