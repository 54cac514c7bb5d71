import { z } from 'zod';
import { type ProcessDefinition, type StepDefinition, stepNames } from './definition';
import { Customer, days, Partner } from '../people/organisation';
import type { ArtifactRef } from '../run/artifact';
import type { Completed, RunReport } from '../run/report';

/** Input of the process `reseller-relationship` (processes.md section 2; seed l.1158-1300): an existing customer accepts a partner's invitation. */
export const ResellerRelationshipInput = z.strictObject({
  customer: Customer,
  partner: Partner,
  withinDays: days(30),
  remindEveryDays: days(3),
  rehearse: z.boolean().default(false),
  rulingWithinDays: days(30),
});
export type ResellerRelationshipInput = z.infer<typeof ResellerRelationshipInput>;

const STEPS = [
  { name: 'look', who: 'destinationPartner', title: 'Look for a relationship' },
  { name: 'invite', who: 'destinationPartner', title: 'Get the invitation' },
  { name: 'accept', who: 'customer', title: 'Accept the invitation' },
] as const satisfies readonly StepDefinition[];
export const RESELLER_RELATIONSHIP_STEPS = stepNames(STEPS);

export interface ResellerRelationshipResult {
  status: Completed;
  /** False: there was one already. */
  established: boolean;
  report: ArtifactRef;
}

export interface ResellerRelationshipReport extends RunReport {
  process: 'reseller-relationship';
  partner: { tenantId: string; name: string };
  /** `existing`: there was one before the run. Absent: there is none, as far as the run has seen. */
  relationship?: 'existing' | 'established';
  /** Address at Microsoft at which the customer accepts the invitation; absent when nobody was invited. */
  link?: string;
}

export function resellerRelationshipId(input: { customer: { tenantId: string }; partner: { tenantId: string } }): string {
  return `reseller-relationship-${input.partner.tenantId}-${input.customer.tenantId}`;
}

export const resellerRelationshipProcess: ProcessDefinition<ResellerRelationshipInput, ResellerRelationshipResult> = {
  workflowType: 'resellerRelationship',
  title: 'Reseller relationship',
  input: ResellerRelationshipInput,
  id: resellerRelationshipId,
  steps: STEPS,
};
