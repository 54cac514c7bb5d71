import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { days, email, enrolmentNumber, subscriptions } from '../schema';
import { KnownCustomer, Partner } from '../people/organisation';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';

/** Whose Enterprise Agreement the subscriptions are under. Microsoft transfers the billing of no other agreement to a partner. */
const variant = z.enum(['customerEa', 'partnerEa'], {
  error: ({ input }) =>
    typeof input !== 'string'
      ? undefined
      : `must be customerEa or partnerEa: Microsoft has no transfer of billing from ${input} (Microsoft Online Services Program) to a partner (Microsoft Partner Agreement); start tenant-move: the ownership is transferred to the customer’s directory, and resource-move then moves the resources`,
});

/**
 * Input of the process `billing-transfer` (docs/processes/billing-transfer.md): the partner asks for the billing of subscriptions that are in the
 * customer's directory already. Nothing moves.
 */
export const BillingTransferInput = z.strictObject({
  variant,
  enrolment: enrolmentNumber,
  subscriptions: subscriptions(),
  /** Account of the enrolment that owns the subscriptions (e-mail); left out: looked up. */
  sourceAccount: email.optional(),
  customer: KnownCustomer,
  partner: Partner,
  /** `ownership`: how long the request stays open, at most Microsoft's 30 days. */
  deadlines: z.strictObject({ ownership: days(14), ruling: days(30), remindEvery: days(3) }).prefault({}),
  rehearse: z.boolean().default(false),
  /** Has no effect: what has been accepted cannot be taken back, and before that the request is cancelled by a failure or a cancel. */
  holdForParent,
});
export type BillingTransferInput = z.infer<typeof BillingTransferInput>;

const STEPS = [
  { name: 'check', who: 'handover', title: 'Check the subscriptions' },
  { name: 'open', who: 'destinationPartner', title: 'Ask for the billing' },
  { name: 'validate', who: 'handover', title: 'Validate with Azure' },
  { name: 'warnings', who: 'customer', title: 'Accept what the transfer changes' },
  { name: 'accept', who: 'customer', title: 'Accept the request at Microsoft' },
  { name: 'complete', who: 'microsoft', title: 'Transfer the billing' },
  { name: 'verify', who: 'handover', title: 'Verify the result' },
  { name: 'close', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];
export type BillingTransferStep = (typeof STEPS)[number]['name'];

/** What has become of the billing of a subscription. */
export interface BilledSubscription {
  subscriptionId: string;
  displayName: string;
  /** transferred: seen with the partner · notTransferred: still billed as before · unknown: a person has to look */
  outcome: 'transferred' | 'notTransferred' | 'unknown';
  /** Why it was not transferred, a sentence. */
  reason?: string;
}

export interface BillingTransferResult {
  status: Completed;
  variant: BillingTransferInput['variant'];
  /** E-mail of the account that the request goes to. Empty until the check has found it. */
  sourceAccount: string;
  subscriptions: BilledSubscription[];
  decisions: DecisionRecord[];
  /** JSON: `BillingTransferReport`. */
  report?: ArtifactRef;
  localStack: boolean;
}

/** What a person keeps of a transfer of billing, whatever its ending. */
export interface BillingTransferReport extends RunReport, Omit<BillingTransferResult, 'status' | 'report'> {
  process: 'billing-transfer';
  enrolment: string;
  partner: { tenantId: string; name: string; mpnId: string };
}

export function billingTransferId(input: Pick<BillingTransferInput, 'subscriptions'>): string {
  return `billing-transfer-${[...input.subscriptions].sort()[0]}`;
}

export const billingTransferProcess: ProcessDefinition<BillingTransferInput, BillingTransferResult, BillingTransferReport> = {
  workflowType: 'billingTransfer',
  title: 'Transfer of billing to the partner',
  input: BillingTransferInput,
  id: billingTransferId,
  steps: STEPS,
};
