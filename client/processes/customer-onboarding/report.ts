import type { CustomerOnboardingReport, OnboardedUser } from '../../../contracts/processes/customer-onboarding';
import type { OwnReport } from '../../reports/run-report';

const RELATIONSHIPS: Record<NonNullable<CustomerOnboardingReport['relationship']>, string> = {
  existing: 'was there',
  established: 'accepted by the customer in this run',
  byCreation: 'came with the creation of the customer',
};

/** The report of an onboarding, ready for any of the four formats. It says where passwords are, and none of them. */
export function report(report: CustomerOnboardingReport): OwnReport {
  const { customer, partner, relationship, subscription, admin, firstAdministrator } = report;
  return {
    title: 'Onboarding',
    subtitle: `By ${partner.name}, MPN ${partner.mpnId}`,
    verdict: report.outcome === 'done' ? { text: 'Onboarded', tone: 'good' } : undefined,
    facts: [
      { name: 'Domain', value: customer.domain },
      { name: 'Created in this run', value: customer.created ? 'yes' : 'no' },
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
    ],
    tables: [],
  };
}

function user({ userPrincipalName, secret }: OnboardedUser): string {
  return secret ? `${userPrincipalName}, password in ${secret.uri}` : `${userPrincipalName}, password not known here`;
}
