import type { AssessmentReport, CostRow } from '../../../contracts/processes/assessment';
import type { Verdict } from '../../../contracts/azure/plan';
import { idKey, parseArmId, topLevelOf } from '../../../planning/inventory/arm-id';
import { type Cell, type Table, tableOf } from '../../reports/document';

const URGENCY: Record<Verdict, number> = { BLOCKED: 0, MODIFY: 1, 'NO ISSUES': 2 };

/** One row a resource; those that somebody has to act on come first. Meters are those of its usage. */
export function resourcesTable({ rows, subscriptions, cost }: AssessmentReport): Table {
  const usage = usageOf(cost?.rows ?? []);
  const names = new Map(subscriptions.map(({ subscriptionId, displayName }) => [subscriptionId, displayName]));
  const sorted = [...rows].sort((a, b) => URGENCY[a.verdict] - URGENCY[b.verdict]);
  const used = sorted.map((row) => ({ ...row, lines: usage.get(idKey(row.id)) ?? [] }));
  return tableOf({ title: 'Resources' }, used, [
    { title: 'CSP Status', width: 13, kind: 'outcome', cell: ({ verdict }) => verdict },
    { title: 'Resource Name', width: 28, cell: ({ name }) => name },
    { title: 'Resource Group', width: 24, cell: ({ resourceGroup }) => resourceGroup },
    { title: 'Suggested Approach', width: 32, cell: ({ approach }) => approach },
    { title: 'Reason', width: 60, cell: ({ reason }) => reason },
    { title: 'What to do', width: 60, cell: ({ fix }) => fix },
    { title: 'Who', width: 10, cell: ({ doneBy }) => doneBy },
    {
      title: 'Consumed Service',
      width: 24,
      cell: ({ lines, id }) => distinct(lines, 'consumedService') ?? parseArmId(id)?.type.split('/')[0],
    },
    { title: 'Meter Category', width: 22, isOffPaper: true, cell: ({ lines }) => distinct(lines, 'meterCategory') },
    { title: 'Meter Sub-Category', width: 22, isOffPaper: true, cell: ({ lines }) => distinct(lines, 'meterSubCategory') },
    { title: 'Meter Name', width: 30, isOffPaper: true, cell: ({ lines }) => distinct(lines, 'meterName') },
    { title: 'Type', width: 40, isOffPaper: true, cell: ({ type }) => type },
    { title: 'Location', width: 14, isOffPaper: true, cell: ({ location }) => location },
    { title: 'Available in CSP', width: 16, isOffPaper: true, cell: ({ availableInCsp }) => availableInCsp },
    { title: 'Needed by', width: 11, kind: 'number', isOffPaper: true, cell: ({ dependents }) => dependents.length },
    { title: 'Rule', width: 26, isOffPaper: true, cell: ({ rule }) => rule },
    { title: 'Subscription Name', width: 26, isOffPaper: true, cell: ({ subscriptionId }) => names.get(subscriptionId) },
    { title: 'Resource ID', width: 80, kind: 'id', cell: ({ id }) => id },
  ]);
}

const RATE = { width: 12, kind: 'number', decimals: 4 } as const;

/** Columns of the seed's cost assessment (l.14921). */
export function costTable({ cost }: AssessmentReport): Table {
  const table = tableOf({ title: 'Cost' }, cost?.rows ?? [], [
    { title: 'Resource Group', width: 24, cell: ({ resourceGroup }) => resourceGroup },
    { title: 'ConsumedService', width: 24, cell: ({ consumedService }) => consumedService },
    { title: 'MeterName', width: 32, cell: ({ meterName }) => meterName },
    { title: 'Unit', width: 12, cell: ({ unit }) => unit },
    { title: 'ConsumedQuantity', ...RATE, width: 18, cell: ({ quantity }) => quantity },
    { title: 'EA Rate', ...RATE, cell: ({ rateBefore }) => rateBefore },
    { title: 'EA Cost', ...RATE, cell: ({ costBefore }) => costBefore },
    { title: 'CSP Rate', ...RATE, cell: ({ rateAfter }) => rateAfter },
    { title: 'CSP Cost', ...RATE, cell: ({ costAfter }) => costAfter },
    { title: 'Cost Diff', ...RATE, cell: ({ difference }) => difference },
    { title: 'Note', width: 20, cell: ({ rateAfter }) => (rateAfter === undefined ? 'not in the rate card' : undefined) },
    { title: 'Meter Category', width: 22, isOffPaper: true, cell: ({ meterCategory }) => meterCategory },
    { title: 'Meter Sub-Category', width: 22, isOffPaper: true, cell: ({ meterSubCategory }) => meterSubCategory },
    { title: 'Resource ID', width: 80, kind: 'id', cell: ({ resourceId }) => resourceId },
  ]);
  if (!cost) return table;
  const { currency, discountPercent, from, to, sumOfRoundedRows, roundedSum } = cost.summary;
  const total = (name: string, { before, after, difference }: typeof roundedSum) => {
    const cells: Record<string, Cell> = { 'Resource Group': name, 'EA Cost': before, 'CSP Cost': after, 'Cost Diff': difference };
    return table.columns.map(({ title }) => cells[title]);
  };
  return {
    ...table,
    note:
      `In ${currency}, of the usage from ${from} to ${to}, with ${discountPercent} % discount on the CSP list price. ` +
      'Rates, costs and quantities stand rounded half up to 4 places. "Sum of the rounded rows" adds the amounts as they stand here; ' +
      '"Rounded sum" adds the exact ones and rounds once. Both are rounded to 2 places and may differ by that. ' +
      'A line without a CSP Rate is in no total.',
    totals: { decimals: 2, rows: [total('Sum of the rounded rows', sumOfRoundedRows), total('Rounded sum', roundedSum)] },
  };
}

/** Lines of usage by resource; what is used of a child counts for its parent as well. */
function usageOf(lines: CostRow[]): Map<string, CostRow[]> {
  const usage = new Map<string, CostRow[]>();
  for (const line of lines) {
    for (const key of new Set([idKey(line.resourceId), idKey(topLevelOf(line.resourceId) ?? line.resourceId)])) {
      const known = usage.get(key);
      if (known) known.push(line);
      else usage.set(key, [line]);
    }
  }
  return usage;
}

function distinct(lines: CostRow[], field: 'consumedService' | 'meterCategory' | 'meterSubCategory' | 'meterName'): Cell {
  return [...new Set(lines.map((line) => line[field]).filter((text) => text !== ''))].join(', ') || undefined;
}
