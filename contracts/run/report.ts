import type { DecisionRecord } from './progress';
import type { BatchStage } from '../azure/plan';
import type { ResourceMoveTotals } from '../processes/resource-move';

export interface ReportRow {
  /** Id before the run. */
  id: string;
  name: string;
  type: string;
  resourceGroup: string;
  location: string;
  /** moved: at the destination · refused: stayed, with the reason · movedBack: was there and is here again · left: neither planned nor refused any more (gone, or ruled so) */
  outcome: 'moved' | 'refused' | 'movedBack' | 'left' | 'wouldMove';
  /** Id after the run, when it changed. */
  newId?: string;
  batch?: string;
  rule?: string;
  reason?: string;
  fix?: string;
}

export interface ReportBatch {
  id: string;
  stage: BatchStage;
  from: string;
  to: string;
  resources: number;
  outcome: 'moved' | 'partly' | 'notMoved' | 'movedBack' | 'notStarted';
  startedAt?: string;
  endedAt?: string;
  /** What happened on the way, a sentence each: waited for a fabric upgrade, split by region, … */
  notes: string[];
}

export interface CarriedOver {
  kind: 'lock' | 'roleAssignment' | 'tags';
  what: string;
  from: string;
  to: string;
}

/** What a person has to see to: Azure refused it, or it has no place at the destination. */
export interface NotCarriedOver {
  kind: CarriedOver['kind'];
  what: string;
  from: string;
  why: string;
}

/** The hand-over report of a resource move: what a person keeps. */
export interface ResourceMoveReport {
  process: 'resource-move';
  id: string;
  outcome: 'done' | 'declined' | 'rehearsed' | 'undone' | 'failed';
  customer: string;
  source: { subscriptionId: string; resourceGroups: string[] };
  destination: { subscriptionId: string };
  startedAt: string;
  endedAt: string;
  planDigest: string;
  localStack: boolean;
  totals: ResourceMoveTotals;
  decisions: DecisionRecord[];
  rulings: { step: string; verdict: string; reason: string; name: string; at: string }[];
  rows: ReportRow[];
  batches: ReportBatch[];
  carriedOver: CarriedOver[];
  notCarriedOver: NotCarriedOver[];
  undone: string[];
  leftUndone: string[];
  failure?: { type: string; message: string; step: string };
}
