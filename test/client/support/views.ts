import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';

export const DIGEST = 'a'.repeat(64);

export function asked(over: Partial<WaitingFor> = {}): WaitingFor {
  return {
    party: 'customer',
    step: 'approve',
    what: 'move 14 resources',
    digest: DIGEST,
    choices: ['approve', 'decline', 'sendBack'],
    since: '2026-11-23T08:00:00.000Z',
    ...over,
  };
}

/** A run in the middle of its move; `over` says what is different. */
export function view(over: Partial<ProgressView> = {}): ProgressView {
  return {
    id: 'move-1',
    process: 'resource-move',
    status: 'running',
    step: 'move',
    since: '2026-11-23T08:00:00.000Z',
    paused: false,
    waitingFor: [],
    steps: [
      { name: 'plan', who: 'handover', state: 'done' },
      { name: 'move', who: 'handover', state: 'running', detail: '1 of 5 batches moved' },
    ],
    decisions: [],
    undone: [],
    leftUndone: [],
    artifacts: {},
    ...over,
  };
}
