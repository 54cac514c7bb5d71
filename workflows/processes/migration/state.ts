import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Assessed } from '../../../activities/reports/migration';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { AssessmentResult } from '../../../contracts/processes/assessment';
import type { BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import type { EaToCspInput, MigrationStep, PaygToCspInput } from '../../../contracts/processes/migration';
import type { KnownCustomer } from '../../../contracts/people/organisation';
import { resourceMoveId } from '../../../contracts/processes/resource-move';
import type { TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { type Actor, actor } from '../../acts/actors';
import { fail, failureOf, kindOf } from '../../base/failures';
import { type ChildResult, type ChildRun, reportOf } from '../../children/child-run';
import type { ChildRuns } from '../../children/child-runs';
import type { Undo } from '../../acts/undo';
import type { Run } from '../../run/begin';
import { ProcessState } from '../../run/state';

export type MigrationInput = (EaToCspInput & { enrolment: string }) | (PaygToCspInput & { enrolment?: never });

/** One migration of whole subscriptions under way: what has become of each child run, and how one is carried out. */
export class MigrationState extends ProcessState<MigrationInput> {
  readonly operator = actor('operator');
  onboarded: CustomerOnboardingResult | undefined;
  tenant: TenantMoveResult | undefined;
  billing: BillingTransferResult | undefined;
  assessment: AssessmentResult | undefined;
  assessed: Assessed | undefined;
  written: Awaited<ReturnType<Actor['writeMigrationReport']>> | undefined;

  constructor(
    input: MigrationInput,
    run: Run,
    readonly children: ChildRuns,
  ) {
    super(input, run);
  }

  /** Nothing moves: the partner takes over the billing. */
  get byBilling(): boolean {
    return 'way' in this.input && this.input.way === 'billingOwnership';
  }

  /** What a transfer of billing has come to, once something of it has gone, or may have. */
  get billed(): BillingTransferResult | undefined {
    const results = this.children.all.flatMap(({ type, outcome, result }) =>
      type === 'billingTransfer' && outcome === 'done' && result ? [result as unknown as BillingTransferResult] : [],
    );
    return results.find(({ subscriptions }) => subscriptions.some(({ outcome }) => outcome !== 'notTransferred'));
  }

  /** The customer as it is known by now. A new one has no tenant before it is onboarded. */
  get customer(): KnownCustomer {
    const { customer } = this.input;
    const tenantId = this.onboarded?.customer.tenantId;
    if (!('new' in customer)) return customer;
    if (tenantId === undefined) throw fail('NotYet', 'a new customer has no directory before it has been created');
    return { tenantId, ...this.named };
  }

  /** The customer without its directory, which a new one does not have yet. */
  get named(): Omit<KnownCustomer, 'tenantId'> {
    const { customer } = this.input;
    if (!('new' in customer)) return customer;
    const { contact, companyName, address, secondContact } = customer.new;
    return {
      name: companyName,
      domain: this.onboarded?.customer.domain,
      country: address.country,
      contact: { name: `${contact.firstName} ${contact.lastName}`, email: contact.email },
      ...(secondContact ? { secondContact } : {}),
    };
  }

  /** Whether the subscriptions are in the customer's directory: always, but for a rehearsal, which transfers nothing. */
  get isInPlace(): boolean {
    // A transfer of billing that has been rehearsed found them there.
    if (!this.input.rehearse || this.billing) return true;
    const { tenantId } = this.onboarded?.customer ?? {};
    const before = this.tenant?.subscriptions.map(({ tenantBefore }) => tenantBefore) ?? [this.sourceTenantId ?? tenantId];
    return before.every((one) => one === tenantId);
  }

  /** A child before the go: a failure takes all back, but where the onboarding has left what stays it is put to the operator before that. */
  async early<T extends ChildResult>(undo: Undo, what: string, child: ChildRun): Promise<T | undefined> {
    const { customer, subscription } = this.onboarded ?? {};
    const stays = (customer?.created ?? false) || (subscription?.ordered ?? false);
    if (!stays) return this.children.carryOut<T>(undo, what, child);
    return this.later<T>(undo, what, child);
  }

  /** A child after the go: a failure is put to the operator before all of the rest is taken back. */
  async later<T extends ChildResult>(undo: Undo, what: string, child: ChildRun): Promise<T | undefined> {
    if (this.input.rehearse) return this.rehearsed<T>(undo, what, child);
    const result = await this.children.carryOutOrRule<T>(undo, what, child);
    if (!result) this.run.notes.push(`${child.workflowId}: done by hand, as the operator ruled; not looked up`);
    return result;
  }

  /** Machines that still carry their secrets stay, and what needs them too: that there is nothing else to move is no finding. */
  private async rehearsed<T extends ChildResult>(undo: Undo, what: string, child: ChildRun): Promise<T | undefined> {
    try {
      return await this.children.carryOut<T>(undo, what, child);
    } catch (error) {
      if (kindOf(error) !== 'NothingToMove') throw error;
      this.run.notes.push(
        `${child.workflowId}: can be rehearsed once the steps before it are done (${failureOf(error).message})`,
      );
      return undefined;
    }
  }

  /** The last report of each move, for the hand-over report: of one that could not be taken back too. */
  get moveReports(): { subscriptionId: string; report: ArtifactRef }[] {
    return this.input.subscriptions.flatMap((subscriptionId) => {
      const id = resourceMoveId({ source: { subscriptionId } });
      const move = this.children.all.findLast(({ workflowId }) => workflowId === id);
      const report = move && reportOf(move);
      return report ? [{ subscriptionId, report }] : [];
    });
  }

  isRolledBack(type: string, id?: string): boolean {
    return this.children.all.some(
      (child) => child.type === type && child.outcome === 'rolledBack' && (id === undefined || child.workflowId === id),
    );
  }

  /** Directory that the subscriptions are in before, as far as the input says. */
  get sourceTenantId(): string | undefined {
    const { sourceTenantId, variant, partner } = this.input;
    return sourceTenantId ?? (variant === 'partnerEa' ? partner.tenantId : undefined);
  }

  nameOf(subscriptionId: string): string {
    return this.assessment?.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.displayName ?? subscriptionId;
  }

  naming(subscriptionId: string): string {
    const name = this.nameOf(subscriptionId)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
    return this.input.naming.replaceAll('{subscription}', name.replace(/^-|-$/g, ''));
  }

  /** All at once. The first failure is thrown at once too; the others begin nothing more, and are taken back with the rest. */
  async each(subscriptions: readonly string[], act: (subscriptionId: string) => Promise<void>): Promise<void> {
    const scope = new CancellationScope();
    try {
      await scope.run(() => Promise.all(subscriptions.map(act)));
    } catch (error) {
      // One that waits for a ruling would be run again while all is taken back.
      if (!isCancellation(error)) scope.cancel();
      throw error;
    }
  }

  enter(step: MigrationStep, detail?: string): void {
    this.run.progress.enter(step, detail);
  }

  skip(step: MigrationStep, why: string): void {
    this.run.progress.skip(step, why);
  }
}
