import type { Losses } from '../../../activities/directory/snapshots';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type {
  MovedSubscription,
  TenantMoveInput,
  TenantMoveResult,
  TenantMoveStep,
} from '../../../contracts/processes/tenant-move';
import { type Actor, actor, organisation } from '../../acts/actors';
import { attempt, REVERSIBLE } from '../../acts/retry-or-rule';
import type { Run } from '../../run/begin';
import { ProcessState, subscriptionsOf } from '../../run/state';
import type { TenantWay } from './way';

/** One change of directory under way: who acts, and what has come of it so far. */
export class TenantMoveState extends ProcessState<TenantMoveInput> {
  /** Acts in the customer's directory. */
  readonly operator: Actor = actor('operator');
  readonly partner: Actor;
  /** Acts where the subscriptions are before: a partner's directory is the partner's own worker's. */
  readonly source: Actor;
  subscriptions: MovedSubscription[] = [];
  /** Those that get another owner or directory; all of one directory. */
  moving: MovedSubscription[] = [];
  sourceTenantId: string;
  authLevelBefore: string | undefined;
  /** Owner → status, of the enrolment's accounts that this is about. */
  accounts: Record<string, string> = {};
  /** Source subscriptions that the target owner is Owner of before anybody is asked (`customerEa`). */
  ownerOf: string[] = [];
  snapshot: ArtifactRef | undefined;
  losses: Losses[] = [];
  restored: string[] = [];
  notRestored: string[] = [];
  /** Something has been put back in the old directory: the lists above are of that. */
  isBack = false;

  constructor(
    input: TenantMoveInput,
    run: Run,
    readonly way: TenantWay,
  ) {
    super(input, run);
    const { partner, customer, variant } = input;
    this.partner = organisation(partner.tenantId);
    this.source = variant === 'partnerEa' ? this.partner : this.operator;
    this.sourceTenantId = input.sourceTenantId ?? (variant === 'partnerEa' ? partner.tenantId : customer.tenantId);
  }

  /** `Fabrikam's 2 subscriptions`, for sentences. */
  get what(): string {
    return subscriptionsOf(this.input.customer.name, this.subscriptions);
  }

  /** Handover works in the EA portal itself; else people click there, where the way leads through it. */
  get hasPortal(): boolean {
    return (this.run.environment?.eaPortal ?? false) && this.way.way === 'portal';
  }

  get movingIds(): string[] {
    return this.moving.map(({ subscriptionId }) => subscriptionId);
  }

  /** The subscriptions that move, by the account that owns them now. */
  get movingByOwner(): [owner: string, subscriptions: MovedSubscription[]][] {
    const groups = new Map<string, MovedSubscription[]>();
    for (const one of this.moving) groups.set(one.ownerBefore ?? '', [...(groups.get(one.ownerBefore ?? '') ?? []), one]);
    return [...groups];
  }

  get enrolment(): string {
    return this.input.enrolment ?? '';
  }

  enter(step: TenantMoveStep): void {
    this.run.progress.enter(step);
  }

  /** What fails waits for the operator; giving up takes everything back. */
  async rule(step: TenantMoveStep, act: () => Promise<void>): Promise<void> {
    await attempt(this.run, step, act, REVERSIBLE);
  }

  result(status: TenantMoveResult['status']): TenantMoveResult {
    const { report } = this.run.progress.artifacts;
    return {
      status,
      variant: this.input.variant,
      way: this.way.way,
      wayReason: this.way.reason,
      subscriptions: this.subscriptions,
      ...(this.snapshot ? { snapshot: this.snapshot } : {}),
      restored: this.restored,
      notRestored: this.notRestored,
      decisions: this.run.signOff.records,
      ...(report ? { report } : {}),
      localStack: this.isLocal,
    };
  }
}
