/** Who takes part in a process. `operator` runs Handover; the others act from their own side. */
export const PARTIES = ['customer', 'sourcePartner', 'destinationPartner', 'microsoft', 'operator'] as const;
export type Party = (typeof PARTIES)[number];

/** Workflows of every process are polled here. */
export const WORKFLOW_TASK_QUEUE = 'handover';

/** One task queue a party: a party's credentials stay on that party's worker. */
export function taskQueue(party: Party): string {
  return `handover-${party}`;
}
