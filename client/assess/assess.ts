import type { AssessmentReport, Cloud, CostOptions } from '../../contracts/processes/assessment';
import { assessmentId } from '../../contracts/processes/assessment';
import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { MoveOptions } from '../../contracts/azure/plan';
import { assessSubscriptions } from '../../planning/assessment';
import { headWithoutRun } from '../../planning/assessment/head';
import { CurrencyMismatch } from '../../planning/costs/cost';
import { planDigest } from '../../planning/plan/digest';
import { planMove } from '../../planning/plan/plan';
import { HandoverError } from '../api/errors';
import { readCosts, readInventories, readPrevious, type NamedText } from './files';
import type { PlanFile } from '../processes/resource-move/plan-report';

export interface AssessmentRequest {
  inventories: NamedText[];
  /** Those to assess, when the exports hold more; empty: all. */
  subscriptionIds: string[];
  /** Nothing is known of it but its id. */
  destinationId?: string;
  cloud: Cloud;
  customer: string;
  /** The 30 days before it count for costs. ISO 8601, UTC. */
  at: string;
  move: MoveOptions;
  /** Left out: no costs. The currency left out: the rate card's. */
  cost?: { usage: NamedText; rateCard: NamedText; currency?: string; discountPercent: number };
  /** Report of an earlier run. */
  previous?: NamedText;
}

interface Assessment {
  report: AssessmentReport;
  /** Plan of the move, for `handover start resource-move --plan`. Absent for several subscriptions: each is moved by a run of its own. */
  planFile?: PlanFile;
}

/**
 * Assesses exported inventories, with exported usage and a rate card if there are any. Reads nothing else and changes nothing.
 * Throws HandoverError `badInput` with every problem of a file at once.
 */
export function assess(request: AssessmentRequest): Assessment {
  const { destinationId, move, cloud, customer, at } = request;
  const { inventories, badRows } = readInventories(request.inventories, request.subscriptionIds);
  const own = inventories.find(({ subscriptionId }) => subscriptionId === destinationId?.toLowerCase());
  if (own) {
    throw new HandoverError('badInput', 'Source and destination are one subscription.', {
      problems: [{ path: '--destination', message: `${own.subscriptionId} is one of those that are assessed` }],
    });
  }
  const destination: DestinationInventory | undefined =
    destinationId === undefined
      ? undefined
      : { subscriptionId: destinationId.toLowerCase(), resourceGroups: [], resources: [], locks: [] };
  const files = request.cost && readCosts(request.cost.usage, request.cost.rateCard);
  const options: CostOptions = {
    currency: request.cost?.currency ?? files?.rateCard.currency ?? '',
    discountPercent: request.cost?.discountPercent ?? 0,
    region: 'US',
  };
  const ids = inventories.map(({ subscriptionId }) => subscriptionId);
  const report = withOneCurrency(() =>
    assessSubscriptions({
      ...headWithoutRun({ id: assessmentId({ subscriptions: ids }), at, customer }),
      cloud,
      ...move,
      ...(destination ? { destination } : {}),
      subscriptions: inventories.map((inventory) => ({ displayName: inventory.subscriptionId, inventory })),
      ...(files ? { cost: { options, usage: files.lines, rateCard: files.rateCard } } : {}),
      badRows: [...badRows, ...(files?.badRows ?? [])],
      caveats: files?.caveats ?? [],
      ...(request.previous ? { previous: readPrevious(request.previous) } : {}),
    }),
  );
  const [only, ...others] = inventories;
  report.caveats.push(NOT_LOOKED_AT);
  return { report, ...(only && others.length === 0 ? { planFile: planOf(only, destination, move) } : {}) };
}

/** A file shows one side at one time. */
const NOT_LOOKED_AT =
  'Assessed from exported files: providers, policies and quotas of the destination were not looked at, and Azure’s own validation was not asked. `handover start assessment` with a destination does both.';

/** Plans as a resource move will, and leaves out what only the assessment knows: so its digest is the one that the move compares. */
function planOf(source: SourceInventory, destination: DestinationInventory | undefined, options: MoveOptions): PlanFile {
  const plan = planMove({ source, ...(destination ? { destination } : {}), options });
  return { digest: planDigest(plan), plan };
}

function withOneCurrency<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CurrencyMismatch)) throw error;
    throw new HandoverError('badInput', 'Usage and prices are not in one currency.', {
      problems: [{ path: '--currency', message: error.problem }],
      cause: error,
    });
  }
}
