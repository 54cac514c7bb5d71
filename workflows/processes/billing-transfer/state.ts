import { workflowInfo } from '@temporalio/workflow';
import type { BillingRequest, CheckedProduct, Finding, OpenedRef } from '../../../activities/billing/ownership-requests';
import type { CustomerPath } from '../../../activities/ports/billing';
import type {
  BilledSubscription,
  BillingTransferInput,
  BillingTransferResult,
  BillingTransferStep,
} from '../../../contracts/processes/billing-transfer';
import type { Document } from '../../../contracts/people/document';
import type { MovedSubscription } from '../../../contracts/processes/tenant-move';
import { type Actor, actor, organisation } from '../../acts/actors';
import type { Run } from '../../run/begin';
import { ProcessState, subscriptionsOf } from '../../run/state';

/** Who answers a request for its recipient, and with which directory's identity. */
interface Recipient {
  by: Actor;
  tenantId: string;
}

/** One transfer of billing under way: who acts, and what has come of it so far. */
export class BillingState extends ProcessState<BillingTransferInput> {
  /** Acts in the customer's directory. */
  readonly operator: Actor = actor('operator');
  readonly partner: Actor;
  subscriptions: MovedSubscription[] = [];
  /** E-mail of the account that owns all of them: whom the request goes to. */
  recipientEmail = '';
  /** Where the partner opens requests for the customer. */
  at: CustomerPath | undefined;
  /** Undefined where no identity of ours may answer: the account's owner does, at Microsoft. */
  recipient: Recipient | undefined;
  checked: CheckedProduct[] = [];
  /** What the customer has approved by name. */
  approved: Document | undefined;
  private readonly became = new Map<string, Pick<BilledSubscription, 'outcome' | 'reason'>>();
  private asked = 0;

  constructor(input: BillingTransferInput, run: Run) {
    super(input, run);
    this.partner = organisation(input.partner.tenantId);
  }

  /** `the billing of Fabrikam's 2 subscriptions`, for sentences. */
  get what(): string {
    return `the billing of ${subscriptionsOf(this.input.customer.name, this.subscriptions)}`;
  }

  get hasPortal(): boolean {
    return this.run.environment?.eaPortal ?? false;
  }

  /** Those that Azure's validation has nothing against. */
  get going(): string[] {
    const stays = new Set(this.checked.filter(({ findings }) => findings.length > 0).map(({ subscriptionId }) => subscriptionId));
    return this.input.subscriptions.filter((id) => !stays.has(id));
  }

  /** The request that is under way. Its name follows from the run, so that asked again it is the same one. */
  get ref(): OpenedRef {
    if (!this.at) throw new Error('the place of the request is known after the check');
    return { partnerTenantId: this.input.partner.tenantId, at: this.at, name: this.name };
  }

  get name(): string {
    return `handover${workflowInfo().firstExecutionRunId.replaceAll('-', '').slice(0, 20)}n${this.asked}`.toLowerCase();
  }

  /** Makes `ref` mean another request from now on: one that has ended is not opened again. */
  askAnew(): void {
    this.asked++;
  }

  nameOf(subscriptionId: string): string {
    return this.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.displayName ?? subscriptionId;
  }

  settle(subscriptionId: string, outcome: BilledSubscription['outcome'], reason?: string): void {
    this.became.set(subscriptionId, { outcome, ...(reason === undefined ? {} : { reason }) });
  }

  outcomeOf(subscriptionId: string): BilledSubscription['outcome'] {
    return this.became.get(subscriptionId)?.outcome ?? 'notTransferred';
  }

  /** Takes over what the partner's side says of each product of a request. */
  settleBy({ products, status }: BillingRequest, subscriptions: readonly string[]): void {
    for (const id of subscriptions) {
      const product = products.find(({ subscriptionId }) => subscriptionId === id);
      if (product?.status === 'Completed') this.settle(id, 'transferred');
      else
        this.settle(
          id,
          'notTransferred',
          product ? whyNot(product.finding, status) : 'was not chosen when the request was accepted at Microsoft',
        );
    }
  }

  enter(step: BillingTransferStep, detail?: string): void {
    this.run.progress.enter(step, detail);
  }

  get billing(): BilledSubscription[] {
    return this.subscriptions.map(({ subscriptionId, displayName }) => ({
      subscriptionId,
      displayName,
      ...(this.became.get(subscriptionId) ?? { outcome: 'notTransferred' as const }),
    }));
  }

  result(status: BillingTransferResult['status']): BillingTransferResult {
    const { report } = this.run.progress.artifacts;
    return {
      status,
      variant: this.input.variant,
      sourceAccount: this.recipientEmail,
      subscriptions: this.billing,
      decisions: this.run.signOff.records,
      ...(report ? { report } : {}),
      localStack: this.isLocal,
    };
  }
}

/** `NoActiveAzurePlan: no plan. The destination partner buys one.` */
export function sentenceOf({ code, message, fix }: Finding): string {
  return `${code}: ${message} ${fix}`;
}

function whyNot(finding: Finding | undefined, status: string): string {
  return finding ? sentenceOf(finding) : `the request is ${status}, without a word why`;
}
