export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_TENANT = 'bbbbbbbb-0000-4000-8000-000000000001';
export const PARTNER_TENANT = 'cccccccc-0000-4000-8000-000000000001';
export const SOURCE = '11111111-0000-4000-8000-000000000001';
export const TARGET = '22222222-0000-4000-8000-000000000002';
export const FOREIGN = '33333333-0000-4000-8000-000000000003';

export const GROUP = `/subscriptions/${SOURCE}/resourceGroups/Source-RG`;
export const TARGET_GROUP = `/subscriptions/${TARGET}/resourceGroups/Target-RG`;

export const inGroup = (group: string, type: string, name: string) => `${group}/providers/${type}/${name}`;
export const VNET = inGroup(GROUP, 'Microsoft.Network/virtualNetworks', 'vnet1');
export const NIC = inGroup(GROUP, 'Microsoft.Network/networkInterfaces', 'nic1');
export const VM = inGroup(GROUP, 'Microsoft.Compute/virtualMachines', 'vm1');
export const STORAGE = inGroup(GROUP, 'Microsoft.Storage/storageAccounts', 'logs0001');

/** A machine with its network and a storage account in one group, an empty subscription to move them to, and one of another tenant. */
export function smallWorld() {
  return {
    tenants: [
      { tenantId: TENANT, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' },
      { tenantId: OTHER_TENANT, domain: 'tailspin.onmicrosoft.com', displayName: 'Tailspin' },
      { tenantId: PARTNER_TENANT, domain: 'northwind.onmicrosoft.com', displayName: 'Northwind' },
    ],
    partners: [{ tenantId: PARTNER_TENANT, mpnId: '4711' }],
    subscriptions: [
      { subscriptionId: SOURCE, displayName: 'Source', tenantId: TENANT, offerId: 'MS-AZR-0017P', state: 'Enabled' },
      {
        subscriptionId: TARGET,
        displayName: 'Target',
        tenantId: TENANT,
        offerId: 'MS-AZR-0145P',
        state: 'Enabled',
        partnerTenantId: PARTNER_TENANT,
      },
      { subscriptionId: FOREIGN, displayName: 'Foreign', tenantId: OTHER_TENANT, offerId: 'MS-AZR-0003P', state: 'Enabled' },
    ],
    resourceGroups: [
      { subscriptionId: SOURCE, name: 'Source-RG', location: 'westeurope', tags: { team: 'shop' } },
      { subscriptionId: TARGET, name: 'Target-RG', location: 'westeurope' },
    ],
    resources: [
      {
        id: VNET,
        location: 'westeurope',
        properties: {
          resourceGuid: '00000000-0000-4000-8000-00000000000a',
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [{ name: 'default', id: `${VNET}/subnets/default`, properties: { addressPrefix: '10.0.0.0/24' } }],
        },
        etag: 'W/"one"',
      },
      {
        id: NIC,
        location: 'westeurope',
        tags: { team: 'shop' },
        properties: {
          ipConfigurations: [
            {
              name: 'ip',
              id: `${NIC}/ipConfigurations/ip`,
              properties: { subnet: { id: `${VNET.replace('Source-RG', 'SOURCE-RG')}/subnets/default` } },
            },
          ],
        },
      },
      {
        id: VM,
        location: 'westeurope',
        properties: {
          hardwareProfile: { vmSize: 'Standard_A1' },
          storageProfile: { osDisk: { createOption: 'Attach', vhd: { uri: 'https://x.blob.core.windows.net/vhds/os.vhd' } } },
          osProfile: { computerName: 'vm1', secrets: [] },
          networkProfile: { networkInterfaces: [{ id: NIC }] },
        },
      },
      { id: STORAGE, location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: {} },
    ],
  };
}
