/** Registered name of the workflow whose id is what one run at a time has to itself (workflows/children/claim-workflow.ts). */
export const CLAIM = 'claim';

/** The user who gets an account of the enrolment and becomes Owner on both sides. */
export interface TargetOwner {
  enrolment: string;
  /** The customer's directory. */
  tenantId: string;
  /** What stands before the @ of its name. */
  userName: string;
}

export function targetOwnerClaimId({ enrolment, tenantId, userName }: TargetOwner): string {
  return `target-owner-${enrolment}-${tenantId}-${userName.toLowerCase()}`;
}
