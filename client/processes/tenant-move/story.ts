import type { TenantMoveInput } from '../../../contracts/processes/tenant-move';
import type { Told } from '../../api/handover';

/** What the Web UI says of a move into another directory from its first moment on. */
export function story(input: TenantMoveInput): Told {
  const { customer, partner, subscriptions, variant, way, enrolment, rehearse } = input;
  const what = subscriptions.length === 1 ? 'one subscription' : `${subscriptions.length} subscriptions`;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}Move ${what} into the directory of ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**Partner** ${partner.name} (MPN ${partner.mpnId})`,
      `**From** ${variant}${enrolment === undefined ? '' : `, enrolment \`${enrolment}\``}`,
      `**Subscriptions** ${subscriptions.map((id) => `\`${id}\``).join(', ')}`.slice(0, 2000),
      ...(way === 'auto' ? [] : [`**Way** ${way}`]),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
