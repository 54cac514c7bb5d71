import { isCancellation, sleep } from '@temporalio/workflow';
import type { ClassicScope, UnitInput } from '../../../activities/classic/upgrade';
import type { ClassicUnit, ClassicUpgradeInput, UpgradedUnit } from '../../../contracts/processes/classic-upgrade';
import type { FailureType } from '../../../contracts/run/failures';
import { actor } from '../../acts/actors';
import { fail, failureOf } from '../../base/failures';
import { ProcessState } from '../../run/state';

/** Units that Azure works on at the same time. */
export const AT_ONCE = 5;
/** Microsoft's advice for templates that fail is to try again. */
const TRIES = 3;
/** They concern the identity or the whole subscription, so that every other unit would fail too; no response tells that. */
const OF_THE_RUN: readonly FailureType[] = [
  'AccessDenied',
  'SignInFailed',
  'SubscriptionNotFound',
  'SubscriptionDisabled',
  'UndoIncomplete',
];

/** Azure's no to a prepare, after which the unit is as it was before. Any other failure, whoever can cure it, may leave the unit locked. */
export const REFUSALS: readonly FailureType[] = ['UpgradeRefused', 'QuotaExceeded', 'NotFound'];

const PROVIDERS = [
  'Microsoft.ClassicInfrastructureMigrate',
  'Microsoft.Compute',
  'Microsoft.Network',
  'Microsoft.Storage',
  'Microsoft.KeyVault',
];

/** What becomes of each unit, and the acts on one. The order of them is the workflow's. */
export class UpgradeState extends ProcessState<ClassicUpgradeInput> {
  readonly operator = actor('operator');
  withSecrets: string[] = [];
  private units: readonly ClassicUnit[] = [];
  private apart: readonly UpgradedUnit[] = [];
  private readonly settled = new Map<string, UpgradedUnit>();
  private readonly wasPrepared = new Set<string>();
  private isRegistered = false;
  hasLooked = false;

  get scope(): ClassicScope {
    return { tenantId: this.input.customer.tenantId, subscriptionId: this.input.subscriptionId };
  }

  take(units: readonly ClassicUnit[], apart: readonly UpgradedUnit[]): void {
    this.units = units;
    this.apart = apart;
    this.hasLooked = true;
  }

  get total(): number {
    return this.units.length;
  }

  get committed(): ClassicUnit[] {
    return this.units.filter(({ id }) => this.settled.get(id)?.outcome === 'committed');
  }

  get pending(): ClassicUnit[] {
    return this.units.filter(({ id }) => !this.settled.has(id));
  }

  /** Every unit in order, those of which nothing is known yet as still classic. */
  list(whyPending = 'Not begun: the run ended before.'): UpgradedUnit[] {
    return [...this.units.map(({ id }) => this.settled.get(id) ?? outcome(id, 'aborted', [whyPending])), ...this.apart];
  }

  staying(): UpgradedUnit[] {
    return this.list().filter(({ id, outcome: what }) => (this.settled.has(id) || !this.isUnit(id)) && what !== 'committed');
  }

  /** What comes after a unit that stays classic stays too. */
  blockWaiting(): void {
    for (const unit of this.pending) {
      const kept = unit.after.find((id) => this.settled.has(id) && this.settled.get(id)?.outcome !== 'committed');
      if (kept !== undefined) this.settle(unit, 'blocked', [`It cannot go before ${kept}, which stays classic.`]);
    }
  }

  /** Units that wait for no other one any more. */
  next(): ClassicUnit[] {
    this.blockWaiting();
    const free = this.pending.filter(({ after }) => after.every((id) => this.settled.has(id)));
    // On which subnets a route table is, only Azure's validation says, once the networks have gone.
    return free.filter(({ kind }) => kind !== 'routeTable' || !this.pending.some((one) => one.kind === 'virtualNetwork'));
  }

  /** Whether Azure can judge it only after others have been committed. */
  isLate({ kind, after }: ClassicUnit): boolean {
    return after.length > 0 || (kind === 'routeTable' && this.units.some((one) => one.kind === 'virtualNetwork'));
  }

  settle(
    { id }: ClassicUnit,
    what: UpgradedUnit['outcome'],
    messages: readonly string[],
    built?: Pick<UpgradedUnit, 'resourceGroups' | 'resources'>,
  ): void {
    this.settled.set(id, {
      ...outcome(id, what, messages),
      ...(built ? { resourceGroups: built.resourceGroups, resources: built.resources } : {}),
    });
  }

  messagesOf({ id }: ClassicUnit): readonly string[] {
    return this.settled.get(id)?.messages ?? [];
  }

  on(unit: ClassicUnit): UnitInput {
    return { ...this.scope, unit };
  }

  /**
   * What goes wrong with one unit blocks that one; what concerns the run is thrown, and undone by who called.
   * @param mayBeLocked whether a failure of this type may leave the unit prepared: it is aborted then
   */
  async orBlocked(unit: ClassicUnit, act: () => Promise<void>, mayBeLocked: (type: FailureType) => boolean): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (isCancellation(error)) throw error;
      const { type, message } = failureOf(error);
      if (OF_THE_RUN.includes(type)) throw error;
      if (mayBeLocked(type)) await this.unlock(unit);
      this.settle(unit, 'blocked', [message]);
    }
  }

  /** What prepare needs registered in the subscription, which validate does not see. It stays registered. */
  async register(): Promise<void> {
    if (this.isRegistered) return;
    const input = { ...this.scope, namespaces: PROVIDERS };
    await this.operator.registerProviders('Register the providers that the upgrade needs', input);
    await this.operator.awaitProviders('Wait until they are registered', input);
    this.isRegistered = true;
  }

  /** Throws what Azure says at last. */
  async prepare(unit: ClassicUnit): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const { operation } = await this.operator.prepareClassic(`Prepare ${unit.id}`, this.on(unit));
        await this.operator.pollClassic(`Wait for ${unit.id} to be prepared`, { ...this.scope, operation });
        this.wasPrepared.add(unit.id);
        return;
      } catch (error) {
        if (isCancellation(error)) throw error;
        if (failureOf(error).details.again !== true || tries === TRIES) throw error;
      }
      await sleep(this.run.environment?.busyMs ?? 60_000, {
        summary: `Preparing ${unit.id} failed on the way: tried again after this`,
      });
    }
  }

  /** Takes back what prepare did and sees that it is classic again. Safe when nothing was prepared; false then. */
  async abort(unit: ClassicUnit): Promise<boolean> {
    const { state: before } = await this.operator.lookAtClassic(`See how ${unit.id} stands`, this.on(unit));
    if (before === 'gone') return false;
    const { operation } = await this.operator.abortClassic(`Abort the upgrade of ${unit.id}`, this.on(unit));
    await this.operator.pollClassic(`Wait for ${unit.id} to be classic again`, { ...this.scope, operation });
    const { state } = await this.operator.lookAtClassic(`See that ${unit.id} is classic again`, this.on(unit));
    if (state !== 'classic') throw fail('UpgradeRefused', `${unit.id} is ${state} after it was aborted`);
    const had = this.wasPrepared.delete(unit.id);
    return had || before !== 'classic';
  }

  /** Aborts a unit that is not to go on. Throws `UndoIncomplete`, which ends the wave: a lock is never forgotten. */
  private async unlock(unit: ClassicUnit): Promise<void> {
    try {
      await this.abort(unit);
    } catch (error) {
      if (isCancellation(error)) throw error;
      throw fail('UndoIncomplete', `${unit.id} may still be locked: ${failureOf(error).message}`);
    }
  }

  private isUnit(id: string): boolean {
    return this.units.some((unit) => unit.id === id);
  }
}

function outcome(id: string, what: UpgradedUnit['outcome'], messages: readonly string[]): UpgradedUnit {
  return { id, outcome: what, resourceGroups: [], resources: [], messages: [...messages] };
}
