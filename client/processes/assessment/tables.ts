import type { AssessmentReport, CostRow } from '../../../contracts/processes/assessment';
import type { Verdict } from '../../../contracts/azure/plan';
import { idKey, parseArmId, topLevelOf } from '../../../planning/inventory/arm-id';
import type { Cell, Table } from '../../reports/document';

const URGENCY: Record<Verdict, number> = { BLOCKED: 0, MODIFY: 1, 'NO ISSUES': 2 };

/** One row a resource; those that somebody has to act on come first. Meters are those of its usage. */
export function resourcesTable({ rows, subscriptions, cost }: AssessmentReport): Table {
  const usage = usageOf(cost?.rows ?? []);
  const names = new Map(subscriptions.map(({ subscriptionId, displayName }) => [subscriptionId, displayName]));
  return {
    title: 'Resources',
    columns: [
      { title: 'CSP Status', width: 13, kind: 'outcome' },
      { title: 'Resource Name', width: 28 },
      { title: 'Resource Group', width: 24 },
      { title: 'Suggested Approach', width: 32 },
      { title: 'Reason', width: 60 },
      { title: 'What to do', width: 60 },
      { title: 'Who', width: 10 },
      { title: 'Consumed Service', width: 24 },
      { title: 'Meter Category', width: 22, isOffPaper: true },
      { title: 'Meter Sub-Category', width: 22, isOffPaper: true },
      { title: 'Meter Name', width: 30, isOffPaper: true },
      { title: 'Type', width: 40, isOffPaper: true },
      { title: 'Location', width: 14, isOffPaper: true },
      { title: 'Available in CSP', width: 16, isOffPaper: true },
      { title: 'Needed by', width: 11, kind: 'number', isOffPaper: true },
      { title: 'Rule', width: 26, isOffPaper: true },
      { title: 'Subscription Name', width: 26, isOffPaper: true },
      { title: 'Resource ID', width: 80, kind: 'id' },
    ],
    rows: [...rows]
      .sort((a, b) => URGENCY[a.verdict] - URGENCY[b.verdict])
      .map((row): Cell[] => {
        const lines = usage.get(idKey(row.id)) ?? [];
        return [
          row.verdict,
          row.name,
          row.resourceGroup,
          row.approach,
          row.reason,
          row.fix,
          row.doneBy,
          distinct(lines, 'consumedService') ?? parseArmId(row.id)?.type.split('/')[0],
          distinct(lines, 'meterCategory'),
          distinct(lines, 'meterSubCategory'),
          distinct(lines, 'meterName'),
          row.type,
          row.location,
          row.availableInCsp,
          row.dependents.length,
          row.rule,
          names.get(row.subscriptionId),
          row.id,
        ];
      }),
  };
}

const RATE = { width: 12, kind: 'number', decimals: 4 } as const;

/** Columns of the seed's cost assessment (l.14921). */
export function costTable({ cost }: AssessmentReport): Table {
  const columns: Table['columns'] = [
    { title: 'Resource Group', width: 24 },
    { title: 'ConsumedService', width: 24 },
    { title: 'MeterName', width: 32 },
    { title: 'Unit', width: 12 },
    { title: 'ConsumedQuantity', ...RATE, width: 18 },
    { title: 'EA Rate', ...RATE },
    { title: 'EA Cost', ...RATE },
    { title: 'CSP Rate', ...RATE },
    { title: 'CSP Cost', ...RATE },
    { title: 'Cost Diff', ...RATE },
    { title: 'Note', width: 20 },
    { title: 'Meter Category', width: 22, isOffPaper: true },
    { title: 'Meter Sub-Category', width: 22, isOffPaper: true },
    { title: 'Resource ID', width: 80, kind: 'id' },
  ];
  if (!cost) return { title: 'Cost', columns, rows: [] };
  const { currency, discountPercent, from, to, sumOfRoundedRows, roundedSum } = cost.summary;
  const total = (name: string, { before, after, difference }: typeof roundedSum): Cell[] =>
    columns.map(
      ({ title }) =>
        (({ 'Resource Group': name, 'EA Cost': before, 'CSP Cost': after, 'Cost Diff': difference }) as Record<string, Cell>)[
          title
        ],
    );
  return {
    title: 'Cost',
    note:
      `In ${currency}, of the usage from ${from} to ${to}, with ${discountPercent} % discount on the CSP list price. ` +
      'Rates, costs and quantities stand rounded half up to 4 places. "Sum of the rounded rows" adds the amounts as they stand here; ' +
      '"Rounded sum" adds the exact ones and rounds once. Both are rounded to 2 places and may differ by that. ' +
      'A line without a CSP Rate is in no total.',
    columns,
    rows: cost.rows.map((row): Cell[] => [
      row.resourceGroup,
      row.consumedService,
      row.meterName,
      row.unit,
      row.quantity,
      row.rateBefore,
      row.costBefore,
      row.rateAfter,
      row.costAfter,
      row.difference,
      row.rateAfter === undefined ? 'not in the rate card' : undefined,
      row.meterCategory,
      row.meterSubCategory,
      row.resourceId,
    ]),
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
