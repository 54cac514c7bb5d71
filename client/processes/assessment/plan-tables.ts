import type { AskedBatch, AssessmentReport, DestinationFinding } from '../../../contracts/processes/assessment';
import { idKey } from '../../../planning/inventory/arm-id';
import { BATCH_COLUMNS, batchCells } from '../resource-move/batch-rows';
import { dependencyPicture } from './dependency-picture';
import type { Cell, Table } from '../../reports/document';

export function batchesTable({ subscriptions, destination }: AssessmentReport): Table {
  const asked = new Map(destination?.batches.map((one) => [`${one.subscriptionId} ${one.batchId}`, one]));
  return {
    title: 'Plan',
    columns: [{ title: 'Subscription Name', width: 26 }, ...BATCH_COLUMNS, { title: 'Azure’s validation', width: 60 }],
    rows: subscriptions.flatMap(({ displayName, subscriptionId, plan }) =>
      (plan?.batches ?? []).map((batch) => [
        displayName,
        ...batchCells(batch),
        answerText(asked.get(`${subscriptionId} ${batch.id}`)),
      ]),
    ),
  };
}

function answerText(asked: AskedBatch | undefined): string {
  if (!asked) return 'not asked';
  const { outcome, standIn, why } = asked;
  const against = standIn === undefined ? '' : ` (asked against the group ${standIn})`;
  return `${outcome}${against}${why === undefined ? '' : `: ${why}`}`;
}

/** What the destination has against the plans. */
export function destinationTable({ destination }: AssessmentReport): Table {
  return {
    title: 'Destination',
    columns: [
      { title: 'CSP Status', width: 13, kind: 'outcome' },
      { title: 'What', width: 14 },
      { title: 'Name', width: 36 },
      { title: 'Location', width: 16 },
      { title: 'In use', width: 9, kind: 'number' },
      { title: 'Limit', width: 9, kind: 'number' },
      { title: 'Needed', width: 9, kind: 'number' },
      { title: 'Resources', width: 11, kind: 'number' },
      { title: 'Reason', width: 60 },
      { title: 'What to do', width: 60 },
      { title: 'Who', width: 10 },
    ],
    rows: (destination?.findings ?? []).map(({ kind, name, verdict, reason, fix, doneBy, resources, limit }) => [
      verdict,
      KINDS[kind],
      name,
      limit?.region,
      limit?.inUse,
      limit?.limit,
      limit?.needed,
      resources,
      reason,
      fix,
      doneBy,
    ]),
  };
}

const KINDS: Record<DestinationFinding['kind'], string> = {
  provider: 'provider',
  policy: 'policy',
  limit: 'quota',
  validation: 'Azure’s validation',
};

/** What the plan leaves where it is, with the resource whose fault it is where it is another's. */
export function staysTable({ subscriptions }: AssessmentReport): Table {
  return {
    title: 'Stays',
    columns: [
      { title: 'Name', width: 28 },
      { title: 'Type', width: 40 },
      { title: 'Reason', width: 60 },
      { title: 'What to do', width: 60 },
      { title: 'Because of', width: 28 },
      { title: 'Rule', width: 26 },
      { title: 'Subscription Name', width: 26 },
      { title: 'Resource ID', width: 80, kind: 'id' },
    ],
    rows: subscriptions.flatMap(({ displayName, plan }) =>
      (plan?.refusals ?? []).map(({ id, type, rule, reason, fix, because }): Cell[] => [
        lastName(id),
        type,
        reason,
        fix,
        because === undefined ? undefined : lastName(because),
        rule,
        displayName,
        id,
      ]),
    ),
  };
}

export function subscriptionsTable({ subscriptions }: AssessmentReport): Table {
  return {
    title: 'Subscriptions',
    columns: [
      { title: 'CSP Status', width: 13, kind: 'outcome' },
      { title: 'Subscription Name', width: 28 },
      { title: 'Subscription Id', width: 38, kind: 'id' },
      { title: 'Resources', width: 11, kind: 'number' },
      { title: 'NO ISSUES', width: 11, kind: 'number' },
      { title: 'MODIFY', width: 11, kind: 'number' },
      { title: 'BLOCKED', width: 11, kind: 'number' },
      { title: 'EA Cost', width: 12, kind: 'number', decimals: 2 },
      { title: 'CSP Cost', width: 12, kind: 'number', decimals: 2 },
      { title: 'Cost Diff', width: 12, kind: 'number', decimals: 2 },
      { title: 'Batches', width: 9, kind: 'number' },
      { title: 'Expected seconds', width: 17, kind: 'number' },
      { title: 'Plan digest (SHA-256)', width: 66, kind: 'id' },
    ],
    rows: subscriptions.map(({ verdict, displayName, subscriptionId, resources, noIssues, modify, blocked, cost, plan }) => [
      verdict,
      displayName,
      subscriptionId,
      resources,
      noIssues,
      modify,
      blocked,
      cost?.before,
      cost?.after,
      cost?.difference,
      plan?.batches.length,
      plan?.expectedSeconds,
      plan?.digest,
    ]),
  };
}

export function dependenciesTable(report: AssessmentReport): Table {
  const names = new Map(report.rows.map(({ id, name }) => [idKey(id), name]));
  const nameOf = (id: string) => names.get(idKey(id)) ?? lastName(id);
  const picture = dependencyPicture(report);
  return {
    title: 'Dependencies',
    columns: [
      { title: 'Resource', width: 28 },
      { title: 'Needs', width: 28 },
      { title: 'Resource ID', width: 80, kind: 'id' },
      { title: 'ID of what it needs', width: 80, kind: 'id' },
    ],
    rows: report.edges.map(([from, to]) => [nameOf(from), nameOf(to), from, to]),
    ...(picture ? { picture } : {}),
  };
}

/** Rows of the inputs that could not be used. */
export function leftOutTable({ badRows }: AssessmentReport): Table {
  return {
    title: 'Left out',
    columns: [
      { title: 'Source', width: 40 },
      { title: 'Line', width: 8, kind: 'number' },
      { title: 'What is wrong', width: 60 },
      { title: 'What to do', width: 60 },
    ],
    rows: badRows.map(({ source, line, message, fix }) => [source, line, message, fix]),
  };
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
