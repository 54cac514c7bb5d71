import type { ResourceMoveInput } from '../../../contracts/processes/resource-move';
import type { Told } from '../../api/handover';

/** What the Web UI says of a resource move from its first moment on. */
export function story({ source, destination, naming, customer, rehearse }: ResourceMoveInput): Told {
  const groups = source.resourceGroups?.join(', ');
  return {
    summary: `${rehearse ? 'Rehearse the move of' : 'Move'} ${groups ?? 'all groups'} for ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**From** \`${source.subscriptionId}\`, ${groups ?? 'every resource group'}`,
      `**To** \`${destination.subscriptionId}\`, groups named \`${naming}\``,
      ...(rehearse ? ['**Rehearsal**: looks and validates, changes nothing'] : []),
    ].join('\n\n'),
  };
}
