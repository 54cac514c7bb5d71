import type { MigratedResource, MigrationReport } from '../../../contracts/processes/migration';
import type { GroupAddress } from '../../../contracts/azure/plan';
import { parseArmId } from '../../../planning/inventory/arm-id';
import { type Cell, type ReportDocument, type Table, moneyText, tableOf } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';
import { AGREEMENTS } from '../../words/agreements';

/** The hand-over report of a migration to CSP, ready for any of the four formats. */
export function report(report: MigrationReport): OwnReport {
  const { partner, destination, resources, subscriptions, enrolment, billing } = report;
  const count = (wanted: MigratedResource['outcome']) => resources.filter(({ outcome }) => outcome === wanted).length;
  const others = resources.length - count('moved') - count('kept');
  return {
    title: 'Migration to CSP',
    subtitle: `To ${partner.name}${destination ? `, subscription ${destination.displayName} (${destination.subscriptionId})` : ''}`,
    verdict:
      report.outcome === 'done' && others > 0
        ? { text: `Done, ${others} of ${resources.length} resources not ${billing ? 'transferred' : 'moved'}`, tone: 'mixed' }
        : report.outcome === 'declined'
          ? { text: 'Declined, nothing moved', tone: 'mixed' }
          : undefined,
    facts: [
      { name: 'Subscriptions', value: subscriptions.length },
      { name: 'Resources', value: resources.length },
      ...(billing
        ? [{ name: 'Where they were, billed by the partner', value: count('kept') }]
        : [
            { name: 'Moved', value: count('moved') },
            { name: 'Upgraded only', value: count('upgradedOnly') },
          ]),
      { name: 'Stayed', value: count('stayed') },
      ...costFacts(report),
      { name: 'From', value: AGREEMENTS[report.variant] ?? report.variant },
      ...(enrolment === undefined ? [] : [{ name: 'Enrolment', value: enrolment }]),
      { name: 'Partner', value: `${partner.name}, ${partner.tenantId}` },
    ],
    tables: [resourcesTable(report), subscriptionsTable(report), childRunsTable(report)],
  };
}

function costFacts({ currency, cost, resources }: MigrationReport): ReportDocument['facts'] {
  if (currency === undefined) return [];
  const { before, after } = cost ?? sums(resources);
  return [
    { name: 'Cost before, 30 days', value: moneyText(before, currency) },
    { name: 'Cost after, 30 days', value: moneyText(after, currency) },
    { name: 'Difference', value: moneyText(cents(before - after), currency) },
  ];
}

/** Adds up only resources whose price is known on both sides: a sum over others would compare different things. */
function sums(resources: MigratedResource[]): { before: number; after: number } {
  const priced = resources.filter(({ costBefore, costAfter }) => costBefore !== undefined && costAfter !== undefined);
  return {
    before: cents(priced.reduce((sum, { costBefore = 0 }) => sum + costBefore, 0)),
    after: cents(priced.reduce((sum, { costAfter = 0 }) => sum + costAfter, 0)),
  };
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** A cloud service that was upgraded has become a group. */
function placeOf(id: string): Partial<GroupAddress> {
  const [, subscriptionId, resourceGroup] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i.exec(id) ?? [];
  return subscriptionId !== undefined && resourceGroup !== undefined ? { subscriptionId, resourceGroup } : (parseArmId(id) ?? {});
}

const MONEY = { width: 13, kind: 'number', decimals: 2 } as const;

const hasCome = ({ outcome }: MigratedResource) => outcome === 'moved' || outcome === 'kept';

/** What did not move comes first: it is what somebody has to act on. */
function resourcesTable({ resources, currency, cost }: MigrationReport): Table {
  const total = (name: string, { before, after }: { before: number; after: number }): Cell[] => [
    name,
    ...Array.from({ length: 5 }, () => undefined),
    before,
    after,
    cents(before - after),
  ];
  const columns: Table['columns'] = [
    { title: 'Outcome', width: 14, kind: 'outcome' },
    { title: 'Name', width: 28 },
    { title: 'Type', width: 40 },
    { title: 'Was in', width: 32 },
    { title: 'Is in', width: 32 },
    { title: 'Reason', width: 60 },
    { title: 'Cost before', ...MONEY },
    { title: 'Cost after', ...MONEY },
    { title: 'Difference', ...MONEY },
    { title: 'Subscription before', width: 38, kind: 'id', isOffPaper: true },
    { title: 'Subscription after', width: 38, kind: 'id', isOffPaper: true },
    { title: 'Id before', width: 80, kind: 'id' },
    { title: 'Id after', width: 80, kind: 'id' },
  ];
  return {
    title: 'Resources',
    ...(currency === undefined
      ? {}
      : {
          note: `Costs are in ${currency}, of the past 30 days of usage, and hold what has a price before and after. "Sum" is of the rows${
            cost ? '; "All usage" is what was decided on, with the usage of resources that were gone, and of no resource' : ''
          }.`,
        }),
    columns,
    rows: [...resources]
      .sort((a, b) => Number(hasCome(a)) - Number(hasCome(b)))
      .map((row): Cell[] => {
        const { name, type, was, is, outcome, reason, costBefore, costAfter } = row;
        const difference = costBefore === undefined || costAfter === undefined ? undefined : cents(costBefore - costAfter);
        const word = outcome === 'upgradedOnly' ? 'upgraded only' : outcome;
        const [from, to] = [parseArmId(was), placeOf(is)];
        const money = [costBefore, costAfter, difference];
        const places = [from?.subscriptionId, to.subscriptionId, was, is];
        return [word, name, type, from?.resourceGroup ?? 'classic', to.resourceGroup, reason, ...money, ...places];
      }),
    ...(currency === undefined
      ? {}
      : {
          totals: {
            decimals: 2,
            rows: [total('Sum', sums(resources)), ...(cost ? [total('All usage', cost)] : [])],
          },
        }),
  };
}

const BILLED = { transferred: 'by the partner', notTransferred: 'as before', unknown: 'not known' } as const;

function subscriptionsTable({ subscriptions, billing }: MigrationReport): Table {
  return {
    title: 'Subscriptions',
    columns: [
      { title: 'Name', width: 28 },
      { title: 'Subscription', width: 38, kind: 'id' },
      { title: 'Moved', width: 9, kind: 'number' },
      { title: 'Stayed', width: 9, kind: 'number' },
      { title: 'Directory before', width: 38, kind: 'id' },
      { title: 'Directory after', width: 38, kind: 'id' },
      ...(billing
        ? [
            { title: 'Billed', width: 16 },
            { title: 'Why', width: 60 },
          ]
        : []),
    ],
    rows: subscriptions.map(({ displayName, subscriptionId, moved, stayed, tenantBefore, tenantAfter }): Cell[] => {
      const billed = billing?.find((one) => one.subscriptionId === subscriptionId);
      const why = billed ? [BILLED[billed.outcome], billed.reason] : [];
      return [displayName, subscriptionId, moved, stayed, tenantBefore, tenantAfter, ...why];
    }),
  };
}

function childRunsTable({ childRuns }: MigrationReport): Table {
  return tableOf(
    { title: 'Child runs', note: '`handover show RUN` says what a child run did, `handover report RUN` writes its report.' },
    childRuns,
    [
      { title: 'Process', width: 24, cell: ({ process }) => process },
      { title: 'Outcome', width: 14, kind: 'outcome', cell: ({ outcome }) => outcome },
      { title: 'Run', width: 60, kind: 'id', cell: ({ workflowId }) => workflowId },
      { title: 'SHA-256 of its report', width: 66, kind: 'id', cell: ({ report }) => report?.sha256 },
    ],
  );
}
