import type { ClassicUpgradeInput } from '../../../contracts/processes/classic-upgrade';
import type { SecretsRemovalInput } from '../../../contracts/processes/secrets-removal';
import type { Told } from '../../api/handover';

/** What the Web UI says of a classic upgrade from its first moment on. */
export function classicUpgradeStory({ subscriptionId, customer, exclude, deadlines, rehearse }: ClassicUpgradeInput): Told {
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

/** What the Web UI says of a removal of secrets from its first moment on. */
export function secretsRemovalStory({ subscriptionId, customer, virtualMachines, rehearse }: SecretsRemovalInput): Told {
  const which = virtualMachines === undefined ? 'every machine that carries some' : `${virtualMachines.length} machines`;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}Remove secrets from machines of ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**Subscription** \`${subscriptionId}\`, ${which}`,
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
