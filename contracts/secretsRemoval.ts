import { z } from 'zod';
import type { ArtifactRef } from './artifact';
import { days, guid, KnownCustomer } from './organisation';
import { standBy } from './standBy';

/** Input of the process `secrets-removal` (processes.md section 6; seed l.14990-15023). */
export const SecretsRemovalInput = z.strictObject({
  subscriptionId: guid,
  customer: KnownCustomer,
  /** Full ids; left out: every virtual machine of the subscription that carries secrets. */
  virtualMachines: z.array(z.string().startsWith('/subscriptions/', { error: 'must be a full ARM id' })).optional(),
  rehearse: z.boolean().default(false),
  rulingWithinDays: days(30),
  standBy,
});
export type SecretsRemovalInput = z.infer<typeof SecretsRemovalInput>;

export const SECRETS_REMOVAL_STEPS = ['look', 'keep', 'remove', 'verify', 'report'] as const;
export type SecretsRemovalStep = (typeof SECRETS_REMOVAL_STEPS)[number];

export interface SecretsRemovalResult {
  status: 'done' | 'rehearsed';
  found: number;
  changed: number;
  /** The removed lists, encrypted; absent when there was nothing. */
  kept?: ArtifactRef;
  report?: ArtifactRef;
  localStack: boolean;
}

export function secretsRemovalId({ subscriptionId }: Pick<SecretsRemovalInput, 'subscriptionId'>): string {
  return `secrets-removal-${subscriptionId}`;
}
