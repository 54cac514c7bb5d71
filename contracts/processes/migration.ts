import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { CostOptions } from './assessment';
import { CustomerOnboardingInput, DestinationSubscription } from './customer-onboarding';
import { days, email, enrolmentNumber, exclude, groupNaming, guid, subscriptions } from '../schema';
import { AgreementAcceptance, KnownCustomer, NewCustomer, Partner } from '../people/organisation';
import type { Completed, RunReport } from '../run/report';
import type { DecisionRecord } from '../run/progress';
import type { BilledSubscription } from './billing-transfer';

const common = {
  subscriptions: subscriptions(),
  /** Directory that they are in now; left out: the partner's with `partnerEa`, else the customer's. */
  sourceTenantId: guid.optional(),
  partner: Partner,
  customer: z.union([KnownCustomer, z.strictObject({ new: NewCustomer })]),
  destination: DestinationSubscription.prefault({}),
  /** User of the customer's directory who is Owner on both sides; found or made. */
  admin: CustomerOnboardingInput.shape.admin,
  /** Goes to the onboarding as it is: see there. */
  agreement: AgreementAcceptance.optional(),
  /** Left out: no costs are compared. */
  cost: CostOptions.optional(),
  /** Name of a destination group; `{name}` stands for the source group's, `{subscription}` for its subscription's. */
  naming: groupNaming,
  exclude,
  deadlines: z
    .strictObject({
      go: days(14),
      relationship: days(30),
      account: days(30),
      warnings: days(14),
      ownership: days(14),
      gate: days(7),
      plan: days(14),
      ruling: days(30),
      remindEvery: days(3),
    })
    .prefault({}),
  rehearse: z.boolean().default(false),
};

interface Chosen {
  subscriptions: string[];
  destination: DestinationSubscription;
  exclude: string[];
}

/** What would only come out once the customer is onboarded and its subscriptions are in another directory. */
function consistent({ subscriptions, destination, exclude }: Chosen, context: z.RefinementCtx): void {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  if ('subscriptionId' in destination && subscriptions.includes(destination.subscriptionId))
    refuse(['destination', 'subscriptionId'], 'is one of the subscriptions that are to go there: name another');
  for (const [at, id] of exclude.entries())
    if (!subscriptions.some((one) => id.toLowerCase().startsWith(`/subscriptions/${one}/`)))
      refuse(['exclude', at], 'is in none of the subscriptions: check the id');
}

function isElsewhere(sourceTenantId: string | undefined, customer: object): boolean {
  return sourceTenantId !== undefined && 'tenantId' in customer && customer.tenantId !== sourceTenantId;
}

/** Input of the process `ea-to-csp` (docs/processes/ea-to-csp.md; seed l.14472-15178): subscriptions of an Enterprise Agreement go to a CSP partner. */
export const EaToCspInput = z
  .strictObject({
    variant: z.enum(['partnerEa', 'customerEa']),
    enrolment: enrolmentNumber,
    /**
     * `auto`: the resources move. `billingOwnership`: the partner takes over the billing of the subscriptions, which are in the customer's
     * directory already, and no resource moves; `destination`, `admin`, `naming` and `exclude` are not looked at.
     */
    way: z.enum(['auto', 'billingOwnership']).default('auto'),
    /** E-mail of the account that owns the subscriptions, for `billingOwnership`; left out: Handover looks it up. */
    sourceAccount: email.optional(),
    ...common,
  })
  .superRefine(consistent)
  .refine(({ way, sourceTenantId, customer }) => way !== 'billingOwnership' || !isElsewhere(sourceTenantId, customer), {
    path: ['sourceTenantId'],
    message:
      'is not the customer’s: Microsoft transfers the billing of subscriptions of the customer’s own directory alone; bring them there first (tenant-move)',
  })
  // A customer that has been made stays: what could not go on is not begun.
  .refine(({ customer, variant, way }) => !('new' in customer) || (variant === 'partnerEa' && way !== 'billingOwnership'), {
    path: ['customer', 'new'],
    message:
      'has a directory with nothing in it, and here the subscriptions have to be in the customer’s already: name its tenantId',
  });
export type EaToCspInput = z.infer<typeof EaToCspInput>;

/** Input of the process `payg-to-csp` (docs/processes/payg-to-csp.md; seed l.15178): pay-as-you-go, Open or BizSpark subscriptions go to a CSP partner. */
export const PaygToCspInput = z
  .strictObject({
    variant: z.enum(['payg', 'open', 'bizspark']).default('payg'),
    ...common,
  })
  .superRefine(consistent);
export type PaygToCspInput = z.infer<typeof PaygToCspInput>;

const STEPS = [
  { name: 'onboard', who: 'destinationPartner', title: 'Onboard the customer' },
  { name: 'tenant', who: 'customer', title: 'Bring the subscriptions into the customer’s directory' },
  { name: 'assess', who: 'handover', title: 'Assess the resources' },
  { name: 'go', who: 'customer', title: 'Decide whether to go on' },
  { name: 'classic', who: 'operator', title: 'Upgrade classic resources' },
  { name: 'secrets', who: 'handover', title: 'Remove secrets from virtual machines' },
  { name: 'move', who: 'customer', title: 'Move the resources' },
  // With `way: billingOwnership` alone. The transfer cannot be taken back: it comes when all else is done.
  { name: 'billing', who: 'microsoft', title: 'Transfer the billing' },
  { name: 'report', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];
export type MigrationStep = (typeof STEPS)[number]['name'];
const WITHOUT_BILLING = STEPS.filter(({ name }) => name !== 'billing');

/** One resource, from before the first step to after the last. */
export interface MigratedResource {
  name: string;
  type: string;
  /** The id before: `classic:…` for what had no ARM id. */
  was: string;
  /** The id after. A cloud service that was upgraded has the id of the group that holds what it was made of. */
  is: string;
  /** kept: where it was, under the same id, billed by the partner now. */
  outcome: 'moved' | 'stayed' | 'upgradedOnly' | 'kept';
  reason?: string;
  /** Cost of the last 30 days, in the report's currency; absent without costs. */
  costBefore?: number;
  /** Absent, too, when the rate card has no price for a part of it. */
  costAfter?: number;
}

export interface MigrationReport extends RunReport {
  process: 'ea-to-csp' | 'payg-to-csp';
  variant: string;
  enrolment?: string;
  partner: { tenantId: string; name: string };
  destination?: { subscriptionId: string; displayName: string };
  subscriptions: {
    subscriptionId: string;
    displayName: string;
    tenantBefore: string;
    tenantAfter: string;
    moved: number;
    stayed: number;
  }[];
  /** Only with `way: billingOwnership`, once the subscriptions were asked for. */
  billing?: BilledSubscription[];
  currency?: string;
  /** The cost of all usage that was assessed and has a price after, with that of what is gone, and of no resource. Absent without costs. */
  cost?: { before: number; after: number };
  resources: MigratedResource[];
  /** The child runs, with the report of each. */
  childRuns: { workflowId: string; process: string; outcome: string; report?: ArtifactRef }[];
}

export interface MigrationResult {
  status: Completed;
  destinationSubscriptionId?: string;
  /** `kept`: with `way: billingOwnership`. */
  totals: { subscriptions: number; resources: number; moved: number; stayed: number; kept?: number };
  report: ArtifactRef;
  decisions: DecisionRecord[];
  localStack: boolean;
}

export function eaToCspId(input: Pick<EaToCspInput, 'enrolment' | 'subscriptions'>): string {
  return `ea-to-csp-${input.enrolment}-${[...input.subscriptions].sort()[0]}`;
}

export function paygToCspId(input: Pick<PaygToCspInput, 'subscriptions'>): string {
  return `payg-to-csp-${[...input.subscriptions].sort()[0]}`;
}

export const eaToCspProcess: ProcessDefinition<EaToCspInput, MigrationResult, MigrationReport> = {
  workflowType: 'eaToCsp',
  title: 'Enterprise Agreement to CSP',
  input: EaToCspInput,
  id: eaToCspId,
  steps: STEPS,
};

export const paygToCspProcess: ProcessDefinition<PaygToCspInput, MigrationResult, MigrationReport> = {
  workflowType: 'paygToCsp',
  title: 'Pay-as-you-go to CSP',
  input: PaygToCspInput,
  id: paygToCspId,
  steps: WITHOUT_BILLING,
};
