import type { ClassicUpgradeInput } from '../../../contracts/processes/classic-upgrade';
import type { Told } from '../../api/handover';

/** What the Web UI says of a classic upgrade from its first moment on. */
export function story({ subscriptionId, customer, exclude, deadlines, rehearse }: ClassicUpgradeInput): Told {
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}Upgrade classic resources of ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**Subscription** \`${subscriptionId}\``,
      `**Gate** ${deadlines.gate} days, then what is prepared is aborted`,
      ...(exclude.length === 0 ? [] : [`**Stay classic** ${exclude.join(', ')}`.slice(0, 2000)]),
      ...(rehearse ? ['**Rehearsal**: validates, changes nothing'] : []),
    ].join('\n\n'),
  };
}
