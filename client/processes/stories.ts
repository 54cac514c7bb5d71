import { type AccessHandoverInput, roleName } from '../../contracts/processes/access-handover';
import type { CspTransferInput } from '../../contracts/processes/csp-transfer';
import type { ResellerRelationshipInput } from '../../contracts/processes/reseller-relationship';
import type { ResourceMoveInput } from '../../contracts/processes/resource-move';
import type { Told } from '../api/handover';

/** What the Web UI says of a resource move from its first moment on. */
export function resourceMoveStory({ source, destination, naming, customer, rehearse }: ResourceMoveInput): Told {
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

/** What the Web UI says of an access handover from its first moment on. */
export function accessHandoverStory({ scope, customer, grant, revoke, rehearse }: AccessHandoverInput): Told {
  const act = revoke === undefined ? 'Grant access' : 'Hand access over';
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${act} for ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      `**Scope** \`${scope}\``,
      `**Grant** ${roleName(grant.role)} to \`${grant.principalId}\``,
      ...(revoke === undefined ? [] : [`**Revoke** ${roleName(revoke.role)} of \`${revoke.principalId}\``]),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}

/** What the Web UI says of a change of partner from its first moment on. */
export function cspTransferStory(input: CspTransferInput): Told {
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

/** What the Web UI says of a reseller relationship from its first moment on. */
export function resellerRelationshipStory({ customer, partner, rehearse }: ResellerRelationshipInput): Told {
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${customer.name} accepts ${partner.name} as its reseller`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (${customer.domain}, tenant \`${customer.tenantId}\`)`,
      `**Partner** ${partner.name} (MPN ${partner.mpnId})`,
    ].join('\n\n'),
  };
}
