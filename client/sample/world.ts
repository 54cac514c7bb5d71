/**
 * The world of the sample: Fabrikam's web shop, under an Enterprise Agreement, is to go into a CSP subscription of Northwind.
 * Three groups that need one another, a storage account in another region, a container group that Azure does not move,
 * a ReadOnly lock, and two role assignments.
 */

const FABRIKAM = 'fab00000-5a3c-4f10-9d2e-0b1c7e6a0001';
const CONTOSO = 'c0700000-5a3c-4f10-9d2e-0b1c7e6a0002';
const NORTHWIND = '00a10000-5a3c-4f10-9d2e-0b1c7e6a0003';
const SHOP_OPERATIONS = '5e0b0000-5a3c-4f10-9d2e-0b1c7e6a0010';
const AUDITOR = 'a0d10000-5a3c-4f10-9d2e-0b1c7e6a0011';

export const CUSTOMER_TENANT = FABRIKAM;
export const SOURCE = 'ea000000-5a3c-4f10-9d2e-0b1c7e6a0100';
export const DESTINATION = 'c5900000-5a3c-4f10-9d2e-0b1c7e6a0200';
/** The group whose virtual machines are held up by the fabric upgrade. */
const BUSY_GROUP = 'shop-app';

const HOME = 'westeurope';
const ELSEWHERE = 'northeurope';

function idOf(group: string, type: string, name: string): string {
  return `/subscriptions/${SOURCE}/resourceGroups/${group}/providers/${type}/${name}`;
}

interface SampleResource {
  id: string;
  name: string;
  type: string;
  location: string;
  sku?: Record<string, unknown>;
  kind?: string;
  properties: Record<string, unknown>;
}

function resource(
  group: string,
  type: string,
  name: string,
  properties: Record<string, unknown>,
  more: Partial<SampleResource> = {},
): SampleResource {
  return {
    id: idOf(group, type, name),
    name,
    type,
    location: HOME,
    properties: { provisioningState: 'Succeeded', ...properties },
    ...more,
  };
}

const VNET = idOf('shop-net', 'Microsoft.Network/virtualNetworks', 'shop-vnet');
const NSG = idOf('shop-net', 'Microsoft.Network/networkSecurityGroups', 'shop-nsg');
const ADDRESS = idOf('shop-net', 'Microsoft.Network/publicIPAddresses', 'shop-ip');
const SET = idOf('shop-app', 'Microsoft.Compute/availabilitySets', 'shop-web');
const DATA_DISK = idOf('shop-data', 'Microsoft.Compute/disks', 'shop-orders');
const [WEB_1, WEB_2] = ['shop-web-1', 'shop-web-2'];

function nic(vm: string, address?: string): SampleResource {
  const publicIPAddress = address === undefined ? {} : { publicIPAddress: { id: address } };
  return resource('shop-app', 'Microsoft.Network/networkInterfaces', `${vm}-nic`, {
    networkSecurityGroup: { id: NSG },
    ipConfigurations: [
      {
        id: `${idOf('shop-app', 'Microsoft.Network/networkInterfaces', `${vm}-nic`)}/ipConfigurations/ipconfig1`,
        name: 'ipconfig1',
        properties: { subnet: { id: `${VNET}/subnets/web` }, privateIPAllocationMethod: 'Dynamic', ...publicIPAddress },
      },
    ],
  });
}

function disk(group: string, name: string, vm: string): SampleResource {
  return resource(
    group,
    'Microsoft.Compute/disks',
    name,
    { diskSizeGB: 64, diskState: 'Attached', creationData: { createOption: 'Empty' } },
    { sku: { name: 'Premium_LRS' }, ...{ managedBy: idOf('shop-app', 'Microsoft.Compute/virtualMachines', vm) } },
  );
}

function vm(name: string, dataDisks: string[]): SampleResource {
  return resource('shop-app', 'Microsoft.Compute/virtualMachines', name, {
    hardwareProfile: { vmSize: 'Standard_D2s_v3' },
    availabilitySet: { id: SET },
    networkProfile: { networkInterfaces: [{ id: idOf('shop-app', 'Microsoft.Network/networkInterfaces', `${name}-nic`) }] },
    storageProfile: {
      osDisk: {
        osType: 'Linux',
        createOption: 'FromImage',
        managedDisk: { id: idOf('shop-app', 'Microsoft.Compute/disks', `${name}-os`) },
      },
      dataDisks: dataDisks.map((id, lun) => ({ lun, createOption: 'Attach', managedDisk: { id } })),
    },
    osProfile: { computerName: name, adminUsername: 'shop' },
    diagnosticsProfile: { bootDiagnostics: { enabled: true, storageUri: 'https://shopdiagnostics.blob.core.windows.net/' } },
  });
}

function storage(name: string, location: string): SampleResource {
  return resource(
    'shop-data',
    'Microsoft.Storage/storageAccounts',
    name,
    { primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` } },
    { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
  );
}

const RESOURCES: SampleResource[] = [
  resource('shop-net', 'Microsoft.Network/virtualNetworks', 'shop-vnet', {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] },
    subnets: [
      {
        id: `${VNET}/subnets/web`,
        name: 'web',
        properties: { addressPrefix: '10.20.1.0/24', networkSecurityGroup: { id: NSG } },
      },
    ],
  }),
  resource('shop-net', 'Microsoft.Network/networkSecurityGroups', 'shop-nsg', { securityRules: [] }),
  resource(
    'shop-net',
    'Microsoft.Network/publicIPAddresses',
    'shop-ip',
    { publicIPAllocationMethod: 'Dynamic' },
    { sku: { name: 'Basic' } },
  ),
  resource(
    'shop-app',
    'Microsoft.Compute/availabilitySets',
    'shop-web',
    {
      platformFaultDomainCount: 2,
      virtualMachines: [WEB_1, WEB_2].map((name) => ({ id: idOf('shop-app', 'Microsoft.Compute/virtualMachines', name) })),
    },
    { sku: { name: 'Aligned' } },
  ),
  vm(WEB_1, [DATA_DISK]),
  nic(WEB_1, ADDRESS),
  disk('shop-app', `${WEB_1}-os`, WEB_1),
  vm(WEB_2, []),
  nic(WEB_2),
  disk('shop-app', `${WEB_2}-os`, WEB_2),
  disk('shop-data', 'shop-orders', WEB_1),
  storage('shopdiagnostics', HOME),
  storage('shopbackup', ELSEWHERE),
  resource('shop-data', 'Microsoft.KeyVault/vaults', 'shop-keys', {
    tenantId: FABRIKAM,
    sku: { family: 'A', name: 'standard' },
    accessPolicies: [],
  }),
  resource('shop-data', 'Microsoft.ContainerInstance/containerGroups', 'nightly-report', { osType: 'Linux', containers: [] }),
];

const PROVIDERS = [
  'Microsoft.Compute',
  'Microsoft.Network',
  'Microsoft.Storage',
  'Microsoft.KeyVault',
  'Microsoft.ContainerInstance',
];

/** The sample subscriptions, in the form of a world file (docs/simulator.md). */
export const SAMPLE_WORLD = {
  tenants: [
    { tenantId: CONTOSO, domain: 'contoso.example', displayName: 'Contoso' },
    { tenantId: NORTHWIND, domain: 'northwind.example', displayName: 'Northwind' },
    { tenantId: FABRIKAM, domain: 'fabrikam.example', displayName: 'Fabrikam' },
  ],
  partners: [
    { tenantId: CONTOSO, mpnId: '1111111' },
    { tenantId: NORTHWIND, mpnId: '2222222' },
  ],
  subscriptions: [
    {
      subscriptionId: SOURCE,
      displayName: 'Fabrikam EA',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017P',
      registeredProviders: PROVIDERS,
    },
    {
      subscriptionId: DESTINATION,
      displayName: 'Fabrikam CSP',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: NORTHWIND,
      // Key Vault is missing on purpose: the run has to register it.
      registeredProviders: ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'],
    },
  ],
  resourceGroups: [
    { subscriptionId: SOURCE, name: 'shop-app', location: HOME, tags: { system: 'shop', costCenter: '4711' } },
    { subscriptionId: SOURCE, name: 'shop-net', location: HOME, tags: { system: 'shop' } },
    { subscriptionId: SOURCE, name: 'shop-data', location: HOME, tags: { system: 'shop', confidential: 'yes' } },
  ],
  resources: RESOURCES,
  locks: [
    { scope: `/subscriptions/${SOURCE}/resourceGroups/shop-data`, name: 'books-closed', level: 'ReadOnly', notes: 'Quarter end' },
  ],
  principals: [
    { objectId: SHOP_OPERATIONS, tenantId: FABRIKAM, type: 'Group', displayName: 'Shop operations' },
    { objectId: AUDITOR, tenantId: FABRIKAM, type: 'User', displayName: 'Audit', userPrincipalName: 'audit@fabrikam.example' },
  ],
  roleAssignments: [
    {
      scope: `/subscriptions/${SOURCE}/resourceGroups/shop-app`,
      role: 'Contributor',
      principalId: SHOP_OPERATIONS,
      principalType: 'Group',
    },
    {
      scope: idOf('shop-app', 'Microsoft.Compute/virtualMachines', WEB_1),
      role: 'Reader',
      principalId: AUDITOR,
      principalType: 'User',
    },
  ],
};

/** The provider of the virtual machines is being upgraded for six virtual hours: every request to move them is refused until then. */
export const FABRIC_UPGRADE = {
  match: { method: 'POST', path: `/subscriptions/${SOURCE}/resourceGroups/${BUSY_GROUP}/moveResources` },
  action: {
    status: 409,
    code: 'OperationNotAllowed',
    message: 'The fabric of the region is being upgraded. Try again later.',
  },
  for: '6h',
};
