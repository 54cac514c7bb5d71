import { CUSTOMER_ADMIN, READER, idOf, resource, SOURCE, spreadMachine, world } from '../../support/worlds';

type Json = Record<string, unknown>;

/**
 * A small world in which a move has every step to take: two groups that depend on each other (consolidate, move, redistribute), a ReadOnly
 * lock to lift, a role assignment on a group and one on a resource, tags, and a provider that the destination has not registered.
 */
export function everyStep(): Json {
  const nsg = idOf('net', 'Microsoft.Network/networkSecurityGroups', 'web-nsg');
  return world({
    groups: [
      { subscriptionId: SOURCE, name: 'app', location: 'westeurope', tags: { owner: 'dana' } },
      { subscriptionId: SOURCE, name: 'net', location: 'westeurope', tags: { env: 'prod' } },
    ],
    resources: [
      resource('net', 'Microsoft.Network/networkSecurityGroups', 'web-nsg', { securityRules: [] }),
      resource('app', 'Microsoft.Network/virtualNetworks', 'web-net', {
        addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
        subnets: [
          {
            id: `${idOf('app', 'Microsoft.Network/virtualNetworks', 'web-net')}/subnets/default`,
            name: 'default',
            properties: { addressPrefix: '10.1.0.0/24', networkSecurityGroup: { id: nsg } },
          },
        ],
      }),
      resource('app', 'Microsoft.Network/routeTables', 'web-routes', { routes: [] }),
      resource('app', 'Microsoft.AppConfiguration/configurationStores', 'web-config', {}, { sku: { name: 'standard' } }),
    ],
    more: {
      locks: (spreadMachine() as { locks: Json[] }).locks,
      roleAssignments: [
        {
          scope: `/subscriptions/${SOURCE}/resourceGroups/app`,
          roleDefinitionId: READER,
          principalId: CUSTOMER_ADMIN,
          principalType: 'User',
        },
        { scope: nsg, roleDefinitionId: READER, principalId: CUSTOMER_ADMIN, principalType: 'User' },
      ],
    },
  });
}

/** One group, one network security group: one batch. */
export function oneBatch(resources = 1): Json {
  return world({
    groups: [{ subscriptionId: SOURCE, name: 'one', location: 'westeurope', tags: { cost: 'one' } }],
    resources: Array.from({ length: resources }, (_, i) =>
      resource('one', 'Microsoft.Network/networkSecurityGroups', `one-nsg${i}`, { securityRules: [] }),
    ),
  });
}
