import type { ProcessName, Status } from '../contracts/progress';

/** Names under which the processes are registered with Temporal. */
export const WORKFLOW_TYPES = { 'resource-move': 'resourceMove', 'access-handover': 'accessHandover' } as const satisfies Record<
  ProcessName,
  string
>;

export const PROCESSES: readonly ProcessName[] = ['resource-move', 'access-handover'];

export const STATUSES: readonly Status[] = ['running', 'waiting', 'undoing', 'done', 'undone', 'declined', 'failed'];
