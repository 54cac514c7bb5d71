import { z } from 'zod';
import type { ProcessDefinition, StepDefinition } from './definition';
import { ArtifactRef } from '../run/artifact';
import { days, enrolmentNumber, exclude, groupNaming, guid, subscriptions } from '../schema';
import { KnownCustomer, Partner } from '../people/organisation';
import type { Batch, Refusal, Verdict } from '../azure/plan';
import type { Completed, RunReport } from '../run/report';
import { holdForParent } from '../run/hold-for-parent';

/** Clouds that the seed's table of services knows (l.223). */
export const CLOUDS = ['global', 'usGovernment', 'germany'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** The most that one run takes: its history and its result grow with each subscription. */
export const MOST_SUBSCRIPTIONS = 200;

export const CostOptions = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency code (ISO 4217)')
    .default('USD'),
  /** What the partner gives off the CSP list price, 0 to 100. */
  discountPercent: z.number().min(0, 'is less than 0 %').max(100, 'is more than 100 %').default(0),
  /** Country whose rate card counts, ISO 3166-1 alpha-2. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country code')
    .default('US'),
});
export type CostOptions = z.infer<typeof CostOptions>;

/** Input of the process `assessment` (docs/processes/assessment.md; seed l.14787-14943). Writes nothing anywhere but its own report. */
export const AssessmentInput = z
  .strictObject({
    customer: KnownCustomer,
    /** All subscriptions of this enrolment, or those that are named. */
    enrolment: enrolmentNumber.optional(),
    subscriptions: subscriptions(MOST_SUBSCRIPTIONS).optional(),
    /** Left out: nothing is asked of the destination (providers, policies, limits, Azure's own validation). */
    destination: z.strictObject({ subscriptionId: guid }).optional(),
    naming: groupNaming,
    cloud: z.enum(CLOUDS).default('global'),
    /** Left out: no costs. The rate card is the partner's. */
    cost: CostOptions.optional(),
    partner: Partner.optional(),
    /** Report of an earlier run: what has changed since is said. */
    previous: ArtifactRef.optional(),
    exclude,
    deadlines: z.strictObject({ ruling: days(30) }).prefault({}),
    /** Accepted as every child run accepts it. An assessment has nothing to roll back, so the run ends when its report is written. */
    holdForParent,
  })
  .refine((input) => (input.enrolment === undefined) !== (input.subscriptions === undefined), {
    path: ['subscriptions'],
    message: 'either an enrolment or a list of subscriptions has to be named, not both',
  })
  .refine(({ cost, partner }) => cost === undefined || partner !== undefined, {
    path: ['partner'],
    message: 'is missing: the rate card is the one of a partner',
  })
  .refine((input) => !input.subscriptions?.includes(input.destination?.subscriptionId ?? ''), {
    path: ['destination', 'subscriptionId'],
    message: 'is one of the subscriptions that are assessed',
  });
export type AssessmentInput = z.infer<typeof AssessmentInput>;

const STEPS = [
  { name: 'look', who: 'handover', title: 'Find the subscriptions' },
  { name: 'technical', who: 'handover', title: 'Assess every resource' },
  { name: 'cost', who: 'handover', title: 'Compare the costs' },
  { name: 'plan', who: 'handover', title: 'Plan the moves' },
  { name: 'report', who: 'handover', title: 'Write the report' },
] as const satisfies readonly StepDefinition[];

type Approach = 'ARM to CSP (one step migration)' | 'ASM to CSP (two steps migration)';

/** One resource. Every resource of the inventory has exactly one row. */
export interface AssessmentRow {
  subscriptionId: string;
  resourceGroup: string;
  id: string;
  name: string;
  type: string;
  location: string;
  verdict: Verdict;
  rule?: string;
  reason?: string;
  fix?: string;
  doneBy?: 'handover' | 'person';
  /** Ids that need this one directly. */
  dependents: string[];
  approach: Approach;
  /** What the seed's table says for the cloud; `unknown`: the table does not name the service. */
  availableInCsp: 'yes' | 'no' | 'unknown';
}

/** A line of usage with its price before and after. Rates and costs are decimals of `currency`, rounded half up to 4 places; quantities to 4. */
export interface CostRow {
  subscriptionId: string;
  resourceGroup: string;
  resourceId: string;
  consumedService: string;
  meterId: string;
  meterCategory: string;
  meterSubCategory: string;
  meterName: string;
  unit: string;
  quantity: number;
  rateBefore: number;
  costBefore: number;
  /** Absent: the rate card has no such meter; its cost is in no total. */
  rateAfter?: number;
  costAfter?: number;
  difference?: number;
}

export interface Money {
  before: number;
  after: number;
  difference: number;
}

export interface CostSummary {
  currency: string;
  discountPercent: number;
  /** ISO dates: the past 30 days. */
  from: string;
  to: string;
  services: number;
  /** Both, since they may differ: the seed's own table does (l.14898). Rounded to 2 places. */
  sumOfRoundedRows: Money;
  roundedSum: Money;
  /** Lines whose meter the rate card does not have. */
  withoutRate: number;
}

/** A row of an input that was left out, and what to do about it. */
export interface BadRow {
  /** File or service that it came from. */
  source: string;
  /** Counted from 1, in a file. */
  line?: number;
  message: string;
  fix: string;
}

export interface AssessedSubscription {
  subscriptionId: string;
  displayName: string;
  /** The worst of its resources. */
  verdict: Verdict;
  resources: number;
  noIssues: number;
  modify: number;
  blocked: number;
  cost?: Money;
  plan?: {
    digest: string;
    batches: Batch[];
    refusals: Refusal[];
    expectedSeconds: number;
    /** Namespaces that the destination has not registered; Handover does it before the move. Absent: no destination was named. */
    providersToRegister?: string[];
    /** ReadOnly locks that Handover lifts for the move and puts back after it. */
    locksToLift?: number;
  };
}

/** What stands in the way at the destination, beyond the resources' own rows. */
export interface DestinationFinding {
  kind: 'provider' | 'policy' | 'limit' | 'validation';
  /** Namespace · display name of the policy · title of the limit · Azure's code. */
  name: string;
  verdict: 'MODIFY' | 'BLOCKED';
  reason: string;
  fix: string;
  doneBy: 'handover' | 'person';
  /** How many resources it is about. */
  resources: number;
  /** Only where the finding is about a limit. */
  limit?: { region: string; inUse: number; limit: number; needed: number };
}

/** What Azure said of one batch of a plan, without moving anything. */
export interface AskedBatch {
  subscriptionId: string;
  batchId: string;
  outcome: 'accepted' | 'refused' | 'not asked';
  /** Name of the group that it was asked against, where the plan's own is not there yet. */
  standIn?: string;
  /** Why it was refused or could not be asked. */
  why?: string;
}

/** What the destination was asked. Absent in a report: it was not asked. */
export interface DestinationCheck {
  findings: DestinationFinding[];
  batches: AskedBatch[];
}

/** What has changed since an earlier report. */
export interface AssessmentChanges {
  since: string;
  appeared: string[];
  gone: string[];
  verdicts: { id: string; from: Verdict; to: Verdict }[];
  cost?: { from: Money; to: Money };
}

/** The report of a run, or of exported files: the latter has no run id, no decisions, and a customer without a tenant. */
export interface AssessmentReport extends RunReport {
  process: 'assessment';
  cloud: Cloud;
  destinationSubscriptionId?: string;
  subscriptions: AssessedSubscription[];
  rows: AssessmentRow[];
  /** Dependencies, as `[who needs, what is needed]` by id. */
  edges: [string, string][];
  cost?: { summary: CostSummary; rows: CostRow[] };
  badRows: BadRow[];
  destination?: DestinationCheck;
  /** What the sources could not show, a sentence each. */
  caveats: string[];
  changes?: AssessmentChanges;
}

export interface AssessmentResult {
  status: Completed;
  subscriptions: Omit<AssessedSubscription, 'plan'>[];
  cost?: CostSummary;
  badRows: number;
  report: ArtifactRef;
  localStack: boolean;
}

export function assessmentId(input: Pick<AssessmentInput, 'enrolment' | 'subscriptions'>): string {
  return `assessment-${input.enrolment ?? [...(input.subscriptions ?? [])].sort()[0] ?? ''}`;
}

export const assessmentProcess: ProcessDefinition<AssessmentInput, AssessmentResult, AssessmentReport> = {
  workflowType: 'assessment',
  title: 'Assessment',
  input: AssessmentInput,
  id: assessmentId,
  steps: STEPS,
};
