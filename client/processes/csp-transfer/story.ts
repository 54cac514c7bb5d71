import type { CspTransferInput } from '../../../contracts/processes/csp-transfer';
import type { Told } from '../../api/handover';

/** What the Web UI says of a change of partner from its first moment on. */
export function story(input: CspTransferInput): Told {
  const { customer, sourcePartner, destinationPartner, subscriptions, procedure, rehearse } = input;
  const what = `${subscriptions.length === 1 ? 'one subscription' : `${subscriptions.length} subscriptions`} of ${customer.name}`;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}Transfer ${what} from ${sourcePartner.name} to ${destinationPartner.name}`.slice(
      0,
      200,
    ),
    details: [
      `**Customer** ${customer.name} (${customer.domain}, tenant \`${customer.tenantId}\`)`,
      `**From** ${sourcePartner.name} (MPN ${sourcePartner.mpnId})`,
      `**To** ${destinationPartner.name} (MPN ${destinationPartner.mpnId})`,
      `**Subscriptions** ${subscriptions.map((id) => `\`${id}\``).join(', ')}`.slice(0, 2000),
      ...(procedure === 'auto' ? [] : [`**Procedure** ${procedure}`]),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
