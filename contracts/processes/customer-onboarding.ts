import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { days, guid, name, pattern } from '../schema';
import { AgreementAcceptance, KnownCustomer, NewCustomer, Partner } from '../people/organisation';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';
import type { SecretRef } from '../run/secret';
import { holdForParent } from '../run/hold-for-parent';

/** What the partner orders for the customer, or has for it already. */
export const DestinationSubscription = z.union([
  z.strictObject({
    /** Legacy Azure offer, or an Azure plan. */
    offerId: z.enum(['MS-AZR-0145P', 'MS-AZR-0017G']).default('MS-AZR-0145P'),
    displayName: z.string().trim().min(1).max(64).default('Microsoft Azure CSP'),
  }),
  z.strictObject({ subscriptionId: guid }),
]);
export type DestinationSubscription = z.infer<typeof DestinationSubscription>;

/** What Partner Center calls the first administrator of every customer that it makes. */
const FIRST_ADMINISTRATOR = 'admin';

/** Input of the process `customer-onboarding` (docs/processes/customer-onboarding.md; seed l.697-1300, 5006-5917, 6512-7370). */
export const CustomerOnboardingInput = z
  .strictObject({
    partner: Partner,
    customer: z.union([KnownCustomer, z.strictObject({ new: NewCustomer })]),
    destination: DestinationSubscription.prefault({}),
    /** Needed for a new customer, and for one whose acceptance the partner has not confirmed yet. */
    agreement: AgreementAcceptance.optional(),
    /** User that is made in the customer's directory and is Owner of the subscription: who moves later on. */
    admin: z
      .strictObject({
        userName: pattern(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'is not a user name').default('handover'),
        displayName: name.default('Handover'),
      })
      .prefault({}),
    deadlines: z.strictObject({ relationship: days(30), ruling: days(30), remindEvery: days(3) }).prefault({}),
    /**
     * An active Azure plan is all that is wanted: one that is there is enough, else it is ordered. Nobody is made Owner of anything. `destination`
     * and `admin` are not looked at.
     */
    azurePlanOnly: z.boolean().default(false),
    /** Partner Center's integration sandbox: there a customer can be deleted again. */
    sandbox: z.boolean().default(false),
    rehearse: z.boolean().default(false),
    holdForParent,
  })
  .refine(({ customer, destination }) => !('new' in customer && 'subscriptionId' in destination), {
    path: ['destination', 'subscriptionId'],
    message: 'is there already: a customer that is made has no subscription yet; leave it out',
  })
  .refine(({ customer, admin }) => !('new' in customer && admin.userName.toLowerCase() === FIRST_ADMINISTRATOR), {
    path: ['admin', 'userName'],
    message: `is the one of the administrator that Partner Center makes: take another than ${FIRST_ADMINISTRATOR}`,
  });
export type CustomerOnboardingInput = z.infer<typeof CustomerOnboardingInput>;

const STEPS = [
  { name: 'check', who: 'handover', title: 'Check the customer and the partner' },
  { name: 'relationship', who: 'customer', title: 'Accept the partner as reseller' },
  { name: 'create', who: 'destinationPartner', title: 'Create the customer' },
  { name: 'order', who: 'destinationPartner', title: 'Order the subscription' },
  { name: 'provision', who: 'microsoft', title: 'Provide the subscription' },
  { name: 'admin', who: 'destinationPartner', title: 'Create the administrator' },
  { name: 'owner', who: 'destinationPartner', title: 'Make the administrator Owner' },
  { name: 'close', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];
export type CustomerOnboardingStep = (typeof STEPS)[number]['name'];

/** A user of the customer's directory. The password is where `secret` says. */
export interface OnboardedUser {
  userPrincipalName: string;
  secret?: SecretRef;
}

export interface CustomerOnboardingResult {
  status: Completed;
  /** `tenantId` is empty where a customer would have been made. */
  customer: { tenantId: string; name: string; domain: string; created: boolean };
  /** `byCreation`: who creates a customer has the relationship. Absent when the run ended before there was one. */
  relationship?: 'existing' | 'established' | 'byCreation';
  /** Azure's id. Absent in a rehearsal that would order one. */
  subscription?: { subscriptionId: string; displayName: string; offerId: string; orderId?: string; ordered: boolean };
  /** Only with `azurePlanOnly`; absent in a rehearsal that would order it. */
  azurePlan?: 'existing' | 'ordered';
  /** Absent in a rehearsal, and with `azurePlanOnly`. */
  admin?: OnboardedUser & { objectId: string; created: boolean };
  /** The first administrator of a customer that was made; without `secret` when its password was lost on its way: then `admin` is administrator too. */
  firstAdministrator?: OnboardedUser;
  decisions: DecisionRecord[];
  localStack: boolean;
  report?: ArtifactRef;
}

/** What a run leaves behind, as a file; no password is in it. */
export interface CustomerOnboardingReport extends RunReport, Omit<CustomerOnboardingResult, 'status' | 'report'> {
  process: 'customer-onboarding';
  customer: CustomerOnboardingResult['customer'];
  partner: Partner;
  sandbox: boolean;
}

/** One onboarding at a time of a customer by a partner. */
export function customerOnboardingId({ partner, customer }: Pick<CustomerOnboardingInput, 'partner' | 'customer'>): string {
  const who = 'new' in customer ? customer.new.domain.toLowerCase() : customer.tenantId;
  return `customer-onboarding-${partner.tenantId}-${who}`;
}

export const customerOnboardingProcess: ProcessDefinition<
  CustomerOnboardingInput,
  CustomerOnboardingResult,
  CustomerOnboardingReport
> = {
  workflowType: 'customerOnboarding',
  title: 'Onboarding of a customer',
  input: CustomerOnboardingInput,
  id: customerOnboardingId,
  steps: STEPS,
};
