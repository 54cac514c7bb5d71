import type { Azure } from '../azure';
import type { Answer } from '../http';
import { guidFrom } from '../guids';
import { administratorsOf } from './access';

/** GET /subscriptions/{s}/providers/Microsoft.Authorization/classicAdministrators (2015-07-01, which has no other call). */
export function listClassicAdministrators(azure: Azure, subscriptionId: string): Answer {
  const value = administratorsOf(azure, subscriptionId).map(({ emailAddress, role, principalId }) => {
    const name = principalId ?? guidFrom('classic administrator', subscriptionId, emailAddress);
    return {
      properties: { emailAddress, role },
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/classicAdministrators/${name}`,
      type: 'Microsoft.Authorization/classicAdministrators',
      name,
    };
  });
  return { status: 200, body: { value } };
}
