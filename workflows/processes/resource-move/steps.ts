import type { MoveFiles } from '../../../activities/resource-moves/verify';
import type { Planned, TogetherHint } from '../../../activities/resource-moves/plan';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { BatchBook } from './batch-log';
import { BatchRunner, type MoveContext, type PlanInHand } from './run-batches';
import { plural } from '../../base/clock';
import { fail, failureOf } from '../../base/failures';
import { orRuled } from '../../acts/or-ruled';
import type { Undo } from '../../acts/undo';
import { sideBySide } from './batch-order';

/** The acts of a resource move on the plans that were approved, each with its undo. The order of them is the workflow's. */
export class MoveJob {
  readonly book = new BatchBook();
  private readonly batches: BatchRunner;
  carriedOver: ArtifactRef | undefined;
  private readonly plans: PlanInHand[] = [];
  private inventory: ArtifactRef;
  private snapshot: ArtifactRef | undefined;
  private current: PlanInHand;

  constructor(
    private readonly context: MoveContext,
    first: Planned,
  ) {
    this.batches = new BatchRunner(context, this.book);
    this.inventory = first.inventory;
    this.current = { planned: first, prefix: '' };
  }

  get digest(): string {
    return this.current.planned.digest;
  }

  /** For the report: what was approved, or what would have been. */
  get files(): MoveFiles {
    const plans = this.plans.length > 0 ? this.plans : [this.current];
    return { tenantId: this.context.tenantId, plans: plans.map(({ planned }) => planned.plan), inventory: this.inventory };
  }

  /** Takes an approved plan. A later one covers what the earlier ones left at the source. */
  use(planned: Planned): void {
    const prefix = this.plans.length === 0 ? '' : `${this.plans.length + 1}/`;
    // The world as it was approved, which may have drifted since the first look. A later plan sees it half moved.
    if (this.plans.length === 0) this.inventory = planned.inventory;
    this.current = { planned, prefix };
    this.plans.push(this.current);
    this.book.plan(planned.batches, prefix);
  }

  async snapshotOnce(): Promise<void> {
    if (this.snapshot) return;
    const { tenantId, mover } = this.context;
    const taken = await mover.takeSnapshot('Keep locks and role assignments as they are', {
      tenantId,
      inventory: this.inventory,
      destination: this.context.destination,
    });
    this.snapshot = taken.snapshot;
    this.context.run.progress.say(`Kept ${plural(taken.roleAssignments, 'role assignment')} and ${plural(taken.locks, 'lock')}`);
  }

  async prepare(undo: Undo): Promise<void> {
    const { mover, tenantId, run, destination } = this.context;
    const { plan, locksToLift, providersToRegister } = this.current.planned;
    if (locksToLift > 0) {
      undo('put the locks back', async () => {
        // A lock over what a person still has to move back by hand would stand in the way.
        if (run.progress.leftUndone.some((what) => what.startsWith('move ')))
          throw fail('ScopeLocked', 'kept off until the rest is put back by hand');
        return (await mover.restoreLocks('Put the locks back', { tenantId, plan })).restored > 0;
      });
      await mover.liftLocks(`Lift ${plural(locksToLift, 'lock')} for the time of the move`, { tenantId, plan });
    }
    if (providersToRegister.length > 0) {
      run.progress.say(`Registering ${providersToRegister.join(', ')}`);
      const input = { tenantId, subscriptionId: destination, namespaces: providersToRegister };
      await mover.registerProviders(`Register ${plural(providersToRegister.length, 'provider')} at the destination`, input);
      await mover.awaitProviders(`Wait until ${plural(providersToRegister.length, 'provider')} are registered`, input);
    }
    undo(
      'delete the groups it created',
      async () => (await mover.deleteEmptyGroups('Delete the created groups that are empty', { tenantId, plan })).deleted > 0,
    );
    await mover.createResourceGroups('Create the groups of the plan', { tenantId, plan });
  }

  /** Batches that wait for no other one. */
  private get ready() {
    return this.current.planned.batches.filter(({ after }) => after.length === 0);
  }

  /** Every batch that waits for no other one; the others are validated by Azure when their move begins. */
  async validate(): Promise<void> {
    const { ready } = this;
    this.context.run.progress.say(`Azure validates ${plural(ready.length, 'batch', 'batches')}`);
    await sideBySide(ready, async (batch) => {
      await this.context.run.hold.released();
      await this.batches.validate(batch, this.current);
    });
  }

  /** Validates what can be validated without a write; what Azure says goes into the report. */
  async rehearse(): Promise<void> {
    this.use(this.current.planned);
    const { ready } = this;
    await sideBySide(ready, async (batch) => {
      const note = (text: string) => {
        this.book.note(batch.id, text);
      };
      try {
        await this.batches.validate(batch, this.current);
        note('Azure validated it');
      } catch (error) {
        const { type, message } = failureOf(error);
        note(type === 'NotFound' ? 'not validated: its destination group is not there yet' : `Azure would refuse it: ${message}`);
      }
    });
  }

  async move(undo: Undo): Promise<void> {
    await this.batches.run(undo, this.current, (stage) => stage !== 'redistribute');
  }

  async redistribute(undo: Undo): Promise<void> {
    for (const plan of this.plans) await this.batches.run(undo, plan, (stage) => stage === 'redistribute');
  }

  async restore(undo: Undo): Promise<void> {
    const { mover, tenantId } = this.context;
    const input = { tenantId, plans: this.files.plans, snapshot: this.snapshot as ArtifactRef };
    undo('remove the carried-over role assignments and locks', async () => {
      return (await mover.removeCarriedOver('Remove the carried-over role assignments and locks', input)).removed > 0;
    });
    await orRuled(this.context.run, 'restore', async () => {
      const { done, count, refused, examples } = await mover.carryOver(
        'Carry role assignments and locks over to the new ids',
        input,
      );
      this.carriedOver = done;
      if (refused > 0)
        throw fail(
          'NotCarriedOver',
          `${plural(refused, 'role assignment or lock', 'role assignments or locks')} refused: ${examples.join('; ')}`,
        );
      this.context.run.progress.say(
        `Carried over ${plural(count, 'role assignment, lock or tag set', 'role assignments, locks and tag sets')}`,
      );
    });
    const lifted = this.plans.filter(({ planned }) => planned.locksToLift > 0);
    undo('lift the locks again for the way back', async () => {
      let again = 0;
      for (const { planned } of lifted)
        again += (await mover.liftLocks('Lift the locks for the way back', { tenantId, plan: planned.plan })).lifted;
      return again > 0;
    });
    await orRuled(this.context.run, 'restore', () => this.restoreLocks());
  }

  async restoreLocks(): Promise<void> {
    const { mover, tenantId } = this.context;
    for (const { planned } of this.plans) {
      if (planned.locksToLift > 0) await mover.restoreLocks('Put the locks back', { tenantId, plan: planned.plan });
    }
  }

  async verify(): Promise<void> {
    await orRuled(this.context.run, 'verify', async () => {
      const found = await this.context.mover.verifyMove('Read both sides: is everything where it should be?', this.files);
      this.context.run.progress.say(
        `${found.moved} of ${found.total} are at the destination, ${found.refused} stay with a reason`,
      );
      if (found.left > 0 || found.twice > 0) {
        throw fail(
          'MoveRefused',
          `${plural(found.left, 'resource')} did not arrive (${found.examples.join(', ')}), ${found.twice} are on both sides`,
        );
      }
    });
  }

  /** What nobody misses: empty staging groups, assignments under ids that are no more. A failure here changes nothing of the outcome. */
  async tidy(): Promise<void> {
    const { mover, tenantId, run } = this.context;
    const attempt = async (act: () => Promise<unknown>) => {
      try {
        await act();
      } catch (error) {
        run.progress.say(`Not tidied: ${failureOf(error).message}`);
      }
    };
    for (const { planned } of this.plans) {
      const input = { tenantId, plan: planned.plan, stagingOnly: true };
      await attempt(() => mover.deleteEmptyGroups('Delete the emptied staging groups', input));
    }
    const input = { tenantId, plans: this.files.plans, snapshot: this.snapshot as ArtifactRef };
    await attempt(() => mover.removeOrphans('Remove the role assignments left under the old ids', input));
  }

  /** From a refusal for missing dependents: what the next plan has to keep together. */
  hint(error: unknown): TogetherHint {
    const { details, message } = failureOf(error);
    const named = ((details.details ?? []) as { code: string; target?: string }[]).flatMap(({ code, target }) =>
      code === 'MissingMoveDependentResources' && target?.startsWith('/subscriptions/') ? [target] : [],
    );
    const { batchId } = details;
    if (named.length === 0 || typeof batchId !== 'string') throw fail('MissingDependents', message, details);
    return { plan: this.current.planned.plan, batchId, missing: named };
  }
}
