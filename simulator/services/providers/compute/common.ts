import type { ProviderContext, Settling } from '../../../kernel/arm-types';

/** Recorded: Azure-AsyncOperation, and a poll with name, start, end and status. */
export function machineSettling(state: 'Creating' | 'Updating', seconds: number): Settling {
  return { seconds, state, headers: 'azure-asyncoperation', body: 'full', path: 'operations' };
}

export const MACHINE_DELETE: Settling = { seconds: 10, state: 'Deleting', headers: 'both', body: 'full', path: 'operations' };

export function diskSettling(state: 'Creating' | 'Updating' | 'Deleting'): Settling {
  return { seconds: 3, state, headers: 'both', body: 'full', path: 'DiskOperations' };
}

/** Compute writes times with an offset: `2026-01-02T03:04:05.678+00:00`. */
export function computeTime(ctx: ProviderContext): string {
  return ctx.now().toISOString().replace('Z', '+00:00');
}
