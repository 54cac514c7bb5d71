import type { Azure } from '../azure';
import { guidFrom } from '../guids';
import type { Answer } from '../http';
import { keyOf } from '../ids';
import { administratorsOf } from '../state/administrators';

/**
 * GET of a subscription's classic administrators (authorization-ClassicAdminCalls.json 2015-07-01): the account administrator and who is
 * service or co-administrator; one person's roles stand in one entry, parted by semicolons.
 */
export function listClassicAdministrators({ store }: Azure, subscriptionId: string): Answer {
  const roles = new Map<string, string[]>();
  const add = (email: string, role: string) => roles.set(email, [...(roles.get(email) ?? []), role]);
  for (const { email, role } of administratorsOf(store, subscriptionId)) add(email, role);
  const owner = store.subscriptions.get(keyOf(subscriptionId))?.accountOwner;
  if (owner !== undefined) add(owner, 'AccountAdministrator');
  const value = [...roles].map(([emailAddress, all]) => {
    const name = guidFrom('classic administrator', subscriptionId, emailAddress);
    return {
      properties: { emailAddress, role: all.join(';') },
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/classicAdministrators/${name}`,
      type: 'Microsoft.Authorization/classicAdministrators',
      name,
    };
  });
  return { status: 200, body: { value } };
}
