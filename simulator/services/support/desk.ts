import type { EngineerState } from './engineer/state';
import type { FileWorkspace, SupportTicket } from './model';

/** All that Microsoft.Support knows: its part of the store. Keys as `SupportScope` makes them. */
export class SupportDesk {
  readonly tickets = new Map<string, SupportTicket>();
  readonly workspaces = new Map<string, FileWorkspace>();
  engineer: EngineerState = { script: [{ behaviour: 'confirm' }], used: 0, steps: [], silent: [], done: [] };
  private opened = 0;

  /** The next ticket's number: the day it is opened on, then a running number. */
  nextNumber(now: number): string {
    this.opened += 1;
    const day = new Date(now).toISOString().slice(2, 10).replaceAll('-', '');
    return `${day}0010${String(this.opened).padStart(6, '0')}`;
  }

  toJSON(): Record<string, unknown> {
    const { opened, engineer } = this;
    return { opened, engineer, tickets: [...this.tickets.values()], workspaces: [...this.workspaces.values()] };
  }

  /** Takes over what `toJSON` gave; `undefined` (a snapshot from before there was support) leaves the desk empty. */
  load(json: unknown): void {
    if (json === undefined) return;
    const { opened, engineer, tickets, workspaces } = json as {
      opened: number;
      engineer: EngineerState;
      tickets: SupportTicket[];
      workspaces: FileWorkspace[];
    };
    this.opened = opened;
    this.engineer = engineer;
    for (const ticket of tickets) this.tickets.set(ticket.key, ticket);
    for (const workspace of workspaces) this.workspaces.set(workspace.key, workspace);
  }
}
