import { sleep } from '@temporalio/activity';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { AskedBatch, DestinationFinding } from '../../contracts/processes/assessment';
import type { FailureType } from '../../contracts/run/failures';
import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { Batch } from '../../contracts/azure/plan';
import { groupId, idKey } from '../../planning/inventory/arm-id';
import { type Question, questionsOf } from '../../planning/assessment/askable';
import { type Arrival, type Compared, compareWithDestination } from '../../planning/assessment/destination';
import { type Refused, refusalOf } from '../../planning/assessment/refusals';
import type { RowFinding } from '../../planning/assessment/row-findings';
import type { TechnicalAssessment } from '../../planning/assessment/technical';
import type { Dependencies } from '../ports/dependencies';
import { eachOf } from '../common/in-parallel';
import { type FailureFacts, isFailure } from '../failures/failure';
import { readLimits } from '../reading/limits';
import type { Arm } from '../ports/arm';

/** What was read and planned of one subscription. */
interface AssessedFiles {
  inventory: ArtifactRef;
  technical: ArtifactRef;
}

/** What Azure said of one subscription's batches. */
export interface Validated {
  rows: RowFinding[];
  findings: DestinationFinding[];
  batches: AskedBatch[];
}

/** More validations at once only bring throttling nearer. */
const AT_ONCE = 4;
/** A validation takes half a minute; by then Azure will not answer any more. Milliseconds that Azure asked to wait. */
const MOST_WAIT_MS = 30 * 60_000;

/** What an assessment asks of the destination. Reads and validations alone: nothing is made, changed or registered. */
export function createAssessmentDestinationActivities({ azure, artifacts }: Dependencies) {
  return {
    /**
     * Reads the destination's policies and limits, and compares them with what all plans together bring there. Throws `AccessDenied` when the
     * policies may not be read.
     */
    async compareWithDestination({
      tenantId,
      destination,
      subscriptions,
    }: {
      tenantId: string;
      destination: ArtifactRef;
      subscriptions: AssessedFiles[];
    }): Promise<{ compared: ArtifactRef; findings: number }> {
      const there = await artifacts.read<DestinationInventory>(destination);
      const arm = azure.arm(tenantId);
      const arriving: Arrival[] = [];
      const providersToRegister = new Set<string>();
      for (const { inventory, technical } of subscriptions) {
        const { plan } = (await artifacts.read<TechnicalAssessment>(technical)).subscription;
        arriving.push(...arrivals(await artifacts.read<SourceInventory>(inventory), plan?.batches ?? []));
        for (const namespace of plan?.providersToRegister ?? []) providersToRegister.add(namespace);
      }
      const moving = arriving.map(({ resource }) => resource);
      const { limits, notTold } = await readLimits(arm, there.subscriptionId, moving, there.registeredProviders ?? []);
      const policies = await arm.policies(there.subscriptionId);
      const compared = compareWithDestination(arriving, providersToRegister, { policies, limits });
      const whole: Compared = { ...compared, caveats: [...compared.caveats, ...notTold] };
      return { compared: await artifacts.write('compared', whole), findings: compared.findings.length };
    },

    /**
     * Has Azure validate every batch that can be validated as things are, and says why the others cannot. Asks all again when it is tried again:
     * a validation changes nothing.
     */
    async validateMoves({
      tenantId,
      destination,
      inventory,
      technical,
    }: AssessedFiles & { tenantId: string; destination: ArtifactRef }): Promise<{
      validated: ArtifactRef;
      asked: number;
      refused: number;
      batches: number;
    }> {
      const { plan } = (await artifacts.read<TechnicalAssessment>(technical)).subscription;
      const source = await artifacts.read<SourceInventory>(inventory);
      const { questions, unasked } = questionsOf(
        plan?.batches ?? [],
        source,
        await artifacts.read<DestinationInventory>(destination),
      );
      const validated: Validated = { rows: [], findings: [], batches: [] };
      for (const { batch, why } of unasked) validated.batches.push(notAsked(source.subscriptionId, batch, why));
      const arm = azure.arm(tenantId);
      await eachOf(questions, AT_ONCE, async (question) => {
        const answer = await ask(arm, question);
        if (answer.outcome === 'refused') {
          const { rows, findings, asked } = refusalOf(question, answer.refused);
          validated.rows.push(...rows);
          validated.findings.push(...findings);
          validated.batches.push(asked);
        } else if (answer.outcome === 'accepted') validated.batches.push(accepted(question));
        else validated.batches.push(notAsked(source.subscriptionId, question.batch, answer.why));
      });
      validated.batches.sort((a, b) => (a.batchId < b.batchId ? -1 : 1));
      const of = (outcome: AskedBatch['outcome']) => validated.batches.filter((one) => one.outcome === outcome).length;
      return {
        validated: await artifacts.write('validated', validated),
        asked: of('accepted') + of('refused'),
        refused: of('refused'),
        batches: validated.batches.length,
      };
    },
  };
}

function arrivals({ resources }: SourceInventory, batches: readonly Batch[]): Arrival[] {
  const byId = new Map(resources.map((resource) => [idKey(resource.id), resource]));
  return batches
    .filter(({ stage }) => stage === 'move')
    .flatMap(({ resources: ids, to }) => ids.flatMap((id) => ({ resource: byId.get(idKey(id)) ?? { id, type: '' }, to })));
}

type Answer = { outcome: 'accepted' } | { outcome: 'refused'; refused: Refused } | { outcome: 'not asked'; why: string };

/** @throws what passes by itself: throttling, an outage */
async function ask(arm: Arm, { batch, against }: Question): Promise<Answer> {
  try {
    const { url, retryAfterMs } = await arm.startValidation(batch.from, batch.resources, groupId(against));
    let waited = 0;
    for (let wait = retryAfterMs; waited < MOST_WAIT_MS; waited += wait) {
      await sleep(wait);
      const state = await arm.poll(batch.from.subscriptionId, url);
      if (!state.running) return { outcome: 'accepted' };
      wait = state.retryAfterMs;
    }
    return { outcome: 'not asked', why: 'Azure did not end its validation.' };
  } catch (error) {
    if (!isFailure(error) || PASSES.has(error.type ?? '')) throw error;
    const { code = error.type ?? '', details = [] } = (error.details?.[0] ?? {}) as FailureFacts & Partial<Refused>;
    if (REFUSALS.has(error.type ?? ''))
      return { outcome: 'refused', refused: { code, message: details[0]?.message ?? error.message, details } };
    return { outcome: 'not asked', why: `Azure would not validate it now: ${error.message}` };
  }
}

/** What Temporal tries again at once. An operation or an upgrade may hold the groups for hours: an assessment says so and does not wait. */
const PASSES: ReadonlySet<string> = new Set<FailureType>(['Throttled', 'AzureUnavailable']);
/** These say something of the resources, and not of the moment or of who asks, which no response tells apart. */
const REFUSALS: ReadonlySet<string> = new Set<FailureType>([
  'MoveRefused',
  'MissingDependents',
  'RegionMix',
  'PolicyDenied',
  'QuotaExceeded',
  'Conflict',
  'UnknownAzureError',
]);

function accepted({ batch, against, isStandIn }: Question): AskedBatch {
  const { subscriptionId } = batch.from;
  return {
    subscriptionId,
    batchId: batch.id,
    outcome: 'accepted',
    ...(isStandIn ? { standIn: against.resourceGroup } : {}),
  };
}

function notAsked(subscriptionId: string, { id }: Batch, why: string): AskedBatch {
  return { subscriptionId, batchId: id, outcome: 'not asked', why };
}
