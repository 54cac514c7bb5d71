import type { Azure } from '../../../kernel/azure';
import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { administratorsOf } from '../../../kernel/state/administrators';

/**
 * GET of a subscription's classic administrators (authorization-ClassicAdminCalls.json 2015-07-01): the account administrator and who is
 * service or co-administrator; one person's roles stand in one entry, parted by semicolons.
 */
export function listClassicAdministrators({ store }: Azure, subscriptionId: string): Answer {
  const roles = new Map<string, Set<string>>();
  const ids = new Map<string, string>();
  const add = (emailAddress: string, role: string) =>
    roles.set(emailAddress, (roles.get(emailAddress) ?? new Set<string>()).add(role));
  for (const { emailAddress, role, principalId } of administratorsOf(store, subscriptionId)) {
    add(emailAddress, role);
    if (principalId !== undefined) ids.set(emailAddress, principalId);
  }
  const owner = store.subscriptions.get(keyOf(subscriptionId))?.accountOwner;
  if (owner !== undefined) add(owner, 'AccountAdministrator');
  const value = [...roles].map(([emailAddress, all]) => {
    const name = ids.get(emailAddress) ?? guidFrom('classic administrator', subscriptionId, emailAddress);
    return {
      properties: { emailAddress, role: [...all].join(';') },
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/classicAdministrators/${name}`,
      type: 'Microsoft.Authorization/classicAdministrators',
      name,
    };
  });
  return { status: 200, body: { value } };
}
