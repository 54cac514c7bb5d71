import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { days, email, enrolmentNumber, guid, name, subscriptions } from '../schema';
import { KnownCustomer, Partner } from '../people/organisation';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';

/** Whose agreement the source subscriptions are under (seed l.14504, 14730, 15178). */
const MIGRATION_VARIANTS = ['partnerEa', 'customerEa', 'payg', 'open', 'bizspark'] as const;
export const MigrationVariant = z.enum(MIGRATION_VARIANTS);
export type MigrationVariant = z.infer<typeof MigrationVariant>;

/** The EA portal's Auth Level that lets an enrolment have accounts of more than one directory (seed l.14548). */
export const CROSS_TENANT_AUTH_LEVEL = 'Work or School Account Cross Tenant';

/**
 * Input of the process `tenant-move` (docs/processes/tenant-move.md): the source subscriptions get into the customer's directory, where Azure lets
 * their resources move into a subscription of the partner.
 */
export const TenantMoveInput = z
  .strictObject({
    variant: MigrationVariant,
    /**
     * `auto`: as of 2017, by the EA portal or by a transfer of ownership, where the subscription is of that kind. `changeTenant`: Azure's request
     * to change the directory.
     */
    way: z.enum(['auto', 'portal', 'changeTenant']).default('auto'),
    subscriptions: subscriptions(),
    /** Needed for `partnerEa` and `customerEa`. */
    enrolment: enrolmentNumber.optional(),
    /** The directory the subscriptions are in now; left out: looked up. */
    sourceTenantId: guid.optional(),
    /** Account that owns them now (e-mail); left out: looked up. */
    sourceAccount: email.optional(),
    /** Name and department that the customer's new account gets in the enrolment (seed l.14560). */
    account: z.strictObject({ name: name.default('CSP'), department: name.optional() }).prefault({}),
    customer: KnownCustomer,
    partner: Partner,
    /** The customer's administrator: gets the account, becomes Owner on both sides. */
    admin: z.strictObject({ objectId: guid, userPrincipalName: email }),
    /** The partner's subscription that is to be seen beside them. */
    destination: z.strictObject({ subscriptionId: guid }),
    deadlines: z
      .strictObject({ account: days(30), warnings: days(14), ownership: days(14), ruling: days(30), remindEvery: days(3) })
      .prefault({}),
    rehearse: z.boolean().default(false),
    holdForParent,
  })
  .refine(({ variant, enrolment }) => !['partnerEa', 'customerEa'].includes(variant) || enrolment !== undefined, {
    path: ['enrolment'],
    message: 'is missing: name the enrolment that the subscriptions are in',
  });
export type TenantMoveInput = z.infer<typeof TenantMoveInput>;

const STEPS = [
  { name: 'check', who: 'handover', title: 'Check the subscriptions' },
  // partnerEa
  { name: 'authLevel', who: 'handover', title: 'Allow accounts of other directories' },
  { name: 'account', who: 'handover', title: 'Add the customer’s account' },
  { name: 'activate', who: 'customer', title: 'Sign in to the new account' },
  // all
  { name: 'snapshot', who: 'handover', title: 'Store access and policies' },
  { name: 'warnings', who: 'customer', title: 'Accept what the change takes away' },
  { name: 'transfer', who: 'microsoft', title: 'Transfer the subscriptions' },
  { name: 'restore', who: 'handover', title: 'Restore access and policies' },
  // customerEa; and all others, for the target owner
  { name: 'access', who: 'handover', title: 'Make the administrator Owner' },
  { name: 'verify', who: 'handover', title: 'Verify the result' },
  { name: 'close', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];
export type TenantMoveStep = (typeof STEPS)[number]['name'];

export interface MovedSubscription {
  subscriptionId: string;
  displayName: string;
  tenantBefore: string;
  tenantAfter: string;
  ownerBefore?: string;
  ownerAfter?: string;
}

export interface TenantMoveResult {
  status: Completed;
  variant: MigrationVariant;
  way: Exclude<TenantMoveInput['way'], 'auto'>;
  /** Why this way, a sentence. */
  wayReason: string;
  subscriptions: MovedSubscription[];
  /** JSON: administrators, role assignments, custom roles and partner id before the move. */
  snapshot?: ArtifactRef;
  /** What was put back after it, and what had no place in the new directory, a sentence each. */
  restored: string[];
  notRestored: string[];
  decisions: DecisionRecord[];
  /** JSON: `TenantMoveReport`. */
  report?: ArtifactRef;
  localStack: boolean;
}

/** One kind of thing that a subscription loses with its owner and directory. */
export interface Loss {
  subscriptionId: string;
  displayName: string;
  /** Id of the statement that accepts it. */
  kind: string;
  label: string;
  /** Names. */
  what: string;
}

/** What a person keeps of a tenant move, whatever its ending. */
export interface TenantMoveReport extends RunReport, Omit<TenantMoveResult, 'status' | 'report'> {
  process: 'tenant-move';
  enrolment?: string;
  partner: { tenantId: string; name: string; mpnId: string };
  /** Who became Owner on both sides. */
  targetOwner: string;
  destinationSubscriptionId: string;
  /** The losses that were put before the customer; empty: nobody was asked. */
  losses: Loss[];
}

export function tenantMoveId(input: Pick<TenantMoveInput, 'subscriptions'>): string {
  return `tenant-move-${[...input.subscriptions].sort()[0]}`;
}

export const tenantMoveProcess: ProcessDefinition<TenantMoveInput, TenantMoveResult, TenantMoveReport> = {
  workflowType: 'tenantMove',
  title: 'Move of subscriptions to the customer’s directory',
  input: TenantMoveInput,
  id: tenantMoveId,
  steps: STEPS,
};
