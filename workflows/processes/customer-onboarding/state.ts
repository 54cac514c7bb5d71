import { workflowInfo } from '@temporalio/workflow';
import type { AzureOffer } from '../../../activities/ports/customers-and-orders';
import type {
  CustomerOnboardingInput,
  CustomerOnboardingResult,
  CustomerOnboardingStep,
  OnboardedUser,
} from '../../../contracts/processes/customer-onboarding';
import type { KnownCustomer, NewCustomer } from '../../../contracts/people/organisation';
import { type Actor, actor, organisation } from '../../acts/actors';
import type { Run } from '../../run/begin';
import { ProcessState } from '../../run/state';
import { attempt, LOOK_AGAIN } from '../../acts/retry-or-rule';

/** One onboarding under way: who acts, and what has come of it so far. */
export class OnboardingState extends ProcessState<CustomerOnboardingInput> {
  readonly operator: Actor = actor('operator');
  /** Acts with the partner's own sign-in. */
  readonly partner: Actor;
  relationship: CustomerOnboardingResult['relationship'];
  /** That the customer accepted the agreement is known at Microsoft. */
  agreement = false;
  country = '';
  customer: CustomerOnboardingResult['customer'];
  subscription: CustomerOnboardingResult['subscription'];
  admin: CustomerOnboardingResult['admin'];
  firstAdministrator: OnboardedUser | undefined;
  /** The customer has an Azure plan already; known with `azurePlanOnly` alone. */
  hasPlan = false;
  /** What was sent and may have been done though nothing is known of it yet. */
  readonly sent = { customer: false, admin: false };
  /** Something is there that this run cannot take back. */
  isPastReturn = false;

  constructor(input: CustomerOnboardingInput, run: Run) {
    super(input, run);
    this.partner = organisation(input.partner.tenantId);
    const { customer } = input;
    this.customer =
      'new' in customer
        ? {
            tenantId: '',
            name: customer.new.companyName,
            domain: `${customer.new.domain.toLowerCase()}.onmicrosoft.com`,
            created: false,
          }
        : { tenantId: customer.tenantId, name: customer.name, domain: customer.domain ?? '', created: false };
  }

  /** The same over all attempts of this run, another one for each run. */
  get runKey(): string {
    return workflowInfo().firstExecutionRunId;
  }

  get newCustomer(): NewCustomer | undefined {
    return 'new' in this.input.customer ? this.input.customer.new : undefined;
  }

  get knownCustomer(): KnownCustomer | undefined {
    return 'new' in this.input.customer ? undefined : this.input.customer;
  }

  /** What is ordered; undefined when a subscription was named, or the plan is there that is wanted. */
  get offer(): { offerId: AzureOffer; displayName: string } | undefined {
    const { azurePlanOnly, destination } = this.input;
    if (azurePlanOnly) return this.hasPlan ? undefined : { offerId: 'MS-AZR-0017G', displayName: 'Azure plan' };
    return 'subscriptionId' in destination ? undefined : destination;
  }

  /** Where the partner has everything under its own hands: what was made is deleted, and nothing stays. */
  get isAllUndone(): boolean {
    return this.input.sandbox && this.newCustomer !== undefined;
  }

  get userPrincipalName(): string {
    return `${this.input.admin.userName}@${this.customer.domain}`.toLowerCase();
  }

  /** Marks that a failing step is first put to the operator from here on. */
  passReturn(): void {
    if (!this.isAllUndone) this.isPastReturn = true;
  }

  async step<T>(step: CustomerOnboardingStep, act: () => Promise<T>): Promise<T> {
    if (this.isPastReturn) return attempt(this.run, step, act, LOOK_AGAIN);
    await this.run.pause.resumed();
    return act();
  }
}
