import type { BillingTransferInput } from '../../../contracts/processes/billing-transfer';
import type { Told } from '../../api/handover';

/** What the Web UI says of a transfer of billing from its first moment on. */
export function story(input: BillingTransferInput): Told {
  const { customer, partner, subscriptions, variant, enrolment, rehearse } = input;
  const what = subscriptions.length === 1 ? 'one subscription' : `${subscriptions.length} subscriptions`;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${partner.name} takes over the billing of ${what} of ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**Partner** ${partner.name} (MPN ${partner.mpnId})`,
      `**From** ${variant}, enrolment \`${enrolment}\``,
      `**Subscriptions** ${subscriptions.map((id) => `\`${id}\``).join(', ')}`.slice(0, 2000),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
