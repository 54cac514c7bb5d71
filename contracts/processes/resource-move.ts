import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import type { BatchStage } from '../azure/plan';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';
import { KnownCustomer } from '../people/organisation';
import { days, exclude, groupName, groupNaming, guid } from '../schema';

/** Input of the process `resource-move` (docs/processes/resource-move.md). */
export const ResourceMoveInput = z.strictObject({
  source: z.strictObject({
    subscriptionId: guid,
    /** Left out: every resource group of the subscription. */
    resourceGroups: z.array(groupName).min(1).optional(),
  }),
  destination: z.strictObject({ subscriptionId: guid }),
  naming: groupNaming,
  customer: KnownCustomer,
  /** Looks and validates, changes nothing. */
  rehearse: z.boolean().default(false),
  exclude,
  /** Consolidated resources go on to groups of their original names inside the destination. */
  redistribute: z.boolean().default(true),
  /** Digest of a plan made before (`handover assess --out plan.json`): the run is refused when the live plan differs. */
  planDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  deadlines: z.strictObject({ plan: days(14), ruling: days(30), remindEvery: days(3) }).prefault({}),
  holdForParent,
});
export type ResourceMoveInput = z.infer<typeof ResourceMoveInput>;

const STEPS = [
  { name: 'plan', who: 'handover', title: 'Plan the move' },
  { name: 'approve', who: 'customer', title: 'Approve the plan' },
  { name: 'prepare', who: 'handover', title: 'Prepare both subscriptions' },
  { name: 'validate', who: 'handover', title: 'Validate with Azure' },
  { name: 'move', who: 'handover', title: 'Move the resources' },
  { name: 'redistribute', who: 'handover', title: 'Restore the original groups' },
  { name: 'restore', who: 'handover', title: 'Restore locks, roles and tags' },
  { name: 'verify', who: 'handover', title: 'Verify the result' },
  { name: 'report', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];

interface ResourceMoveTotals {
  resources: number;
  moved: number;
  refused: number;
  batches: number;
}

export interface ResourceMoveResult {
  status: Completed;
  totals: ResourceMoveTotals;
  planDigest: string;
  /** JSON of `ResourceMoveReport`. */
  report: ArtifactRef;
  decisions: DecisionRecord[];
  /** True when the answers came from a local stack, where any user may answer for any party. */
  localStack: boolean;
}

export interface ReportRow {
  /** Id before the run. */
  id: string;
  name: string;
  type: string;
  resourceGroup: string;
  location: string;
  /**
   * Where it was found at the end. moved: at the destination alone · refused: at the source, with the reason · movedBack: at the source again ·
   * left: at the source, not moved · twice: on both sides · missing: on neither side · wouldMove: at the source, in a rehearsal
   */
  outcome: 'moved' | 'refused' | 'movedBack' | 'left' | 'twice' | 'missing' | 'wouldMove';
  /** Id under which it was found, when it is another than before: at the destination, or in a staging group of the source. */
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
export interface ResourceMoveReport extends RunReport {
  process: 'resource-move';
  source: { subscriptionId: string; resourceGroups: string[] };
  destination: { subscriptionId: string };
  planDigest: string;
  totals: ResourceMoveTotals;
  rows: ReportRow[];
  batches: ReportBatch[];
  carriedOver: CarriedOver[];
  notCarriedOver: NotCarriedOver[];
}

/** Two runs over one source subscription would fight over its groups: the id keeps a second one out. */
export function resourceMoveId(input: { source: { subscriptionId: string } }): string {
  return `resource-move-${input.source.subscriptionId}`;
}

export const resourceMoveProcess: ProcessDefinition<ResourceMoveInput, ResourceMoveResult, ResourceMoveReport> = {
  workflowType: 'resourceMove',
  title: 'Resource move',
  input: ResourceMoveInput,
  id: resourceMoveId,
  steps: STEPS,
  takesPlanFile: true,
};
