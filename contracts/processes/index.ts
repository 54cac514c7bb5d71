import type { ProcessName, Status } from '../run/progress';

/** Names under which the processes are registered with Temporal. */
export const WORKFLOW_TYPES = {
  'resource-move': 'resourceMove',
  'access-handover': 'accessHandover',
  'csp-transfer': 'cspTransfer',
  'reseller-relationship': 'resellerRelationship',
  'customer-onboarding': 'customerOnboarding',
  'tenant-move': 'tenantMove',
  'billing-transfer': 'billingTransfer',
  assessment: 'assessment',
  'classic-upgrade': 'classicUpgrade',
  'secrets-removal': 'secretsRemoval',
  'ea-to-csp': 'eaToCsp',
  'payg-to-csp': 'paygToCsp',
} as const satisfies Record<ProcessName, string>;

export const PROCESSES = Object.keys(WORKFLOW_TYPES) as readonly ProcessName[];

export const STATUSES: readonly Status[] = ['running', 'waiting', 'undoing', 'done', 'undone', 'declined', 'failed'];
