import type { LockFacts } from './inventory';

/** The seed's three words (l.14787-14943). */
export type Verdict = 'NO ISSUES' | 'MODIFY' | 'BLOCKED';

/** One resource's assessment. Every resource of the inventory has exactly one. */
export interface Finding {
  id: string;
  type: string;
  verdict: Verdict;
  /** Stable name of the rule that decided, e.g. `type.not-movable`, `publicIp.standardSku`. Absent on NO ISSUES. */
  rule?: string;
  /** A sentence a customer understands. */
  reason?: string;
  /** What to do about it, a sentence. */
  fix?: string;
  /** Who makes the change that MODIFY asks for: Handover as part of the plan, or a person before the resource can go. */
  doneBy?: 'handover' | 'person';
  /** Ids of the resources that need this one directly. */
  dependents: string[];
}

/** Why a resource stays where it is. */
export interface Refusal {
  id: string;
  type: string;
  rule: string;
  reason: string;
  fix: string;
  /** The resource whose own finding is the cause, when it is another one. */
  because?: string;
}

/** consolidate: within the source · move: source to destination · redistribute: within the destination */
export type BatchStage = 'consolidate' | 'move' | 'redistribute';

export interface GroupAddress {
  subscriptionId: string;
  resourceGroup: string;
}

/** One moveResources request: one source group, one target group, at most 800 top-level resources. */
export interface Batch {
  /** `b001`, `b002`, … in the order of execution. */
  id: string;
  stage: BatchStage;
  from: GroupAddress;
  to: GroupAddress;
  /** Original ids (as in the inventory) of the top-level resources; children go along unnamed. The id a resource has when the batch starts is `rebase(id, from)`. */
  resources: string[];
  /** Batches that must be complete before this one starts. Beyond these, batches that share no group may run side by side. */
  after: string[];
  expectedSeconds: number;
}

/** A batch without its ids: what the workflow needs to order it. */
export type BatchSummary = Omit<Batch, 'resources'> & { count: number };

export interface MoveOptions {
  /** How a destination group is named: `{name}` stands for the source group's name. */
  naming: string;
  /** Move consolidated resources on to groups of their original names inside the destination. */
  redistribute: boolean;
  /** Ids that the operator wants to leave. */
  exclude: string[];
  /** Pairs that Azure itself named as belonging together (MissingMoveDependentResources), beyond what the rules know. */
  together?: [string, string][];
}

export interface PlannedGroup {
  subscriptionId: string;
  name: string;
  location: string;
  tags: Record<string, string>;
  /** Source group whose tags, locks and role assignments it takes over; absent for a staging group. */
  takesOver?: string;
  /** True when it is not there yet and has to be created. */
  create: boolean;
}

/** The plan of one resource move: what is approved by its digest and executed as it is. Holds no time and no random id. */
export interface MovePlan {
  version: 1;
  source: { subscriptionId: string; resourceGroups: string[] };
  destination: { subscriptionId: string };
  options: MoveOptions;
  /** Destination groups, and staging groups of either side. */
  groups: PlannedGroup[];
  batches: Batch[];
  refusals: Refusal[];
  findings: Finding[];
  /** ReadOnly locks at the groups or subscriptions that take part: lifted before the moves, put back after. */
  locksToLift: LockFacts[];
  /** Provider namespaces the destination has to have registered and has not, sorted. */
  providersToRegister: string[];
  /** Longest chain of batches, seconds. */
  expectedSeconds: number;
}
