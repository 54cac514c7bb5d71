import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import type { ArtifactRef } from '../run/artifact';
import { days, guid } from '../schema';
import { KnownCustomer } from '../people/organisation';
import type { DecisionRecord } from '../run/progress';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';

/** Input of the process `classic-upgrade` (docs/processes/classic-upgrade.md; seed l.14943-14990). Retired at Microsoft in 2024. */
export const ClassicUpgradeInput = z.strictObject({
  subscriptionId: guid,
  customer: KnownCustomer,
  /** Units that are to stay classic, `virtualNetwork/shop-vnet`. */
  exclude: z.array(z.string().min(3)).default([]),
  /** `gate`: how long a prepared unit stays locked while the gate is open; then it is aborted. */
  deadlines: z.strictObject({ gate: days(7), ruling: days(30), remindEvery: days(1) }).prefault({}),
  rehearse: z.boolean().default(false),
  /** Has no effect: a commit cannot be taken back, and before the first one nothing is left to take back at the end. */
  holdForParent,
});
export type ClassicUpgradeInput = z.infer<typeof ClassicUpgradeInput>;

const STEPS = [
  { name: 'look', who: 'handover', title: 'List the classic resources' },
  { name: 'validate', who: 'handover', title: 'Validate each unit' },
  { name: 'prepare', who: 'handover', title: 'Prepare each unit' },
  { name: 'inspect', who: 'handover', title: 'Inspect what was prepared' },
  { name: 'gate', who: 'operator', title: 'Decide about the commit' },
  { name: 'commit', who: 'handover', title: 'Commit the upgrade' },
  { name: 'verify', who: 'handover', title: 'Verify the result' },
  { name: 'report', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];

/** The kinds in the order in which they depend on one another. */
export const CLASSIC_KINDS = [
  'virtualNetwork',
  'cloudService',
  'storageAccount',
  'networkSecurityGroup',
  'reservedIp',
  'routeTable',
] as const;
export type ClassicKind = (typeof CLASSIC_KINDS)[number];

export interface ClassicUnit {
  /** `virtualNetwork/shop-vnet`: kind and name. */
  id: string;
  kind: ClassicKind;
  name: string;
  /** The deployment that goes; cloud services have one. */
  deployment?: string;
  /** Virtual machines that go along. */
  virtualMachines: string[];
  /** Groups that Azure makes for it; their names cannot be chosen. */
  groups: string[];
  /** VMs outside a network are stopped by prepare. */
  stops: boolean;
  /** Units that have to be committed before. */
  after: string[];
}

export interface UpgradedUnit {
  id: string;
  /** committed: upgraded for good · aborted, blocked, excluded: still classic · wouldUpgrade: a rehearsal */
  outcome: 'committed' | 'aborted' | 'blocked' | 'excluded' | 'wouldUpgrade';
  /** Groups that Azure made, and the ARM ids in them. */
  resourceGroups: string[];
  resources: string[];
  /** What validation or an abort said, a sentence each, with the way out. */
  messages: string[];
}

/** What a person keeps of an upgrade. */
export interface ClassicUpgradeReport extends RunReport {
  process: 'classic-upgrade';
  subscriptionId: string;
  units: UpgradedUnit[];
  withSecrets: string[];
}

export interface ClassicUpgradeResult {
  status: Completed;
  units: UpgradedUnit[];
  committed: number;
  /** Virtual machines that carry secrets now, which have to be removed before the machines can move. */
  withSecrets: string[];
  report?: ArtifactRef;
  decisions: DecisionRecord[];
  localStack: boolean;
}

export function classicUpgradeId({ subscriptionId }: Pick<ClassicUpgradeInput, 'subscriptionId'>): string {
  return `classic-upgrade-${subscriptionId}`;
}

export const classicUpgradeProcess: ProcessDefinition<ClassicUpgradeInput, ClassicUpgradeResult, ClassicUpgradeReport> = {
  workflowType: 'classicUpgrade',
  title: 'Upgrade of classic resources',
  input: ClassicUpgradeInput,
  id: classicUpgradeId,
  steps: STEPS,
};
