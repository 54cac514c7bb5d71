import type { RulingRecord } from './messages';
import type { DecisionRecord } from './progress';

/** How a run ends, as its report and its result say it. */
export type Outcome = 'done' | 'declined' | 'rehearsed' | 'undone' | 'failed';

/** How a run ends that completes: with a result. Every other ending is a failure. */
export type Completed = Exclude<Outcome, 'undone' | 'failed'>;

/** What the report of every run says, whatever the process and whatever the ending. Times are ISO 8601, UTC. */
export interface RunReport {
  /** Name of the process. */
  process: string;
  id: string;
  /** Run id of the first execution: a signature is bound to it beside the id. */
  runId: string;
  outcome: Outcome;
  /** `tenantId` is empty where the customer has not been created yet. */
  customer: { tenantId: string; name: string };
  startedAt: string;
  endedAt: string;
  /** Nobody proved who answered: any user of a local stack may answer for any party. */
  localStack: boolean;
  /** The desk's Ed25519 public key that this run checked signatures with, base64url; absent when it knew no desk. */
  deskKey?: string;
  decisions: DecisionRecord[];
  rulings: RulingRecord[];
  /** What happened on the way, a sentence each. */
  notes: string[];
  /** What was put back, newest first. */
  undone: string[];
  /** What could not be put back: a person has to. */
  leftUndone: string[];
  /** `type` is one of the closed list (failures.ts). */
  failure?: { type: string; message: string; step: string };
}

/** The part of a report that only its own process knows. */
export type OwnPart<Report extends RunReport> = Omit<Report, keyof RunReport>;
