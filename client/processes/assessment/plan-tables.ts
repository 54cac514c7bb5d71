import type { AskedBatch, AssessmentReport, DestinationFinding } from '../../../contracts/processes/assessment';
import { idKey } from '../../../planning/inventory/arm-id';
import { BATCH_COLUMNS } from '../resource-move/batch-rows';
import { dependencyPicture } from './dependency-picture';
import { type Cell, type Table, tableOf } from '../../reports/document';

export function batchesTable({ subscriptions, destination }: AssessmentReport): Table {
  const asked = new Map(destination?.batches.map((one) => [`${one.subscriptionId} ${one.batchId}`, one]));
  const batches = subscriptions.flatMap(({ displayName, subscriptionId, plan }) =>
    (plan?.batches ?? []).map((batch) => ({ ...batch, displayName, subscriptionId })),
  );
  return tableOf({ title: 'Plan' }, batches, [
    { title: 'Subscription Name', width: 26, cell: ({ displayName }) => displayName },
    ...BATCH_COLUMNS,
    {
      title: 'Azure’s validation',
      width: 60,
      cell: ({ id, subscriptionId }) => answerText(asked.get(`${subscriptionId} ${id}`)),
    },
  ]);
}

function answerText(asked: AskedBatch | undefined): string {
  if (!asked) return 'not asked';
  const { outcome, standIn, why } = asked;
  const against = standIn === undefined ? '' : ` (asked against the group ${standIn})`;
  return `${outcome}${against}${why === undefined ? '' : `: ${why}`}`;
}

/** What the destination has against the plans. */
export function destinationTable({ destination }: AssessmentReport): Table {
  return tableOf({ title: 'Destination' }, destination?.findings ?? [], [
    { title: 'CSP Status', width: 13, kind: 'outcome', cell: ({ verdict }) => verdict },
    { title: 'What', width: 14, cell: ({ kind }) => KINDS[kind] },
    { title: 'Name', width: 36, cell: ({ name }) => name },
    { title: 'Location', width: 16, cell: ({ limit }) => limit?.region },
    { title: 'In use', width: 9, kind: 'number', cell: ({ limit }) => limit?.inUse },
    { title: 'Limit', width: 9, kind: 'number', cell: ({ limit }) => limit?.limit },
    { title: 'Needed', width: 9, kind: 'number', cell: ({ limit }) => limit?.needed },
    { title: 'Resources', width: 11, kind: 'number', cell: ({ resources }) => resources },
    { title: 'Reason', width: 60, cell: ({ reason }) => reason },
    { title: 'What to do', width: 60, cell: ({ fix }) => fix },
    { title: 'Who', width: 10, cell: ({ doneBy }) => doneBy },
  ]);
}

const KINDS: Record<DestinationFinding['kind'], string> = {
  provider: 'provider',
  policy: 'policy',
  limit: 'quota',
  validation: 'Azure’s validation',
};

/** What the plan leaves where it is, with the resource whose fault it is where it is another's. */
export function staysTable({ subscriptions }: AssessmentReport): Table {
  const refusals = subscriptions.flatMap(({ displayName, plan }) =>
    (plan?.refusals ?? []).map((refusal) => ({ ...refusal, displayName })),
  );
  return tableOf({ title: 'Stays' }, refusals, [
    { title: 'Name', width: 28, cell: ({ id }) => lastName(id) },
    { title: 'Type', width: 40, cell: ({ type }) => type },
    { title: 'Reason', width: 60, cell: ({ reason }) => reason },
    { title: 'What to do', width: 60, cell: ({ fix }) => fix },
    { title: 'Because of', width: 28, cell: ({ because }) => because && lastName(because) },
    { title: 'Rule', width: 26, cell: ({ rule }) => rule },
    { title: 'Subscription Name', width: 26, cell: ({ displayName }) => displayName },
    { title: 'Resource ID', width: 80, kind: 'id', cell: ({ id }) => id },
  ]);
}

export function subscriptionsTable({ subscriptions }: AssessmentReport): Table {
  return tableOf({ title: 'Subscriptions' }, subscriptions, [
    { title: 'CSP Status', width: 13, kind: 'outcome', cell: ({ verdict }) => verdict },
    { title: 'Subscription Name', width: 28, cell: ({ displayName }) => displayName },
    { title: 'Subscription Id', width: 38, kind: 'id', cell: ({ subscriptionId }) => subscriptionId },
    { title: 'Resources', width: 11, kind: 'number', cell: ({ resources }) => resources },
    { title: 'NO ISSUES', width: 11, kind: 'number', cell: ({ noIssues }) => noIssues },
    { title: 'MODIFY', width: 11, kind: 'number', cell: ({ modify }) => modify },
    { title: 'BLOCKED', width: 11, kind: 'number', cell: ({ blocked }) => blocked },
    { title: 'EA Cost', width: 12, kind: 'number', decimals: 2, cell: ({ cost }) => cost?.before },
    { title: 'CSP Cost', width: 12, kind: 'number', decimals: 2, cell: ({ cost }) => cost?.after },
    { title: 'Cost Diff', width: 12, kind: 'number', decimals: 2, cell: ({ cost }) => cost?.difference },
    { title: 'Batches', width: 9, kind: 'number', cell: ({ plan }) => plan?.batches.length },
    { title: 'Expected seconds', width: 17, kind: 'number', cell: ({ plan }) => plan?.expectedSeconds },
    { title: 'Plan digest (SHA-256)', width: 66, kind: 'id', cell: ({ plan }) => plan?.digest },
  ]);
}

export function dependenciesTable(report: AssessmentReport): Table {
  const names = new Map(report.rows.map(({ id, name }) => [idKey(id), name]));
  const nameOf = (id: string) => names.get(idKey(id)) ?? lastName(id);
  const picture = dependencyPicture(report);
  return tableOf({ title: 'Dependencies', ...(picture ? { picture } : {}) }, report.edges, [
    { title: 'Resource', width: 28, cell: ([from]) => nameOf(from) },
    { title: 'Needs', width: 28, cell: ([, to]) => nameOf(to) },
    { title: 'Resource ID', width: 80, kind: 'id', cell: ([from]) => from },
    { title: 'ID of what it needs', width: 80, kind: 'id', cell: ([, to]) => to },
  ]);
}

/** Rows of the inputs that could not be used. */
export function leftOutTable({ badRows }: AssessmentReport): Table {
  return tableOf({ title: 'Left out' }, badRows, [
    { title: 'Source', width: 40, cell: ({ source }) => source },
    { title: 'Line', width: 8, kind: 'number', cell: ({ line }) => line },
    { title: 'What is wrong', width: 60, cell: ({ message }) => message },
    { title: 'What to do', width: 60, cell: ({ fix }) => fix },
  ]);
}

export function changesTable({ changes }: AssessmentReport): Table {
  return {
    title: 'Changes since the last run',
    columns: [
      { title: 'Change', width: 20 },
      { title: 'Name', width: 28 },
      { title: 'Before', width: 14, kind: 'outcome' },
      { title: 'Now', width: 14, kind: 'outcome' },
      { title: 'Resource ID', width: 80, kind: 'id' },
    ],
    rows: changes
      ? [
          ...changes.verdicts.map(({ id, from, to }): Cell[] => ['another CSP Status', lastName(id), from, to, id]),
          ...changes.appeared.map((id): Cell[] => ['new', lastName(id), undefined, undefined, id]),
          ...changes.gone.map((id): Cell[] => ['gone', lastName(id), undefined, undefined, id]),
        ]
      : [],
  };
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
