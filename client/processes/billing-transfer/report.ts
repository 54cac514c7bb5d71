import type { BilledSubscription, BillingTransferReport } from '../../../contracts/processes/billing-transfer';
import { approvedBy } from '../../reports/answers-table';
import { type Table, tableOf } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';
import { AGREEMENTS } from '../../words/agreements';

const OUTCOMES: Record<BilledSubscription['outcome'], string> = {
  transferred: 'transferred',
  notTransferred: 'not transferred',
  unknown: 'unknown',
};

/** What became of subscriptions whose billing a partner asked for, ready for any of the four formats. */
export function report(report: BillingTransferReport): OwnReport {
  const { partner, enrolment, outcome, subscriptions } = report;
  const left = subscriptions.filter((one) => one.outcome !== 'transferred').length;
  return {
    title: `Transfer of billing to ${partner.name}`,
    subtitle: 'Subscriptions, resources and access stay where they are',
    verdict: outcome === 'done' && left > 0 ? { text: `Done, ${left} not transferred`, tone: 'mixed' } : undefined,
    facts: [
      { name: 'Subscriptions', value: subscriptions.length },
      { name: 'Billed by the partner', value: subscriptions.length - left },
      { name: 'From', value: AGREEMENTS[report.variant] },
      { name: 'Enrolment', value: enrolment },
      { name: 'Account', value: report.sourceAccount },
      { name: 'Changes accepted', value: acceptedHow(report) },
      { name: 'Partner', value: `${partner.name}, MPN ${partner.mpnId}, ${partner.tenantId}` },
    ],
    tables: [billingTable(subscriptions)],
  };
}

/** The account's owner may have accepted Microsoft's request without a word here. */
function acceptedHow(report: BillingTransferReport): string {
  const isAccepted = report.subscriptions.some(({ outcome }) => outcome === 'transferred');
  const isSigned = report.decisions.some(({ choice }) => choice === 'approve');
  if (isAccepted && !isSigned) return 'at Microsoft, by the owner of the account';
  return approvedBy(report.decisions, 'warnings') ?? 'nobody was asked';
}

/** What was not transferred comes first: it is what somebody has to act on. */
function billingTable(billing: readonly BilledSubscription[]): Table {
  const rows = [...billing].sort((a, b) => Number(a.outcome === 'transferred') - Number(b.outcome === 'transferred'));
  return tableOf(
    { title: 'Subscriptions', note: 'With ids, resources, role assignments, locks and policies as they were.' },
    rows,
    [
      { title: 'Outcome', width: 16, kind: 'outcome', cell: ({ outcome }) => OUTCOMES[outcome] },
      { title: 'Name', width: 28, cell: ({ displayName }) => displayName },
      { title: 'Subscription', width: 38, kind: 'id', cell: ({ subscriptionId }) => subscriptionId },
      { title: 'Why not', width: 100, cell: ({ reason }) => reason },
    ],
  );
}
