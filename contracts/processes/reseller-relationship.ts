import { z } from 'zod';
import { Customer, days, Partner } from '../people/organisation';

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

export const RESELLER_RELATIONSHIP_STEPS = ['look', 'invite', 'accept'] as const;

export interface ResellerRelationshipResult {
  status: 'done' | 'declined' | 'rehearsed';
  /** False: there was one already. */
  established: boolean;
}

export function resellerRelationshipId(input: { customer: { tenantId: string }; partner: { tenantId: string } }): string {
  return `reseller-relationship-${input.partner.tenantId}-${input.customer.tenantId}`;
}
