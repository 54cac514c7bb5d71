import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import { KnownCustomer } from '../people/organisation';
import type { ArtifactRef } from '../run/artifact';
import type { Completed, RunReport } from '../run/report';
import { days, guid } from '../schema';

/** Built-in roles by name; any other role by its GUID. The GUIDs are the same in every tenant. */
export const BUILT_IN_ROLES = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
} as const;

/** A role's name where it is a built-in one that is known here, else its GUID. */
export function roleName(guid: string): string {
  return Object.entries(BUILT_IN_ROLES).find(([, id]) => id === guid.toLowerCase())?.[0] ?? guid;
}

const role = z.union([
  z.enum(['Owner', 'Contributor', 'Reader', 'User Access Administrator']).transform((name) => BUILT_IN_ROLES[name]),
  guid,
]);

const holder = z.strictObject({
  principalId: guid,
  principalType: z.enum(['User', 'Group', 'ServicePrincipal', 'ForeignGroup']).optional(),
  role: role.default(BUILT_IN_ROLES.Owner),
});

/** Input of the process `access-handover` (docs/processes/access-handover.md): grant, prove, revoke, prove. */
export const AccessHandoverInput = z.strictObject({
  scope: z.string().regex(/^\/subscriptions\/[0-9a-f-]{36}(\/.*)?$/i, 'must be a scope inside a subscription: /subscriptions/…'),
  customer: KnownCustomer,
  grant: holder,
  revoke: holder.optional(),
  rehearse: z.boolean().default(false),
  deadlines: z.strictObject({ ruling: days(30) }).prefault({}),
});
export type AccessHandoverInput = z.infer<typeof AccessHandoverInput>;

const STEPS = [
  { name: 'look', who: 'handover', title: 'Store the role assignments' },
  { name: 'grant', who: 'handover', title: 'Grant the role to the new holder' },
  { name: 'revoke', who: 'handover', title: 'Revoke the role of the old holder' },
] as const satisfies readonly StepDefinition[];

export interface AccessHandoverResult {
  status: Completed;
  granted: boolean;
  revoked: number;
  /** Every assignment at the scope before the run. */
  snapshot?: ArtifactRef;
  report: ArtifactRef;
}

/** Who holds a role, by its GUID. */
interface RoleHolder {
  principalId: string;
  role: string;
}

export interface AccessHandoverReport extends RunReport {
  process: 'access-handover';
  scope: string;
  grant: RoleHolder;
  revoke?: RoleHolder;
  /** False where the new holder had the role already, and in a rehearsal. */
  granted: boolean;
  /** Assignments of the old holder that were removed. */
  revoked: number;
  /** Every assignment at the scope before the run; absent when they could not be read. */
  snapshot?: ArtifactRef;
}

function accessHandoverId(input: { scope: string; grant: { principalId: string } }): string {
  return `access-handover-${input.scope.split('/').filter(Boolean).slice(1).join('-')}-${input.grant.principalId}`.toLowerCase();
}

export const accessHandoverProcess: ProcessDefinition<AccessHandoverInput, AccessHandoverResult, AccessHandoverReport> = {
  workflowType: 'accessHandover',
  title: 'Handover of access',
  input: AccessHandoverInput,
  id: accessHandoverId,
  steps: STEPS,
};
