import type { Environment } from '../../../activities/run/environment';
import type { Planned, TogetherHint } from '../../../activities/resource-moves/plan';
import type { MoveFiles } from '../../../activities/resource-moves/verify';
import type { BatchSummary } from '../../../contracts/azure/plan';
import type { ResourceMoveInput } from '../../../contracts/processes/resource-move';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { type Actor, actor } from '../../acts/actors';
import { fail, failureOf } from '../../base/failures';
import { ProcessState } from '../../run/state';
import { BatchLog } from './batch-log';

/** A plan that is carried out, or would be. */
export interface PlanInHand {
  planned: Planned;
  /** Names this plan's batches apart from an earlier plan's: `2/b001`. Empty for the first. */
  prefix: string;
}

/** One resource move under way. */
export class MoveState extends ProcessState<ResourceMoveInput> {
  readonly operator: Actor = actor('operator');
  readonly log = new BatchLog();
  carriedOver: ArtifactRef | undefined;
  snapshot: ArtifactRef | undefined;
  report: Awaited<ReturnType<Actor['writeReport']>> | undefined;
  /** Those that were approved, in order. */
  readonly plans: PlanInHand[] = [];
  private inventory: ArtifactRef | undefined;
  private inHand: PlanInHand | undefined;

  get tenantId(): string {
    return this.input.customer.tenantId;
  }

  get environment(): Environment {
    const { environment } = this.run;
    if (!environment) throw new Error('the worker is met before anything else');
    return environment;
  }

  get hasPlan(): boolean {
    return this.inHand !== undefined;
  }

  get current(): PlanInHand {
    if (!this.inHand) throw new Error('nothing is done before there is a plan');
    return this.inHand;
  }

  get digest(): string {
    return this.current.planned.digest;
  }

  /** Batches that wait for no other one. */
  get ready(): BatchSummary[] {
    return this.current.planned.batches.filter(({ after }) => after.length === 0);
  }

  /** What the report is written from: what was approved, or what would have been. */
  get files(): MoveFiles {
    const plans = this.plans.length > 0 ? this.plans : [this.current];
    return {
      tenantId: this.tenantId,
      plans: plans.map(({ planned }) => planned.plan),
      inventory: this.inventory ?? this.current.planned.inventory,
    };
  }

  /** Takes the first plan; nobody has approved it yet. */
  propose(planned: Planned): void {
    this.inHand = { planned, prefix: '' };
    this.inventory = planned.inventory;
  }

  /** Takes an approved plan. A later one covers what the earlier ones left at the source. */
  take(planned: Planned): void {
    const prefix = this.plans.length === 0 ? '' : `${this.plans.length + 1}/`;
    // The world as it was approved, which may have drifted since the first look. A later plan sees it half moved.
    if (this.plans.length === 0) this.inventory = planned.inventory;
    this.inHand = { planned, prefix };
    this.plans.push(this.inHand);
    this.log.plan(planned.batches, prefix);
  }

  /** Reads in a refusal for missing dependents what the next plan has to keep together. */
  hint(error: unknown): TogetherHint {
    const { details, message } = failureOf(error);
    const missing = ((details.details ?? []) as { code: string; target?: string }[]).flatMap(({ code, target }) =>
      code === 'MissingMoveDependentResources' && target?.startsWith('/subscriptions/') ? [target] : [],
    );
    const { batchId } = details;
    if (missing.length === 0 || typeof batchId !== 'string') throw fail('MissingDependents', message, details);
    return { plan: this.current.planned.plan, batchId, missing };
  }
}
