import { z } from 'zod';
import { TenantMoveInput } from './tenant-move';

const { shape } = TenantMoveInput;

/**
 * Input of `tenant-move` with `way: billingOwnership`: the partner asks for the billing of subscriptions that are in the customer's directory
 * already. Nothing moves, so there is no mover and no subscription to move to.
 */
export const BillingMoveInput = z
  .strictObject({
    ...shape,
    way: z.literal('billingOwnership'),
    /** Not looked at. */
    admin: shape.admin.optional(),
    destinationSubscriptionId: shape.destinationSubscriptionId.optional(),
  })
  .refine(({ variant, enrolment }) => !variant.endsWith('Ea') || enrolment !== undefined, {
    path: ['enrolment'],
    message: 'is missing: name the enrolment that the subscriptions are in',
  });
export type BillingMoveInput = z.infer<typeof BillingMoveInput>;

/** Whether an input of `tenant-move`, not checked yet, asks for that way. */
export function asksForBilling(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'way' in raw && raw.way === 'billingOwnership';
}

export const BILLING_MOVE_STEPS = ['check', 'open', 'validate', 'warnings', 'accept', 'complete', 'verify', 'close'] as const;
export type BillingMoveStep = (typeof BILLING_MOVE_STEPS)[number];
