import type { SecretsRemovalInput } from '../../../contracts/processes/secrets-removal';
import type { Told } from '../../api/handover';

/** What the Web UI says of a removal of secrets from its first moment on. */
export function story({ subscriptionId, customer, virtualMachines, rehearse }: SecretsRemovalInput): Told {
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
