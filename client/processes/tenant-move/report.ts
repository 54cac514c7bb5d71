import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import { approvedBy } from '../../reports/answers-table';
import { type Table, tableOf } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';
import { AGREEMENTS } from '../../words/agreements';

/** What became of subscriptions that were to get into a directory, ready for any of the four formats. */
export function report(report: TenantMoveReport): OwnReport {
  const { customer, partner, subscriptions, restored, notRestored, enrolment, outcome } = report;
  return {
    title: 'Move of subscriptions to the customer’s directory',
    subtitle: `With ${partner.name}, MPN ${partner.mpnId}, to be moved into ${report.destinationSubscriptionId}`,
    verdict:
      outcome === 'done' && notRestored.length > 0
        ? { text: `Done, ${notRestored.length} left for a person to see to`, tone: 'mixed' }
        : undefined,
    facts: [
      { name: 'Subscriptions', value: subscriptions.length },
      {
        name: 'In the directory',
        value: subscriptions.filter(({ tenantAfter }) => isSame(tenantAfter, customer.tenantId)).length,
      },
      { name: 'From', value: AGREEMENTS[report.variant] },
      ...(enrolment === undefined ? [] : [{ name: 'Enrolment', value: enrolment }]),
      { name: 'Way', value: report.way },
      { name: 'Why', value: report.wayReason },
      { name: 'Losses accepted', value: accepted(report) },
      { name: 'Put back', value: restored.length },
      { name: 'Not put back', value: notRestored.length },
      { name: 'Owner on both sides', value: report.targetOwner },
      { name: 'Partner', value: `${partner.name}, ${partner.tenantId}` },
      ...(report.snapshot ? [{ name: 'What was there before (SHA-256)', value: report.snapshot.sha256 }] : []),
    ],
    tables: [subscriptionsTable(report), lossesTable(report), restoredTable(report)],
  };
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function accepted({ decisions, losses }: TenantMoveReport): string {
  return approvedBy(decisions, 'warnings') ?? (losses.length > 0 ? 'no' : 'nobody was asked');
}

function subscriptionsTable({ subscriptions }: TenantMoveReport): Table {
  return tableOf({ title: 'Subscriptions' }, subscriptions, [
    { title: 'Name', width: 28, cell: ({ displayName }) => displayName },
    { title: 'Subscription', width: 38, kind: 'id', cell: ({ subscriptionId }) => subscriptionId },
    { title: 'Directory before', width: 38, kind: 'id', cell: ({ tenantBefore }) => tenantBefore },
    { title: 'Directory after', width: 38, kind: 'id', cell: ({ tenantAfter }) => tenantAfter },
    { title: 'Owner before', width: 34, cell: ({ ownerBefore }) => ownerBefore },
    { title: 'Owner after', width: 34, cell: ({ ownerBefore, ownerAfter }) => ownerAfter ?? ownerBefore },
  ]);
}

function lossesTable({ losses, decisions }: TenantMoveReport): Table {
  const states = new Set(decisions.filter(({ choice }) => choice === 'approve').flatMap((one) => one.states ?? []));
  return tableOf(
    {
      title: 'What the change takes away',
      note: 'As it was before, and was put before the customer; what was made anew stands in the next table.',
    },
    losses,
    [
      { title: 'Subscription', width: 28, cell: ({ displayName }) => displayName },
      { title: 'Kind', width: 34, cell: ({ label }) => label },
      { title: 'Accepted', width: 10, cell: ({ kind }) => (states.has(kind) ? 'yes' : 'no') },
      { title: 'Names', width: 100, cell: ({ what }) => what },
    ],
  );
}

/** What is not back comes first: it is what somebody has to act on. */
function restoredTable({ restored, notRestored }: TenantMoveReport): Table {
  return {
    title: 'What was put back',
    columns: [
      { title: 'Outcome', width: 14, kind: 'outcome' },
      { title: 'What', width: 120 },
    ],
    rows: [...notRestored.map((what) => ['not put back', what]), ...restored.map((what) => ['put back', what])],
  };
}
