import type { ArtifactRef } from './artifact';
import type { Document } from '../people/document';
import type { Decision } from './messages';
import type { Proof } from '../people/proof';
import type { FailureType } from './failures';
import type { Party } from '../people/parties';

export type Status = 'running' | 'waiting' | 'undoing' | 'done' | 'undone' | 'declined' | 'failed';

export interface WaitingFor {
  party: Party;
  step: string;
  /** A sentence: what this party is asked. */
  what: string;
  /** Digest of the document to be approved; absent when the operator is asked for a ruling. */
  digest?: string;
  /** What may be answered. */
  choices: ('approve' | 'decline' | 'sendBack' | 'retry' | 'done' | 'give-up' | 'resume')[];
  since: string;
  until?: string;
  /** Where the party acts, when it is not by answering here: the invitation at Microsoft. */
  link?: string;
  /** What is to be read, when it is not the plan of `artifacts`. */
  document?: Document;
  /** Statements that have to come with an approval: id and the sentence that is ticked. */
  states?: { id: string; text: string }[];
  /** An approval has to say in its comment what shows that it was done. */
  evidence?: true;
  /** Keys of the document's fields that this party may change with `sendBack`. */
  editable?: string[];
  /** Generation of this party's links: a link of an earlier one has been revoked. */
  links?: number;
  /** Addresses that were written to, the ones that were delegated to included. */
  told?: string[];
  remindEveryDays?: number;
  /** The first reminder, counted from 1, that goes to the party's second contact too. */
  escalateAtReminder?: number;
}

/** Who takes part, for the pages that each party sees. */
export interface PartyCard {
  tenantId?: string;
  name: string;
  contact?: { name: string; email: string } | undefined;
  secondContact?: { name: string; email: string } | undefined;
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
export interface DecisionRecord extends Omit<Decision, 'proof'> {
  at: string;
  /** Signed at the desk and checked by the workflow; `localStack`: not proven, any user of the stack could have given it. */
  proof: Proof | 'localStack';
}

/** A run that this one has started. `holding`: it has done its work and can still roll it back. */
export interface ChildRunView {
  workflowId: string;
  /** Name of its workflow. */
  type: string;
  outcome: 'running' | 'holding' | 'done' | 'declined' | 'rehearsed' | 'failed' | 'rolledBack';
}

/** Answer of the `progress` query, and of `handover show -o json`. Times are ISO 8601, UTC. */
export interface ProgressView {
  id: string;
  /** Run id of the first execution: a signed answer is bound to it beside the id. Absent while no worker answers for the run. */
  runId?: string;
  /** Name of the process. Of a run of no process that is known here: `unknown process (type …)`, with its workflow type. */
  process: string;
  status: Status;
  step: string;
  since: string;
  paused: boolean;
  waitingFor: WaitingFor[];
  steps: StepView[];
  /** Child runs of a migration of whole subscriptions: each asks its own questions. */
  childRuns?: ChildRunView[];
  decisions: DecisionRecord[];
  /** What was put back, newest first. */
  undone: string[];
  /** What could not be put back: a person has to. */
  leftUndone: string[];
  parties?: Partial<Record<Party, PartyCard>>;
  /** Generation of each party's links, where some were ended: those of an earlier one open nothing. */
  links?: Partial<Record<Party, number>>;
  /** What has been put before the parties so far, each in its newest version. */
  documents?: Record<string, Document>;
  /** Files people want to see: plan, report. */
  artifacts: Record<string, ArtifactRef>;
  result?: unknown;
  failure?: { type: FailureType; message: string; step: string };
}
