import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import type { RemovedSecrets } from '../azure/machine-secrets';
import { days, guid } from '../schema';
import { KnownCustomer } from '../people/organisation';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';

const MACHINE = /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/virtualMachines\/[^/]+$/i;

/** Input of the process `secrets-removal` (docs/processes/secrets-removal.md; seed l.14990-15023). */
export const SecretsRemovalInput = z
  .strictObject({
    subscriptionId: guid,
    customer: KnownCustomer,
    /** Full ids; left out: every virtual machine of the subscription that carries secrets. */
    virtualMachines: z
      .array(z.string().regex(MACHINE, 'must be the full ARM id of a virtual machine'))
      .min(1, 'names no machine: leave it out to take all of them')
      .max(1000, 'names more than 1,000 machines: leave it out to take all of them')
      .optional(),
    rehearse: z.boolean().default(false),
    deadlines: z.strictObject({ ruling: days(30) }).prefault({}),
    holdForParent,
  })
  .superRefine(({ subscriptionId, virtualMachines = [] }, context) => {
    for (const [at, id] of virtualMachines.entries()) {
      if (MACHINE.exec(id)?.[1]?.toLowerCase() === subscriptionId.toLowerCase()) continue;
      context.addIssue({ code: 'custom', path: ['virtualMachines', at], message: `is not in subscription ${subscriptionId}` });
    }
  });
export type SecretsRemovalInput = z.infer<typeof SecretsRemovalInput>;

const STEPS = [
  { name: 'look', who: 'handover', title: 'Find machines with secrets' },
  { name: 'keep', who: 'handover', title: 'Keep the lists, encrypted' },
  { name: 'remove', who: 'handover', title: 'Remove the secrets' },
  { name: 'verify', who: 'handover', title: 'Verify the result' },
  { name: 'report', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];

export interface SecretsRemovalResult {
  status: Completed;
  /** Machines that carried secrets when the run began. */
  found: number;
  changed: number;
  /** Machines that the operator ruled to leave as they are. */
  refused: number;
  /** The removed lists, encrypted; absent when there was nothing. */
  kept?: ArtifactRef;
  report?: ArtifactRef;
  localStack: boolean;
}

/** What a person keeps of a removal. */
export interface SecretsRemovalReport extends RunReport, RemovedSecrets {
  process: 'secrets-removal';
  subscriptionId: string;
  /** Where the removed lists lie, encrypted. */
  kept?: ArtifactRef;
}

export function secretsRemovalId({ subscriptionId }: Pick<SecretsRemovalInput, 'subscriptionId'>): string {
  return `secrets-removal-${subscriptionId}`;
}

export const secretsRemovalProcess: ProcessDefinition<SecretsRemovalInput, SecretsRemovalResult, SecretsRemovalReport> = {
  workflowType: 'secretsRemoval',
  title: 'Removal of secrets from virtual machines',
  input: SecretsRemovalInput,
  id: secretsRemovalId,
  steps: STEPS,
};
