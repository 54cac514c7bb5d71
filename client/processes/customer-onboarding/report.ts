import type { CustomerOnboardingReport, OnboardedUser } from '../../../contracts/processes/customer-onboarding';
import { time, type ReportDocument } from '../../reports/document';
import { VERDICTS } from '../../reports/ending';

const OWN_VERDICTS: typeof VERDICTS = {
  ...VERDICTS,
  done: { text: 'Onboarded', tone: 'good' },
};

const RELATIONSHIPS: Record<NonNullable<CustomerOnboardingReport['relationship']>, string> = {
  existing: 'was there',
  established: 'accepted by the customer in this run',
  byCreation: 'came with the making of the customer',
};

/** The report of an onboarding, ready for any of the four formats. It says where passwords are, and none of them. */
export function onboardingDocument(report: CustomerOnboardingReport): ReportDocument {
  const { customer, partner, relationship, subscription, admin, firstAdministrator } = report;
  return {
    title: `Onboarding of ${customer.name}`,
    subtitle: `By ${partner.name}, MPN ${partner.mpnId}`,
    verdict: OWN_VERDICTS[report.outcome],
    facts: [
      { name: 'Customer', value: `${customer.name}, ${customer.domain}, ${customer.tenantId || 'not made'}` },
      { name: 'Made in this run', value: customer.created ? 'yes' : 'no' },
      ...(relationship ? [{ name: 'Reseller relationship', value: RELATIONSHIPS[relationship] }] : []),
      ...(subscription
        ? [
            { name: 'Subscription', value: `${subscription.displayName}, ${subscription.subscriptionId}` },
            { name: 'Offer', value: subscription.offerId },
            { name: 'Order', value: subscription.orderId ?? 'none, it was there' },
          ]
        : []),
      ...(admin ? [{ name: 'Owner of the subscription', value: user(admin) }] : []),
      ...(firstAdministrator ? [{ name: 'First administrator', value: user(firstAdministrator) }] : []),
      ...(report.sandbox ? [{ name: 'Sandbox', value: 'yes' }] : []),
      { name: 'Started', value: time(report.startedAt) },
      { name: 'Ended', value: time(report.endedAt) },
      { name: 'Run', value: report.id },
    ],
    warnings: [
      ...(report.failure
        ? [`It ended in the step "${report.failure.step}": ${report.failure.message} (${report.failure.type})`]
        : []),
      ...report.leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
      ...report.undone.map((what) => `Put back: ${what}`),
    ],
    tables: [
      {
        title: 'What happened',
        columns: [{ title: 'Note', width: 120 }],
        rows: report.notes.map((note) => [note]),
      },
      {
        title: 'Rulings of the operator',
        columns: [
          { title: 'Step', width: 12 },
          { title: 'Verdict', width: 12 },
          { title: 'Reason', width: 60 },
          { title: 'By', width: 24 },
          { title: 'At', width: 24, kind: 'time' },
        ],
        rows: report.rulings.map(({ step, verdict, reason, name, at }) => [step, verdict, reason, name, time(at)]),
      },
    ],
    data: report,
  };
}

function user({ userPrincipalName, secret }: OnboardedUser): string {
  return secret ? `${userPrincipalName}, password in ${secret.uri}` : `${userPrincipalName}, password not known here`;
}
