import type { EaToCspInput, PaygToCspInput } from '../../../contracts/processes/migration';
import type { Told } from '../../api/handover';

const AGREEMENTS: Record<EaToCspInput['variant'] | PaygToCspInput['variant'], string> = {
  partnerEa: 'the partner’s Enterprise Agreement',
  customerEa: 'the customer’s Enterprise Agreement',
  payg: 'pay-as-you-go',
  open: 'Open',
  bizspark: 'BizSpark',
};

/** What the Web UI says of a migration of whole subscriptions from its first moment on. */
export function story(input: EaToCspInput | PaygToCspInput): Told {
  const { variant, subscriptions, partner, customer, rehearse } = input;
  const name = 'new' in customer ? customer.new.companyName : customer.name;
  const what = subscriptions.length === 1 ? 'one subscription' : `${subscriptions.length} subscriptions`;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${what} of ${name} from ${AGREEMENTS[variant]} to ${partner.name}`.slice(0, 200),
    details: [
      `**Customer** ${name}${'new' in customer ? ' (new)' : ` (tenant \`${customer.tenantId}\`)`}`,
      `**From** ${AGREEMENTS[variant]}${'enrolment' in input ? `, enrolment ${input.enrolment}` : ''}`,
      `**To** ${partner.name} (MPN ${partner.mpnId})`,
      ...('way' in input && input.way === 'billingOwnership' ? ['**Way** billingOwnership: no resource moves'] : []),
      `**Subscriptions** ${subscriptions.map((id) => `\`${id}\``).join(', ')}`.slice(0, 2000),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
