export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const SOURCE = '11111111-0000-4000-8000-000000000001';
export const DESTINATION = '22222222-0000-4000-8000-000000000002';
export const CUSTOMER_ADMIN = 'dddddddd-0000-4000-8000-000000000001';

export const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
export const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
export const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

type Json = Record<string, unknown>;

export function idOf(group: string, type: string, name: string, subscriptionId = SOURCE): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${name}`;
}

export function resource(
  group: string,
  type: string,
  name: string,
  properties: Json = {},
  more: Json = {},
): Json & { id: string } {
  return {
    id: idOf(group, type, name),
    name,
    type,
    location: 'westeurope',
    properties: { provisioningState: 'Succeeded', ...properties },
    ...more,
  };
}

/** A group with nothing but network security groups: they depend on nothing. */
export function plainGroup(name: string, count: number): { group: Json; resources: Json[] } {
  return {
    group: { subscriptionId: SOURCE, name, location: 'westeurope', tags: { cost: name } },
    resources: Array.from({ length: count }, (_, i) =>
      resource(name, 'Microsoft.Network/networkSecurityGroups', `${name}-nsg${i}`, { securityRules: [] }),
    ),
  };
}

export function world(parts: { groups: Json[]; resources: Json[]; more?: Json }): Json {
  return {
    tenants: [{ tenantId: TENANT, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' }],
    partners: [],
    subscriptions: [
      { subscriptionId: SOURCE, displayName: 'Fabrikam EA', tenantId: TENANT, offerId: 'MS-AZR-0017P', state: 'Enabled' },
      { subscriptionId: DESTINATION, displayName: 'Fabrikam CSP', tenantId: TENANT, offerId: 'MS-AZR-0145P', state: 'Enabled' },
    ],
    principals: [{ objectId: CUSTOMER_ADMIN, tenantId: TENANT, type: 'User', displayName: 'Dana' }],
    resourceGroups: parts.groups,
    resources: parts.resources,
    ...parts.more,
  };
}

/**
 * The seed's machine in two groups: the network in `net`, the machine, its disk storage and diagnostics in `app`; a lock on `app`, role
 * assignments on `app` and on the machine.
 */
export function spreadMachine(): Json {
  const subnet = `${idOf('net', 'Microsoft.Network/virtualNetworks', 'vNet001')}/subnets/default`;
  return world({
    groups: [
      { subscriptionId: SOURCE, name: 'app', location: 'westeurope', tags: { owner: 'dana', env: 'prod' } },
      { subscriptionId: SOURCE, name: 'net', location: 'westeurope', tags: { env: 'prod' } },
    ],
    resources: [
      resource('net', 'Microsoft.Network/virtualNetworks', 'vNet001', {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ id: subnet, name: 'default', properties: { addressPrefix: '10.0.0.0/24' } }],
      }),
      resource('net', 'Microsoft.Network/networkSecurityGroups', 'UbuntuVM01-nsg', { securityRules: [] }),
      resource(
        'app',
        'Microsoft.Network/publicIPAddresses',
        'UbuntuVM01-ip',
        { publicIPAllocationMethod: 'Dynamic' },
        { sku: { name: 'Basic' } },
      ),
      resource('app', 'Microsoft.Network/networkInterfaces', 'ubuntuvm01133', {
        networkSecurityGroup: { id: idOf('net', 'Microsoft.Network/networkSecurityGroups', 'UbuntuVM01-nsg') },
        ipConfigurations: [
          {
            name: 'ipconfig1',
            properties: {
              subnet: { id: subnet },
              publicIPAddress: { id: idOf('app', 'Microsoft.Network/publicIPAddresses', 'UbuntuVM01-ip') },
            },
          },
        ],
      }),
      resource('app', 'Microsoft.Compute/virtualMachines', 'UbuntuVM01', {
        hardwareProfile: { vmSize: 'Standard_A1' },
        networkProfile: { networkInterfaces: [{ id: idOf('app', 'Microsoft.Network/networkInterfaces', 'ubuntuvm01133') }] },
        storageProfile: {
          osDisk: {
            osType: 'Linux',
            createOption: 'FromImage',
            name: 'os',
            vhd: { uri: 'https://ubuntuvm01disks.blob.core.windows.net/vhds/os.vhd' },
          },
          dataDisks: [],
        },
      }),
      resource(
        'app',
        'Microsoft.Storage/storageAccounts',
        'ubuntuvm01disks',
        {},
        { sku: { name: 'Standard_LRS' }, kind: 'Storage' },
      ),
      resource(
        'app',
        'Microsoft.Storage/storageAccounts',
        'diagstorageaccount0118',
        {},
        { sku: { name: 'Standard_LRS' }, kind: 'Storage' },
      ),
    ],
    more: {
      locks: [
        {
          id: `/subscriptions/${SOURCE}/resourceGroups/app/providers/Microsoft.Authorization/locks/hands-off`,
          properties: { level: 'ReadOnly', notes: 'production' },
        },
      ],
      roleAssignments: [
        {
          scope: `/subscriptions/${SOURCE}/resourceGroups/app`,
          roleDefinitionId: CONTRIBUTOR,
          principalId: CUSTOMER_ADMIN,
          principalType: 'User',
        },
        {
          scope: idOf('app', 'Microsoft.Compute/virtualMachines', 'UbuntuVM01'),
          roleDefinitionId: READER,
          principalId: CUSTOMER_ADMIN,
          principalType: 'User',
        },
      ],
    },
  });
}

export function moveInput(more: Json = {}): Json {
  return {
    source: { subscriptionId: SOURCE },
    destination: { subscriptionId: DESTINATION },
    customer: { tenantId: TENANT, name: 'Fabrikam', contact: { name: 'Fabrikam', email: 'admin@fabrikam.example' } },
    ...more,
  };
}
