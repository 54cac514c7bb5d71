import { CUSTOMER_ADMIN, OWNER, SOURCE, world } from '../../support/worlds';

export const NEW_ADMIN = 'eeeeeeee-0000-4000-8000-000000000009';
export const GROUP = `/subscriptions/${SOURCE}/resourceGroups/team`;

/** A group whose Owner is Dana, who has these other roles on it too. */
export const team = (...roleDefinitionIds: string[]) =>
  world({
    groups: [{ subscriptionId: SOURCE, name: 'team', location: 'westeurope' }],
    resources: [],
    more: {
      roleAssignments: [OWNER, ...roleDefinitionIds].map((roleDefinitionId) => ({
        scope: GROUP,
        roleDefinitionId,
        principalId: CUSTOMER_ADMIN,
        principalType: 'User',
      })),
    },
  });
