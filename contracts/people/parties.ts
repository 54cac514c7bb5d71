/** Who takes part in a process. `operator` runs Handover; the others act from their own side. */
export const PARTIES = ['customer', 'sourcePartner', 'destinationPartner', 'microsoft', 'operator'] as const;
export type Party = (typeof PARTIES)[number];

/** Workflows of every process are polled here. */
export const WORKFLOW_TASK_QUEUE = 'handover';

/** What the operator's identity does. */
export function taskQueue(party: Party): string {
  return `handover-${party}`;
}

/**
 * What one organisation does with its own sign-in: a queue for each tenant, polled only by workers that hold that tenant's credentials. A
 * partner is the source of one transfer and the destination of the next, so the queue is the organisation's and not the role's.
 */
export function tenantQueue(tenantId: string): string {
  return `handover-tenant-${tenantId.toLowerCase()}`;
}
