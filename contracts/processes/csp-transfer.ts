import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { BusinessCalendar } from '../people/business-hours';
import type { Document } from '../people/document';
import { days, subscriptions } from '../schema';
import { Customer, Partner } from '../people/organisation';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';

/** Input of the process `csp-transfer` (docs/processes/csp-transfer.md; seed l.1566-1845). */
export const CspTransferInput = z
  .strictObject({
    customer: Customer,
    sourcePartner: Partner,
    destinationPartner: Partner,
    subscriptions: subscriptions(),
    /** `auto`: by what the subscriptions are. Legacy ones (MS-AZR-0145P) go by ticket, those of an Azure plan by Partner Center. */
    procedure: z.enum(['auto', 'ticket', 'partnerCenterTransfer']).default('auto'),
    /** Microsoft's working hours, in which 8 hours without an answer are counted. */
    calendar: BusinessCalendar.prefault({}),
    deadlines: z
      .strictObject({
        request: days(30),
        relationship: days(30),
        form: days(14),
        transfer: days(30),
        ruling: days(30),
        remindEvery: days(3),
      })
      .prefault({}),
    /** Looks only: what would be done, and by which procedure. */
    rehearse: z.boolean().default(false),
  })
  .refine(({ sourcePartner, destinationPartner }) => sourcePartner.tenantId !== destinationPartner.tenantId, {
    path: ['destinationPartner', 'tenantId'],
    message: 'is the source partner: name the partner that the subscription goes to',
  })
  .refine(({ sourcePartner, destinationPartner }) => sourcePartner.mpnId !== destinationPartner.mpnId, {
    path: ['destinationPartner', 'mpnId'],
    message: 'is the source partner’s MPN id',
  });
export type CspTransferInput = z.infer<typeof CspTransferInput>;

export type TransferProcedure = 'ticket' | 'partnerCenterTransfer';

const STEPS = [
  { name: 'check', who: 'handover', title: 'Check the subscriptions' },
  { name: 'request', who: 'customer', title: 'Request the change of partner' },
  { name: 'relationship', who: 'customer', title: 'Accept the destination partner' },
  // by ticket
  { name: 'ticket', who: 'sourcePartner', title: 'Open a support ticket' },
  { name: 'draft', who: 'sourcePartner', title: 'Draft the transfer form' },
  { name: 'sign', who: 'customer', title: 'Sign the transfer form' },
  { name: 'attach', who: 'sourcePartner', title: 'Attach the form to the ticket' },
  { name: 'confirm', who: 'microsoft', title: 'Confirm the ticket' },
  { name: 'awaitArrival', who: 'microsoft', title: 'Transfer the subscriptions' },
  // by Partner Center
  { name: 'create', who: 'destinationPartner', title: 'Create the transfer in Partner Center' },
  { name: 'accept', who: 'sourcePartner', title: 'Accept the transfer in Partner Center' },
  { name: 'complete', who: 'microsoft', title: 'Complete the transfer' },
  // both
  { name: 'access', who: 'destinationPartner', title: 'Hand over the access' },
  { name: 'close', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];
export type CspTransferStep = (typeof STEPS)[number]['name'];

/** One subscription before and after. The Azure id stays the same; Partner Center's id and order change with an Azure plan. */
export interface TransferredSubscription {
  subscriptionId: string;
  displayName: string;
  agreement: 'legacy' | 'azurePlan';
  before: { partnerTenantId: string; partnerCenterId: string };
  /** Absent until it has been seen with the destination partner. */
  after?: { partnerTenantId: string; partnerCenterId: string };
}

/** What happened to the rights on one subscription. Counts are role assignments at all scopes at and below it. */
export interface AccessHandedOver {
  subscriptionId: string;
  granted: boolean;
  removed: number;
  /** Role assignments of the source partner that the last look found. The run ends well only with 0. */
  remaining: number;
  /** Foreign groups of neither partner: left alone, and named for a person to judge. */
  unknownForeign: string[];
  /** Identities of the source partner with rights from above the subscription (a management group): not this subscription's to take. */
  inherited?: number;
}

export interface CspTransferResult {
  status: Completed;
  procedure: TransferProcedure;
  procedureReason: string;
  subscriptions: TransferredSubscription[];
  access: AccessHandedOver[];
  ticket?: { name: string; id: string };
  transferId?: string;
  /** Digest of the version of the form that all three signed. */
  formDigest?: string;
  /** JSON of `CspTransferReport`; absent when it could not be written and the operator went on without. */
  report?: ArtifactRef;
  decisions: DecisionRecord[];
  /** True when answers came from a local stack without a proof. */
  localStack: boolean;
}

/** What every party keeps. Times are ISO 8601, UTC. */
export interface CspTransferReport extends RunReport, Omit<CspTransferResult, 'report' | 'status'> {
  process: 'csp-transfer';
  customer: CspTransferInput['customer'];
  sourcePartner: CspTransferInput['sourcePartner'];
  destinationPartner: CspTransferInput['destinationPartner'];
  /** The request, the form, acceptance: in the version that counted, each once, at the last step that it was put at. */
  documents: { step: string; digest: string; document: Document }[];
  /** What Microsoft wrote in the ticket. */
  messages: { from: string; at: string; subject: string; body: string }[];
}

/** One transfer at a time of a customer's first named subscription: a second start of the same is refused. */
export function cspTransferId(input: Pick<CspTransferInput, 'subscriptions'>): string {
  return `csp-transfer-${[...input.subscriptions].sort()[0]}`;
}

export const cspTransferProcess: ProcessDefinition<CspTransferInput, CspTransferResult, CspTransferReport> = {
  workflowType: 'cspTransfer',
  title: 'Transfer of Azure subscriptions to another partner',
  input: CspTransferInput,
  id: cspTransferId,
  steps: STEPS,
};
