import type { ResellerRelationshipInput } from '../../../contracts/processes/reseller-relationship';
import type { Told } from '../../api/handover';

/** What the Web UI says of a reseller relationship from its first moment on. */
export function story({ customer, partner, rehearse }: ResellerRelationshipInput): Told {
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${customer.name} accepts ${partner.name} as its reseller`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (${customer.domain}, tenant \`${customer.tenantId}\`)`,
      `**Partner** ${partner.name} (MPN ${partner.mpnId})`,
    ].join('\n\n'),
  };
}
