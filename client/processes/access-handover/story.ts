import { type AccessHandoverInput, roleName } from '../../../contracts/processes/access-handover';
import type { Told } from '../../api/handover';

/** What the Web UI says of an access handover from its first moment on. */
export function story({ scope, customer, grant, revoke, rehearse }: AccessHandoverInput): Told {
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
