import { workflowInfo } from '@temporalio/workflow';
import type { Assessed } from '../../activities/migration';
import type { ArtifactRef } from '../../contracts/artifact';
import { assessmentId, type AssessmentResult } from '../../contracts/assessment';
import { classicUpgradeId, type ClassicUpgradeResult } from '../../contracts/classicUpgrade';
import { customerOnboardingId, type CustomerOnboardingResult } from '../../contracts/customerOnboarding';
import type { EaToCspInput, MigrationStep, PaygToCspInput } from '../../contracts/migration';
import type { KnownCustomer } from '../../contracts/organisation';
import { resourceMoveId, type ResourceMoveResult } from '../../contracts/resourceMove';
import { secretsRemovalId, type SecretsRemovalResult } from '../../contracts/secretsRemoval';
import { tenantMoveId, type TenantMoveResult } from '../../contracts/tenantMove';
import { actor } from './activities';
import { plural } from './clock';
import { fail } from './failures';
import { agreeGo } from './goNoGo';
import type { Part, PartResult, Parts } from './parts';
import type { Undo } from './reversibly';
import type { Run } from './run';

export type MigrationInput = (EaToCspInput & { enrolment: string }) | (PaygToCspInput & { enrolment?: never });

/** One migration of whole subscriptions under way: its parts in their order, and what has come of each. */
export class MigrationJob {
  readonly operator = actor('operator');
  onboarded: CustomerOnboardingResult | undefined;
  tenant: TenantMoveResult | undefined;
  assessment: AssessmentResult | undefined;
  assessed: Assessed | undefined;
  readonly upgrades: ClassicUpgradeResult[] = [];
  readonly moves: { subscriptionId: string; result: ResourceMoveResult }[] = [];
  readonly notes: string[] = [];
  isLocal = false;

  constructor(
    readonly input: MigrationInput,
    readonly run: Run,
    readonly parts: Parts,
  ) {}

  /** Nothing moves: the partner takes over the billing. */
  get byBilling(): boolean {
    return 'way' in this.input && this.input.way === 'billingOwnership';
  }

  /** What a transfer of billing has come to, once something of it has gone, or may have. */
  get billed(): TenantMoveResult | undefined {
    const results = this.parts.all.flatMap(({ type, outcome, result }) =>
      type === 'tenantMove' && outcome === 'done' && result ? [result as unknown as TenantMoveResult] : [],
    );
    return results.find(({ billing = [] }) => billing.some(({ outcome }) => outcome !== 'notTransferred'));
  }

  /** The customer as it is known by now. A new one has no tenant before it is onboarded. */
  get customer(): KnownCustomer {
    const { customer } = this.input;
    const tenantId = this.onboarded?.customer.tenantId;
    if (!('new' in customer)) return customer;
    if (tenantId === undefined) throw fail('NotYet', 'a new customer has no directory before it has been created');
    const { contact, companyName, address, secondContact } = customer.new;
    return {
      tenantId,
      name: companyName,
      domain: this.onboarded?.customer.domain,
      country: address.country,
      contact: { name: `${contact.firstName} ${contact.lastName}`, email: contact.email },
      ...(secondContact ? { secondContact } : {}),
    };
  }

  /** 1. The customer is the partner's, has a subscription to move into, and an administrator. */
  async onboard(undo: Undo): Promise<void> {
    const { partner, customer, destination, admin, agreement, waits, rehearse, rulingWithinDays } = this.input;
    this.enter('onboard');
    const input = {
      partner,
      customer,
      ...(this.byBilling ? { azurePlanOnly: true } : { destination, admin }),
      ...(agreement ? { agreement } : {}),
      waits: { relationship: waits.relationship, remindEvery: waits.remindEvery },
      rehearse,
      rulingWithinDays,
    };
    this.onboarded = await this.parts.carryOut<CustomerOnboardingResult>(undo, 'take the onboarding back', {
      type: 'customerOnboarding',
      // It stands by for weeks: one of a customer that is there must not keep another migration of the same customer out.
      workflowId: 'new' in customer ? customerOnboardingId({ partner, customer }) : `${workflowInfo().workflowId}-onboarding`,
      input,
      summary: `Onboard the customer with ${partner.name}`,
    });
    if (!('new' in customer) || !rehearse) {
      const { tenantId, name, contact, secondContact } = this.customer;
      this.run.progress.know('customer', { tenantId, name, contact, secondContact });
    }
  }

  /** 2. All subscriptions are in the customer's directory. */
  async intoOneTenant(undo: Undo): Promise<void> {
    const { variant, subscriptions, sourceTenantId, enrolment, partner, waits, rehearse, rulingWithinDays } = this.input;
    const { admin, subscription } = this.onboarded ?? {};
    if (rehearse && (!admin || !subscription)) {
      this.skip('tenant', 'can be rehearsed once the customer is onboarded');
      return;
    }
    this.enter('tenant');
    const { account, warnings, ownership, remindEvery } = waits;
    this.tenant = await this.parts.carryOut<TenantMoveResult>(undo, 'move the subscriptions back to their directory', {
      type: 'tenantMove',
      workflowId: tenantMoveId({ subscriptions }),
      input: {
        variant,
        subscriptions,
        ...(enrolment === undefined ? {} : { enrolment }),
        ...(sourceTenantId === undefined ? {} : { sourceTenantId }),
        customer: this.customer,
        partner,
        admin: { objectId: admin?.objectId, userPrincipalName: admin?.userPrincipalName },
        destinationSubscriptionId: subscription?.subscriptionId,
        waits: { account, warnings, ownership, remindEvery },
        rehearse,
        rulingWithinDays,
      },
      summary: `Get ${plural(subscriptions.length, 'subscription')} into one directory`,
    });
    this.notes.push(this.tenant.wayReason);
  }

  /** 3. What can move, what has to change, what stays, and at what price. Asked again, it is assessed again. */
  async assess(undo: Undo): Promise<void> {
    const { subscriptions, cost, partner, exclude, rulingWithinDays } = this.input;
    this.enter('assess');
    const destination = this.byBilling ? undefined : this.onboarded?.subscription?.subscriptionId;
    this.assessment = await this.parts.carryOut<AssessmentResult>(undo, 'drop the assessment', {
      type: 'assessment',
      workflowId: assessmentId({ subscriptions }),
      input: {
        customer: this.customer,
        subscriptions,
        ...(destination === undefined ? {} : { destinationSubscriptionId: destination }),
        naming: '{name}',
        ...(cost ? { cost, partner } : {}),
        exclude,
        ...(this.assessment ? { previous: this.assessment.report } : {}),
        rulingWithinDays,
      },
      summary: `Assess ${plural(subscriptions.length, 'subscription')}`,
    });
    const { report } = this.assessment;
    this.run.progress.artifacts.assessment = report;
    this.assessed = await this.operator.readAssessment('Read what the assessment says', { report });
    if (!this.byBilling) this.refuseSharedGroups(this.assessed);
  }

  /** 4. Customer and operator decide. Sent back, it is assessed again and asked again. */
  async agree(undo: Undo): Promise<void> {
    if (this.input.rehearse) {
      this.skip('go', 'rehearsal');
      return;
    }
    await agreeGo(this, () => this.assess(undo));
  }

  /** 5. Classic resources become Resource Manager's. What its own gate has committed stays. */
  async upgradeClassic(undo: Undo): Promise<void> {
    const { waits, rehearse, rulingWithinDays } = this.input;
    const classic = this.assessed?.classic ?? [];
    if (classic.length === 0) {
      this.skip('classic', 'there is nothing classic');
      return;
    }
    this.enter('classic');
    await this.each(classic, async (subscriptionId) => {
      const result = await this.later<ClassicUpgradeResult>(undo, `leave ${this.nameOf(subscriptionId)} classic`, {
        type: 'classicUpgrade',
        workflowId: classicUpgradeId({ subscriptionId }),
        input: {
          subscriptionId,
          customer: this.customer,
          gate: { withinDays: waits.gate, remindEveryDays: Math.min(1, waits.remindEvery) },
          rehearse,
          rulingWithinDays,
        },
        summary: `Upgrade the classic resources of ${this.nameOf(subscriptionId)}`,
      });
      if (result) this.upgrades.push(result);
    });
  }

  /** 6. Virtual machines carry no secrets any more: with them they would not move. */
  async removeSecrets(undo: Undo): Promise<void> {
    const { subscriptions, rehearse, rulingWithinDays } = this.input;
    this.enter('secrets');
    await this.each(subscriptions, async (subscriptionId) => {
      await this.later<SecretsRemovalResult>(undo, `put the secrets of ${this.nameOf(subscriptionId)} back`, {
        type: 'secretsRemoval',
        workflowId: secretsRemovalId({ subscriptionId }),
        input: { subscriptionId, customer: this.customer, rehearse, rulingWithinDays },
        summary: `Remove secrets from the virtual machines of ${this.nameOf(subscriptionId)}`,
      });
    });
  }

  /** 7. The resources of each subscription move, side by side. */
  async moveResources(undo: Undo): Promise<void> {
    const { subscriptions, exclude, waits, rehearse, rulingWithinDays } = this.input;
    const destination = this.onboarded?.subscription?.subscriptionId;
    if (destination === undefined) {
      this.skip('move', 'can be rehearsed once the customer is onboarded');
      return;
    }
    this.enter('move');
    const { tenantId, name, contact } = this.customer;
    await this.each(subscriptions, async (subscriptionId) => {
      const result = await this.later<ResourceMoveResult>(undo, `move ${this.nameOf(subscriptionId)} back`, {
        type: 'resourceMove',
        workflowId: resourceMoveId({ source: { subscriptionId } }),
        input: {
          source: { subscriptionId },
          destination: { subscriptionId: destination, naming: this.naming(subscriptionId) },
          customer: { tenantId, name, ...(contact ? { email: contact.email } : {}) },
          rehearse,
          exclude: exclude.filter((id) => id.toLowerCase().startsWith(`/subscriptions/${subscriptionId}/`)),
          approval: { withinDays: waits.plan, remindEveryDays: waits.remindEvery },
          rulingWithinDays,
        },
        summary: `Move the resources of ${this.nameOf(subscriptionId)}`,
      });
      if (result) this.moves.push({ subscriptionId, result });
    });
  }

  /** A part after the go: a failure is put to the operator before all of the rest is taken back. */
  async later<T extends PartResult>(undo: Undo, what: string, part: Part): Promise<T | undefined> {
    if (this.input.rehearse) return this.parts.carryOut<T>(undo, what, part);
    const result = await this.parts.carryOutRuled<T>(undo, what, part);
    if (!result) this.notes.push(`${part.workflowId}: done by hand, as the operator ruled; not looked up`);
    return result;
  }

  /** Reports of the moves, for the hand-over report. */
  get moveReports(): { subscriptionId: string; report: ArtifactRef }[] {
    return this.moves.map(({ subscriptionId, result }) => ({ subscriptionId, report: result.report }));
  }

  nameOf(subscriptionId: string): string {
    return this.assessment?.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.displayName ?? subscriptionId;
  }

  private naming(subscriptionId: string): string {
    const name = this.nameOf(subscriptionId)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
    return this.input.naming.replaceAll('{subscription}', name.replace(/^-|-$/g, ''));
  }

  /** Two groups of one name would become one at the destination, and nobody has asked for that. */
  private refuseSharedGroups({ sharedGroups }: Assessed): void {
    const { naming, subscriptions } = this.input;
    const names = new Set(subscriptions.map((id) => this.naming(id)));
    if (sharedGroups.length === 0 || (naming.includes('{subscription}') && names.size === subscriptions.length)) return;
    throw fail(
      'InvalidInput',
      `naming: more than one subscription has groups named ${sharedGroups.slice(0, 5).join(', ')}, and they would become one: use {subscription} in it, or start a run for each subscription`,
    );
  }

  /** All at once. The first failure is thrown at once too; the others are taken back with the rest. */
  private async each(subscriptions: readonly string[], act: (subscriptionId: string) => Promise<void>): Promise<void> {
    await Promise.all(subscriptions.map(act));
  }

  enter(step: MigrationStep, detail?: string): void {
    this.run.progress.enter(step, detail);
  }

  skip(step: MigrationStep, why: string): void {
    this.run.progress.skip(step, why);
  }
}
