import { slice } from '../../kernel/slice';
import type { EngineerState } from './engineer/state';
import type { FileWorkspace, SupportTicket } from './model';

/** All that Microsoft.Support knows. Keys are made by `SupportScope`. */
interface SupportState {
  /** How many tickets were ever opened: the next number follows from it. */
  opened: number;
  engineer: EngineerState;
  tickets: Record<string, SupportTicket>;
  workspaces: Record<string, FileWorkspace>;
}

export const supportState = slice<SupportState>('support', () => ({
  opened: 0,
  engineer: { script: [{ behaviour: 'confirm' }], used: 0, steps: [], silent: [], done: [] },
  tickets: {},
  workspaces: {},
}));

/** The next ticket's number: the day it is opened on, then a running number. */
export function nextNumber(state: SupportState, now: number): string {
  state.opened += 1;
  const day = new Date(now).toISOString().slice(2, 10).replaceAll('-', '');
  return `${day}0010${String(state.opened).padStart(6, '0')}`;
}
