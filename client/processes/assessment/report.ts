import type {
  AssessedSubscription,
  AssessmentChanges,
  AssessmentReport,
  DestinationCheck,
  DestinationFinding,
  Money,
} from '../../../contracts/processes/assessment';
import type { Verdict } from '../../../contracts/azure/plan';
import { costTable, resourcesTable } from './tables';
import {
  batchesTable,
  changesTable,
  dependenciesTable,
  destinationTable,
  leftOutTable,
  staysTable,
  subscriptionsTable,
} from './plan-tables';
import { moneyText, time, timeText, type ReportDocument } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';

/** The assessment, ready for any of the four formats. Words and columns are the seed's (l.14840-14937), what helps to act is added. */
export function report(report: AssessmentReport): OwnReport {
  const { subscriptions, rows, badRows } = report;
  return {
    title: 'Assessment',
    subtitle: subtitle(report),
    verdict: verdict(report),
    facts: [
      { name: 'Total Subscriptions', value: subscriptions.length },
      { name: 'Resources', value: rows.length },
      { name: 'NO ISSUES', value: count(report, 'NO ISSUES') },
      { name: 'MODIFY', value: count(report, 'MODIFY') },
      { name: 'BLOCKED', value: count(report, 'BLOCKED') },
      { name: 'Two steps migration', value: rows.filter(({ approach }) => approach.startsWith('ASM')).length },
      ...costFacts(report),
      ...planFacts(report),
      ...destinationFacts(report),
      { name: 'Cloud', value: report.cloud },
      ...(report.changes ? [{ name: 'Changes', value: changesText(report.changes) }] : []),
      { name: 'Assessed', value: time(report.startedAt) },
    ],
    warnings: [
      ...(badRows.length > 0
        ? [
            `Rows of the inputs that could not be used and are in no figure: ${badRows.length}. "Left out" says what to do about each.`,
          ]
        : []),
      ...unaskedText(report),
      ...report.caveats,
    ],
    tables: [
      resourcesTable(report),
      costTable(report),
      batchesTable(report),
      staysTable(report),
      destinationTable(report),
      subscriptionsTable(report),
      dependenciesTable(report),
      leftOutTable(report),
      changesTable(report),
    ],
  };
}

function subtitle({ subscriptions, destinationSubscriptionId }: AssessmentReport): string {
  const [only] = subscriptions;
  const from = only && subscriptions.length === 1 ? `Subscription ${nameAndId(only)}` : `${subscriptions.length} subscriptions`;
  const to = destinationSubscriptionId === undefined ? '' : `, to go to ${destinationSubscriptionId}`;
  return `${from}${to}. Nothing was changed.`;
}

/** An exported inventory does not name its subscription. */
function nameAndId({ displayName, subscriptionId }: AssessedSubscription): string {
  return displayName === subscriptionId ? subscriptionId : `${displayName} (${subscriptionId})`;
}

/** The seed's three words with what each means (l.14861-14866). */
function verdict(report: AssessmentReport): ReportDocument['verdict'] {
  const [all, blocked, modify] = [report.rows.length, count(report, 'BLOCKED'), count(report, 'MODIFY')];
  if (blocked > 0) {
    return { tone: 'bad', text: `BLOCKED: ${blocked} of ${all} resources cannot be moved to Azure CSP and have to be excluded` };
  }
  if (modify > 0)
    return { tone: 'mixed', text: `MODIFY: ${modify} of ${all} resources have to be modified before they are moved` };
  return {
    tone: 'good',
    text: all === 1 ? 'NO ISSUES: the resource can be moved' : `NO ISSUES: all ${all} resources can be moved`,
  };
}

function count({ rows }: AssessmentReport, verdict: Verdict): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

function costFacts({ cost }: AssessmentReport): ReportDocument['facts'] {
  if (!cost) return [];
  const { currency, from, to, discountPercent, services, roundedSum } = cost.summary;
  return [
    { name: `EA Cost, ${from} to ${to}`, value: moneyText(roundedSum.before, currency) },
    { name: `CSP Cost at ${discountPercent} % discount`, value: moneyText(roundedSum.after, currency) },
    { name: 'Cost Diff', value: moneyText(roundedSum.difference, currency) },
    { name: 'Total Services', value: services },
  ];
}

function planFacts({ subscriptions }: AssessmentReport): ReportDocument['facts'] {
  const plans = subscriptions.flatMap(({ plan }) => plan ?? []);
  if (plans.length === 0) return [];
  const seconds = Math.max(...plans.map(({ expectedSeconds }) => expectedSeconds));
  return [
    { name: 'Batches', value: plans.reduce((sum, { batches }) => sum + batches.length, 0) },
    { name: 'Stay where they are', value: plans.reduce((sum, { refusals }) => sum + refusals.length, 0) },
    { name: 'Expected time of the move', value: `${Math.ceil(seconds / 60)} min` },
  ];
}

/** That Azure was not asked about everything, and that it will be. */
function unaskedText({ destination }: AssessmentReport): string[] {
  const unasked = destination?.batches.filter(({ outcome }) => outcome === 'not asked') ?? [];
  const standIns = destination?.batches.filter(({ standIn }) => standIn !== undefined) ?? [];
  return [
    ...(unasked.length > 0
      ? [
          `Azure was not asked about ${unasked.length} of ${destination?.batches.length ?? 0} batches; the sheet Plan says why. The move asks about each before it starts.`,
        ]
      : []),
    ...(standIns.length > 0
      ? [
          `An assessment makes no group: Azure was asked about ${standIns.length} batches against a group of the destination that is there already. What is bound to a group (policies, locks) may be different for the new one.`,
        ]
      : []),
  ];
}

/** How far the destination, and Azure itself, were asked. */
function destinationFacts({ destination, subscriptions }: AssessmentReport): ReportDocument['facts'] {
  const batches = subscriptions.reduce((sum, { plan }) => sum + (plan?.batches.length ?? 0), 0);
  if (batches === 0) return [];
  const asked = destination?.batches.filter(({ outcome }) => outcome !== 'not asked') ?? [];
  const refused = asked.filter(({ outcome }) => outcome === 'refused').length;
  return [
    { name: 'Asked Azure', value: `${asked.length} of ${batches} batches${refused > 0 ? `, ${refused} refused` : ''}` },
    ...(destination ? [{ name: 'Found at the destination', value: foundText(destination) }] : []),
  ];
}

function foundText({ findings }: DestinationCheck): string {
  const count = (kind: DestinationFinding['kind']) => findings.filter((one) => one.kind === kind).length;
  const parts = [
    [count('provider'), 'providers to register'],
    [count('policy'), 'policies that deny'],
    [count('limit'), 'quotas too small'],
    [count('validation'), 'refusals by Azure'],
  ] as const;
  const found = parts.filter(([number]) => number > 0).map(([number, what]) => `${what}: ${number}`);
  return found.length === 0 ? 'nothing in the way' : found.join(', ');
}

function changesText({ since, appeared, gone, verdicts, cost }: AssessmentChanges): string {
  const figures = [`${appeared.length} new`, `${gone.length} gone`, `${verdicts.length} with another CSP Status`];
  const money = (amounts: Money) => amounts.after.toFixed(2);
  const costs = cost ? `, CSP Cost from ${money(cost.from)} to ${money(cost.to)}` : '';
  return `Since ${timeText(new Date(since))}: ${figures.join(', ')}${costs}`;
}
