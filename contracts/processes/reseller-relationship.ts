import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import { Customer, Partner } from '../people/organisation';
import type { ArtifactRef } from '../run/artifact';
import type { Completed, RunReport } from '../run/report';
import { days } from '../schema';

/** Input of the process `reseller-relationship` (docs/processes/reseller-relationship.md; seed l.1158-1300): an existing customer accepts a partner's invitation. */
export const ResellerRelationshipInput = z.strictObject({
  customer: Customer,
  partner: Partner,
  deadlines: z.strictObject({ relationship: days(30), ruling: days(30), remindEvery: days(3) }).prefault({}),
  rehearse: z.boolean().default(false),
});
export type ResellerRelationshipInput = z.infer<typeof ResellerRelationshipInput>;

const STEPS = [
  { name: 'look', who: 'destinationPartner', title: 'Look for a relationship' },
  { name: 'invite', who: 'destinationPartner', title: 'Get the invitation' },
  { name: 'accept', who: 'customer', title: 'Accept the invitation' },
] as const satisfies readonly StepDefinition[];

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

export const resellerRelationshipProcess: ProcessDefinition<
  ResellerRelationshipInput,
  ResellerRelationshipResult,
  ResellerRelationshipReport
> = {
  workflowType: 'resellerRelationship',
  title: 'Reseller relationship',
  input: ResellerRelationshipInput,
  id: resellerRelationshipId,
  steps: STEPS,
};
