import type { Losses } from '../../../activities/directory/snapshots';
import type { Environment } from '../../../activities/run/environment';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type {
  MovedSubscription,
  TenantMoveInput,
  TenantMoveResult,
  TenantMoveStep,
} from '../../../contracts/processes/tenant-move';
import { type Actor, actor, organisation } from '../../acts/actors';
import { askDocument, type DocumentRequest } from '../../asking/ask-document';
import { pace, plural } from '../../base/clock';
import { orRuled } from '../../acts/or-ruled';
import type { Run } from '../../run/begin';
import type { Outcome } from '../../answers/sign-off';
import type { TenantWay } from './way';

/** One change of directory under way: who acts, and what has come of it so far. */
export class TenantJob {
  /** Acts in the customer's directory. */
  readonly operator: Actor = actor('operator');
  readonly partner: Actor;
  /** Acts where the subscriptions are before: a partner's directory is the partner's own worker's. */
  readonly source: Actor;
  subscriptions: MovedSubscription[] = [];
  /** Those that get another owner or directory; all of one directory. */
  moving: MovedSubscription[] = [];
  sourceTenantId: string;
  /** Handover works in the EA portal itself; else people click there, where the way leads through it. */
  hasPortal = false;
  authLevelBefore: string | undefined;
  /** Owner → status, of the enrolment's accounts that this is about. */
  accounts: Record<string, string> = {};
  /** Source subscriptions that the mover is Owner of before anybody is asked (`customerEa`). */
  ownerOf: string[] = [];
  snapshot: ArtifactRef | undefined;
  losses: Losses[] = [];
  restored: string[] = [];
  notRestored: string[] = [];
  /** Something has been put back in the old directory: the lists above are of that. */
  isBack = false;
  report: ArtifactRef | undefined;
  isLocal = false;
  private timeScale = 1;

  constructor(
    readonly input: TenantMoveInput,
    readonly run: Run,
    readonly way: TenantWay,
  ) {
    const { partner, customer, variant } = input;
    this.partner = organisation(partner.tenantId);
    this.source = variant === 'partnerEa' ? this.partner : this.operator;
    this.sourceTenantId = input.sourceTenantId ?? (variant === 'partnerEa' ? partner.tenantId : customer.tenantId);
  }

  useEnvironment({ timeScale = 1, local, eaPortal = false }: Environment): void {
    this.isLocal = local;
    this.timeScale = timeScale;
    this.hasPortal = eaPortal && this.way.way === 'portal';
  }

  pace(minutes: number): number {
    return pace(minutes, this.timeScale);
  }

  /** `Fabrikam's 2 subscriptions`, for sentences. */
  get what(): string {
    const [first, ...others] = this.subscriptions;
    const name = this.input.customer.name;
    return others.length > 0
      ? `${name}'s ${plural(this.subscriptions.length, 'subscription')}`
      : `${name}'s subscription "${first?.displayName ?? ''}"`;
  }

  get movingIds(): string[] {
    return this.moving.map(({ subscriptionId }) => subscriptionId);
  }

  /** By the account that owns them now. */
  get movingByOwner(): [owner: string, subscriptions: MovedSubscription[]][] {
    const groups = new Map<string, MovedSubscription[]>();
    for (const one of this.moving) groups.set(one.ownerBefore ?? '', [...(groups.get(one.ownerBefore ?? '') ?? []), one]);
    return [...groups];
  }

  get enrolment(): string {
    return this.input.enrolment ?? '';
  }

  /** Asks; the step has been entered. Throws `Expired`, `Declined`. */
  ask(request: Omit<DocumentRequest, 'remindEveryDays'>): Promise<Outcome> {
    return askDocument(this.run, this.operator, { ...request, remindEveryDays: this.input.waits.remindEvery });
  }

  enter(step: TenantMoveStep): void {
    this.run.progress.enter(step);
  }

  /** What fails waits for the operator; giving up takes everything back. */
  ruled(step: TenantMoveStep, act: () => Promise<void>): Promise<void> {
    return orRuled(this.run, step, act);
  }

  result(status: TenantMoveResult['status']): TenantMoveResult {
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
      ...(this.report ? { report: this.report } : {}),
      localStack: this.isLocal,
    };
  }
}
