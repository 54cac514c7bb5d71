import type { MoveOptions } from '../contracts/plan';
import type { SourceInventory } from '../contracts/inventory';
import { planDigest } from '../planning/digest';
import { caveatsOf, ExportError, readExport } from '../planning/exports';
import { planMove } from '../planning/plan';
import { HandoverError } from './errors';
import type { PlanFile } from './report/planDocument';

export interface AssessmentOptions {
  /** The one to assess, when the export holds more than one. */
  subscriptionId?: string;
  /** Nothing is known of it but its id. */
  destinationId?: string;
  move: MoveOptions;
}

/** A plan, its digest, and what the export could not show, a sentence each. */
export interface Assessment extends PlanFile {
  caveats: string[];
}

/**
 * Plans a move from the text of an exported inventory. Reads nothing else and changes nothing.
 * Throws HandoverError `badInput` with every problem of the file at once.
 */
export function assess(text: string, file: string, { subscriptionId, destinationId, move }: AssessmentOptions): Assessment {
  const source = read(text, file, subscriptionId);
  if (source.subscriptionId === destinationId?.toLowerCase()) {
    throw new HandoverError('badInput', 'Source and destination are one subscription.', {
      problems: [{ path: '--destination', message: `${file} is of this subscription` }],
    });
  }
  const destination = { resourceGroups: [], resources: [], locks: [] };
  const plan = planMove({
    source,
    ...(destinationId === undefined ? {} : { destination: { subscriptionId: destinationId.toLowerCase(), ...destination } }),
    options: move,
  });
  return { digest: planDigest(plan), plan, caveats: caveatsOf(source) };
}

function read(text: string, file: string, subscriptionId: string | undefined): SourceInventory {
  try {
    return readExport(text, subscriptionId);
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    throw new HandoverError('badInput', `${file} is not an inventory that can be assessed:`, {
      problems: error.problems,
      wayOut: 'Export one with `az resource list -o json > inventory.json`.',
      cause: error,
    });
  }
}
