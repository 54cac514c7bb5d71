import type { ArtifactRef } from './artifact';
import type { Decision } from './messages';
import type { FailureType } from './failures';
import type { Party } from './parties';

export type ProcessName = 'resource-move' | 'access-handover';

export type Status = 'running' | 'waiting' | 'undoing' | 'done' | 'undone' | 'declined' | 'failed';

export interface WaitingFor {
  party: Party;
  step: string;
  /** A sentence: what this party is asked. */
  what: string;
  /** Of the document to be approved; absent when the operator is asked for a ruling. */
  digest?: string;
  /** What may be answered. */
  choices: ('approve' | 'decline' | 'sendBack' | 'retry' | 'done' | 'give-up' | 'resume')[];
  since: string;
  until?: string;
  link?: string;
}

export interface StepView {
  name: string;
  who: Party | 'handover';
  state: 'pending' | 'running' | 'waiting' | 'done' | 'skipped' | 'failed' | 'undone';
  startedAt?: string;
  endedAt?: string;
  detail?: string;
}

/** A decision as it is kept: with the time the workflow took it, and where it came from. */
export interface DecisionRecord extends Decision {
  at: string;
  /** `localStack`: not proven, any user of the stack could have given it. */
  proof: 'localStack';
}

/** Answer of the `progress` query, and of `handover show -o json`. Times are ISO 8601, UTC. */
export interface ProgressView {
  id: string;
  process: ProcessName;
  status: Status;
  step: string;
  since: string;
  paused: boolean;
  waitingFor: WaitingFor[];
  steps: StepView[];
  decisions: DecisionRecord[];
  /** What was put back, newest first. */
  undone: string[];
  /** What could not be put back: a person has to. */
  leftUndone: string[];
  /** Files people want to see: plan, report. */
  artifacts: Record<string, ArtifactRef>;
  result?: unknown;
  failure?: { type: FailureType; message: string; step: string };
}
