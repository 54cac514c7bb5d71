import type { Rule } from './script';

/** Something the engineer is going to do. Plain data, so that a snapshot may hold it. */
export interface EngineerStep {
  /** Key of the ticket. */
  ticket: string;
  /** Virtual milliseconds. */
  dueAt: number;
  act: 'answer' | 'move';
  rule: Rule;
  /** What the form said when it was confirmed; a move has it. */
  form?: TransferForm;
}

/** What the engineer takes from a form. */
export interface TransferForm {
  destinationTenantId: string;
  subscriptionIds: string[];
}

export interface EngineerState {
  script: Rule[];
  /** Forms that have met a rule since the script was set. */
  used: number;
  steps: EngineerStep[];
  /** Tickets whose form was left without an answer. */
  silent: { ticket: string; rule: Rule }[];
  done: { time: string; ticket: string; did: string }[];
}
