import { z } from 'zod';
import type { AssessmentReport, BadRow } from '../../contracts/processes/assessment';
import type { SourceInventory } from '../../contracts/azure/inventory';
import type { RateCard, UsageLine } from '../../contracts/azure/usage';
import { readUsage } from '../../planning/costs/inputs';
import { readRateCard } from '../../planning/costs/rate-card-input';
import { ExportError, readExports } from '../../planning/inventory/exports';
import { HandoverError, messageOf, type Problem } from '../api/errors';

/** A file's text, and what it is called when something is wrong with it. */
export interface NamedText {
  file: string;
  text: string;
}

/** Inventories of all files, by subscription, and the rows that are left out of them. Throws HandoverError `badInput`. */
export function readInventories(
  files: NamedText[],
  subscriptionIds: string[],
): { inventories: SourceInventory[]; badRows: BadRow[] } {
  const home = new Map<string, string>();
  const problems: Problem[] = [];
  const badRows: BadRow[] = [];
  const inventories = files.flatMap(({ file, text }) => {
    const read = understood(file, 'an inventory that can be assessed', INVENTORY_WAY_OUT, () => readExports(text));
    badRows.push(
      ...read.problems.map(({ path, message }) => ({ source: file, message: `${path}: ${message}`, fix: ROW_WAY_OUT })),
    );
    for (const { subscriptionId } of read.inventories) {
      const twin = home.get(subscriptionId);
      if (twin !== undefined)
        problems.push({ path: '--input', message: `${twin} and ${file} both have resources of subscription ${subscriptionId}` });
      home.set(subscriptionId, file);
    }
    return read.inventories;
  });
  const chosen = subscriptionIds.map((id) => id.toLowerCase());
  for (const id of chosen)
    if (!home.has(id))
      problems.push({
        path: '--subscription',
        message: `there are no resources of ${id}, only of ${[...home.keys()].join(', ')}`,
      });
  if (problems.length > 0) throw new HandoverError('badInput', 'These inventories cannot be assessed:', { problems });
  const taken = inventories.filter(({ subscriptionId }) => chosen.length === 0 || chosen.includes(subscriptionId));
  return { inventories: taken.sort((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1)), badRows };
}

/** Usage and the prices after the move. Throws HandoverError `badInput`. */
export function readCosts(
  usage: NamedText,
  rateCard: NamedText,
): { lines: UsageLine[]; rateCard: RateCard; badRows: BadRow[]; caveats: string[] } {
  const used = understood(usage.file, 'a file of usage', USAGE_WAY_OUT, () => readUsage(usage.text, usage.file));
  const card = understood(rateCard.file, 'a rate card', RATE_CARD_WAY_OUT, () => readRateCard(rateCard.text, rateCard.file));
  return { lines: used.lines, rateCard: card.rateCard, badRows: [...used.badRows, ...card.badRows], caveats: used.caveats };
}

/** Only what is compared with is looked at. */
const Earlier = z.looseObject({
  process: z.literal('assessment'),
  startedAt: z.iso.datetime(),
  rows: z.array(z.looseObject({ id: z.string(), verdict: z.enum(['NO ISSUES', 'MODIFY', 'BLOCKED']) })),
  cost: z
    .looseObject({
      summary: z.looseObject({
        currency: z.string(),
        roundedSum: z.strictObject({ before: z.number(), after: z.number(), difference: z.number() }),
      }),
    })
    .optional(),
});

/** The report of an earlier run. Throws HandoverError `badInput`. */
export function readPrevious({ file, text }: NamedText): AssessmentReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw notThat(
      file,
      'an assessment',
      PREVIOUS_WAY_OUT,
      [{ path: '--previous', message: `is not JSON: ${messageOf(error)}` }],
      error,
    );
  }
  const read = Earlier.safeParse(json);
  if (read.success) return json as AssessmentReport;
  const problems = read.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw notThat(file, 'an assessment', PREVIOUS_WAY_OUT, problems);
}

const ROW_WAY_OUT = 'Export the inventory again: what is left out is not judged, and what needs it is not seen.';
const INVENTORY_WAY_OUT = 'Export one with `az resource list -o json > inventory.json`.';
const USAGE_WAY_OUT = 'Export the usage of the past 30 days from the EA portal or from Cost Management, with prices.';
const RATE_CARD_WAY_OUT = 'Get one from Partner Center: GET /v1/ratecards/azure.';
const PREVIOUS_WAY_OUT = 'Give the .json that `handover assess` or `handover report` wrote of an assessment.';

function understood<T>(file: string, what: string, wayOut: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    throw notThat(file, what, wayOut, error.problems, error);
  }
}

function notThat(file: string, what: string, wayOut: string, problems: Problem[], cause?: unknown): HandoverError {
  return new HandoverError('badInput', `${file} is not ${what}:`, { problems, wayOut, cause });
}
