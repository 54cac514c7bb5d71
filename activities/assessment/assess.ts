import type { ArtifactRef } from '../../contracts/run/artifact';
import {
  type AssessedSubscription,
  type AssessmentReport,
  type AssessmentResult,
  type Cloud,
  type CostOptions,
  type CostSummary,
  MOST_SUBSCRIPTIONS,
} from '../../contracts/processes/assessment';
import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { RateCard, UsageFile } from '../../contracts/azure/usage';
import { type Asked, reportOf } from '../../planning/assessment';
import type { ReportHead } from '../../planning/assessment/head';
import { type CostAssessment, CostBook, CurrencyMismatch } from '../../planning/costs/cost';
import { CSP_SERVICES_AS_OF } from '../../planning/assessment/csp-services';
import type { Compared } from '../../planning/assessment/destination';
import { assessTechnically, type TechnicalAssessment } from '../../planning/assessment/technical';
import type { Validated } from './destination';
import type { Days } from '../ports/billing';
import type { Dependencies } from '../ports/dependencies';
import { enrolmentOf } from '../reading/enrolment';
import { failure } from '../failures/failure';
import { readDestination, readSource, refuseUnknownExcludes } from '../reading/inventories';

export interface ReadSubscription {
  subscriptionId: string;
  displayName: string;
  inventory: ArtifactRef;
  resources: number;
  /** What is odd about it, a sentence. */
  caveat?: string;
}

interface TechnicalInput {
  read: ReadSubscription;
  destination?: ArtifactRef;
  cloud: Cloud;
  naming: string;
  /** Ids of this subscription's resources that stay out of the plan. */
  exclude: string[];
}

/** Small, whatever the size of the subscription. */
export interface Technical extends Omit<AssessedSubscription, 'plan'> {
  technical: ArtifactRef;
  batches: number;
  expectedSeconds: number;
}

interface CostsInput {
  /** A file for each subscription. */
  usage: ArtifactRef[];
  rateCard: ArtifactRef;
  options: CostOptions;
  days: Days;
}

export interface WriteAssessmentInput {
  head: ReportHead;
  technical: ArtifactRef[];
  costs?: ArtifactRef;
  /** What the destination was asked. */
  destination?: { compared?: ArtifactRef; validated: ArtifactRef[] };
  previous?: ArtifactRef;
}

export type WrittenAssessment = Omit<AssessmentResult, 'status' | 'localStack'>;

/** The assessment reads, and writes nothing but its own files. */
export function createAssessmentActivities({ azure, artifacts, eaPortal }: Dependencies) {
  return {
    /**
     * Ids of what the accounts of an enrolment hold, sorted. `as`: directory of the enrolment's administrator.
     * Throws `NotYet` where this worker has no EA portal, which is everywhere but on a local stack, and `NotFound`.
     */
    async subscriptionsOfEnrolment({ as, enrolment }: { as: string; enrolment: string }): Promise<{ subscriptions: string[] }> {
      if (!eaPortal)
        throw failure(
          'NotYet',
          `enrolment: ${enrolment} cannot be looked up, this worker has no EA portal; name its subscriptions in \`subscriptions\``,
        );
      const { accounts } = await enrolmentOf(eaPortal, as, enrolment);
      const ids = accounts.flatMap(({ subscriptions }) =>
        subscriptions.map(({ subscriptionId }) => subscriptionId.toLowerCase()),
      );
      const found = [...new Set(ids)].sort();
      if (found.length === 0) throw failure('InvalidInput', `enrolment: ${enrolment} has no subscriptions; check its number`);
      if (found.length > MOST_SUBSCRIPTIONS)
        throw failure(
          'InvalidInput',
          `enrolment: ${enrolment} has ${found.length} subscriptions, and one run assesses ${MOST_SUBSCRIPTIONS}: name them in \`subscriptions\`, in several runs`,
        );
      return { subscriptions: found };
    },

    /** Refuses (`InvalidInput`, `ArtifactChanged`) what is no report of an earlier assessment, before anything else is read. */
    async checkEarlierAssessment({ previous }: { previous: ArtifactRef }): Promise<{ startedAt: string; resources: number }> {
      const report = await artifacts.read<Partial<AssessmentReport>>(previous);
      if (report.process !== 'assessment' || report.startedAt === undefined || report.rows === undefined)
        throw failure(
          'InvalidInput',
          `previous: ${previous.uri} is not the report of an assessment; give the one of an earlier run`,
        );
      return { startedAt: report.startedAt, resources: report.rows.length };
    },

    /** Everything in one subscription. Throws `SubscriptionNotFound`, `AccessDenied`. */
    async readSubscription({
      tenantId,
      subscriptionId,
    }: {
      tenantId: string;
      subscriptionId: string;
    }): Promise<ReadSubscription> {
      const arm = azure.arm(tenantId);
      const { displayName, state } = await arm.subscription(subscriptionId);
      const inventory = await readSource(arm, { subscriptionId });
      return {
        subscriptionId,
        displayName,
        inventory: await artifacts.write('inventory', inventory),
        resources: inventory.resources.length,
        ...(state === 'Enabled'
          ? {}
          : { caveat: `${displayName} is ${state}: nothing in it can be moved before it is enabled.` }),
      };
    },

    /** What the moves would meet at the destination. Throws `SubscriptionNotFound`, `AccessDenied`. */
    async readDestinationSubscription({ tenantId, subscriptionId }: { tenantId: string; subscriptionId: string }): Promise<{
      destination: ArtifactRef;
      displayName: string;
    }> {
      const arm = azure.arm(tenantId);
      const { displayName } = await arm.subscription(subscriptionId);
      return { destination: await artifacts.write('destination', await readDestination(arm, subscriptionId)), displayName };
    },

    /** Judges every resource of one subscription, and plans its move. Throws `InvalidInput` for an excluded id that it does not have. */
    async assessSubscription({ read, destination, cloud, naming, exclude }: TechnicalInput): Promise<Technical> {
      const inventory = await artifacts.read<SourceInventory>(read.inventory);
      refuseUnknownExcludes(exclude, inventory);
      const assessed = assessTechnically(
        { displayName: read.displayName, inventory },
        {
          cloud,
          naming,
          exclude,
          ...(destination ? { destination: await artifacts.read<DestinationInventory>(destination) } : {}),
        },
      );
      const { plan, ...subscription } = assessed.subscription;
      return {
        ...subscription,
        technical: await artifacts.write('technical', assessed),
        batches: plan?.batches.length ?? 0,
        expectedSeconds: plan?.expectedSeconds ?? 0,
      };
    },

    /** Compares what 30 days cost with what they would cost in CSP. Throws `InvalidInput` when usage or prices are in another currency. */
    async assessUsage({
      usage,
      rateCard,
      options,
      days,
    }: CostsInput): Promise<{ costs: ArtifactRef; summary: CostSummary; badRows: number }> {
      try {
        const book = new CostBook({ rateCard: await artifacts.read<RateCard>(rateCard), options, days });
        for (const file of usage) book.add(await artifacts.read<UsageFile>(file));
        const costs = book.close();
        return { costs: await artifacts.write('costs', costs), summary: costs.summary, badRows: costs.badRows.length };
      } catch (error) {
        if (error instanceof CurrencyMismatch) throw failure('InvalidInput', error.message);
        throw error;
      }
    },

    /** Puts the parts together into the report. */
    async writeAssessment({ head, technical, costs, destination, previous }: WriteAssessmentInput): Promise<WrittenAssessment> {
      const parts: TechnicalAssessment[] = [];
      for (const file of technical) parts.push(await artifacts.read<TechnicalAssessment>(file));
      const report = reportOf(
        { ...head, caveats: [...(head.caveats ?? []), AS_OF] },
        parts,
        costs && (await artifacts.read<CostAssessment>(costs)),
        previous && (await artifacts.read<AssessmentReport>(previous)),
        destination && (await asked(destination)),
      );
      return {
        report: await artifacts.write('assessment', report),
        subscriptions: report.subscriptions.map(({ plan: _inTheReport, ...subscription }) => subscription),
        ...(report.cost ? { cost: report.cost.summary } : {}),
        badRows: report.badRows.length,
      };
    },
  };

  async function asked({ compared, validated }: NonNullable<WriteAssessmentInput['destination']>): Promise<Asked> {
    const all: Asked = { rows: [], findings: [], batches: [], caveats: [] };
    const parts: Partial<Asked>[] = compared ? [await artifacts.read<Compared>(compared)] : [];
    for (const file of validated) parts.push(await artifacts.read<Validated>(file));
    for (const { rows = [], findings = [], batches = [], caveats = [] } of parts) {
      for (const row of rows) all.rows.push(row);
      for (const finding of findings) all.findings.push(finding);
      for (const batch of batches) all.batches.push(batch);
      all.caveats.push(...caveats);
    }
    return all;
  }
}

const AS_OF = `Which services can be had in CSP is taken from Microsoft’s list of ${CSP_SERVICES_AS_OF}; it has grown since.`;
