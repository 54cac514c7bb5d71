import { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { ClassicAdministratorFacts, CustomRoleFacts, DirectoryBound } from '../../ports/ea-portal-and-directory';
import { isFailure } from '../../failures/failure';
import type { Connection } from '../http/connection';
import { objectIdOf } from './directory';
import { translated } from '../http/request';
import { policies } from './policies';

/** Reads what is bound to one tenant's directory, over the published SDK (roleDefinitions; classicAdministrators 2015-07-01) and, for Azure Policy, without one. */
export function createDirectoryBound(connection: Connection, tenantId: string): DirectoryBound {
  const client = (subscriptionId: string) =>
    new AuthorizationManagementClient(connection.credential(tenantId), subscriptionId, connection.options);
  return {
    ...policies(connection, tenantId),

    ownPrincipal: () =>
      translated('sign in', () => objectIdOf(connection.credential(tenantId), connection.options.credentialScopes[0] ?? '')),

    async classicAdministrators(subscriptionId) {
      try {
        return await translated(`list the classic administrators of ${subscriptionId}`, async () => {
          const found: ClassicAdministratorFacts[] = [];
          for await (const { emailAddress = '', role = '' } of client(subscriptionId).classicAdministrators.list())
            found.push({ email: emailAddress, roles: role.split(';').filter(Boolean) });
          return found;
        });
      } catch (error) {
        // Microsoft has taken them away: nobody is one any more.
        if (isFailure(error, 'NotFound')) return [];
        throw error;
      }
    },

    customRoles: (subscriptionId) =>
      translated(`list the custom roles of ${subscriptionId}`, async () => {
        const found: CustomRoleFacts[] = [];
        const filter = "type eq 'CustomRole'";
        for await (const role of client(subscriptionId).roleDefinitions.list(`subscriptions/${subscriptionId}`, { filter })) {
          found.push({
            name: role.name ?? '',
            roleName: role.roleName ?? '',
            description: role.description ?? '',
            permissions: (role.permissions ?? []) as Record<string, unknown>[],
            assignableScopes: role.assignableScopes ?? [],
          });
        }
        return found;
      }),

    putCustomRole: (subscriptionId, { name, ...role }) =>
      translated(`define the role ${role.roleName}`, async () => {
        await client(subscriptionId).roleDefinitions.createOrUpdate(`subscriptions/${subscriptionId}`, name, {
          ...role,
          roleType: 'CustomRole',
        });
      }),
  };
}
