type Json = Record<string, unknown>;

export const inGroup = (subscription: string, group: string) => (type: string, name: string) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;

export function resource(id: string, location: string, properties: Json, rest: Json = {}) {
  return { id, location, ...rest, properties };
}

/** The virtual machine of the 2017 walk-through with everything it needs, as one group: seven resources. */
export function walkThrough(subscription: string, group: string, location: string) {
  const at = inGroup(subscription, group);
  const vnet = at('Microsoft.Network/virtualNetworks', 'vNet001');
  const nsg = at('Microsoft.Network/networkSecurityGroups', 'UbuntuVM01-nsg');
  const ip = at('Microsoft.Network/publicIPAddresses', 'UbuntuVM01-ip');
  const nic = at('Microsoft.Network/networkInterfaces', 'ubuntuvm01133');
  const diagnostics = at('Microsoft.Storage/storageAccounts', 'diagstorageaccount0118');
  const disks = at('Microsoft.Storage/storageAccounts', 'vhdstorageaccount0118');
  return [
    resource(
      at('Microsoft.Compute/virtualMachines', 'UbuntuVM01'),
      location,
      {
        hardwareProfile: { vmSize: 'Standard_A1' },
        storageProfile: {
          imageReference: { publisher: 'Canonical', offer: 'UbuntuServer', sku: '16.04-LTS', version: 'latest' },
          osDisk: {
            osType: 'Linux',
            name: 'UbuntuVM01',
            createOption: 'FromImage',
            caching: 'ReadWrite',
            vhd: { uri: 'https://vhdstorageaccount0118.blob.core.windows.net/vhds/UbuntuVM01.vhd' },
          },
          dataDisks: [],
        },
        osProfile: { computerName: 'UbuntuVM01', adminUsername: 'azureuser', secrets: [] },
        networkProfile: { networkInterfaces: [{ id: nic }] },
        diagnosticsProfile: {
          bootDiagnostics: { enabled: true, storageUri: 'https://diagstorageaccount0118.blob.core.windows.net/' },
        },
      },
      { tags: { application: 'shop' } },
    ),
    resource(nic, location, {
      ipConfigurations: [
        {
          name: 'ipconfig1',
          id: `${nic}/ipConfigurations/ipconfig1`,
          properties: {
            privateIPAllocationMethod: 'Dynamic',
            privateIPAddress: '10.0.0.4',
            subnet: { id: `${vnet}/subnets/default` },
            publicIPAddress: { id: ip },
          },
        },
      ],
      networkSecurityGroup: { id: nsg },
    }),
    resource(nsg, location, { securityRules: [] }),
    resource(
      ip,
      location,
      { publicIPAllocationMethod: 'Dynamic', publicIPAddressVersion: 'IPv4', idleTimeoutInMinutes: 4 },
      { sku: { name: 'Basic' } },
    ),
    resource(vnet, location, {
      addressSpace: { addressPrefixes: ['10.0.0.0/24'] },
      subnets: [{ name: 'default', id: `${vnet}/subnets/default`, properties: { addressPrefix: '10.0.0.0/24' } }],
    }),
    resource(diagnostics, location, {}, { sku: { name: 'Standard_LRS', tier: 'Standard' }, kind: 'Storage' }),
    resource(disks, location, {}, { sku: { name: 'Standard_LRS', tier: 'Standard' }, kind: 'Storage' }),
  ];
}

/** Three groups that need one another, a storage account of another region, and one resource that cannot go. */
export function shop(subscription: string, tenantId: string) {
  const network = inGroup(subscription, 'shop-network');
  const web = inGroup(subscription, 'shop-web');
  const data = inGroup(subscription, 'shop-data');
  const vnet = network('Microsoft.Network/virtualNetworks', 'shop-vnet');
  const nic = web('Microsoft.Network/networkInterfaces', 'shop-web-nic');
  const set = web('Microsoft.Compute/availabilitySets', 'shop-web-set');
  const dataNic = data('Microsoft.Network/networkInterfaces', 'shop-db-nic');
  const disk = data('Microsoft.Compute/disks', 'shop-db-os');
  const location = 'westeurope';
  const nicProperties = (id: string, subnet: string) => ({
    ipConfigurations: [
      {
        name: 'ipconfig1',
        id: `${id}/ipConfigurations/ipconfig1`,
        properties: { privateIPAllocationMethod: 'Dynamic', subnet: { id: `${vnet}/subnets/${subnet}` } },
      },
    ],
  });
  const vm = (name: string, nicId: string, storageProfile: Json, rest: Json = {}) => ({
    hardwareProfile: { vmSize: 'Standard_D2s_v3' },
    storageProfile,
    osProfile: { computerName: name, adminUsername: 'azureuser', secrets: [] },
    networkProfile: { networkInterfaces: [{ id: nicId }] },
    ...rest,
  });
  const dbVm = data('Microsoft.Compute/virtualMachines', 'shop-db');
  return [
    resource(vnet, location, {
      addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
      subnets: ['web', 'data'].map((name, at) => ({
        name,
        id: `${vnet}/subnets/${name}`,
        properties: { addressPrefix: `10.1.${at}.0/24` },
      })),
    }),
    resource(
      set,
      location,
      {
        platformFaultDomainCount: 2,
        platformUpdateDomainCount: 5,
        virtualMachines: [{ id: web('Microsoft.Compute/virtualMachines', 'shop-web') }],
      },
      { sku: { name: 'Classic' } },
    ),
    resource(nic, location, nicProperties(nic, 'web')),
    resource(
      web('Microsoft.Compute/virtualMachines', 'shop-web'),
      location,
      vm(
        'shop-web',
        nic,
        {
          osDisk: {
            osType: 'Linux',
            name: 'shop-web',
            createOption: 'FromImage',
            vhd: { uri: 'https://shopvhds0417.blob.core.windows.net/vhds/shop-web.vhd' },
          },
          dataDisks: [],
        },
        { availabilitySet: { id: set } },
      ),
      { tags: { application: 'shop', tier: 'web' } },
    ),
    resource(dataNic, location, nicProperties(dataNic, 'data')),
    resource(
      disk,
      location,
      { diskSizeGB: 128, osType: 'Linux', creationData: { createOption: 'FromImage' }, diskState: 'Attached' },
      { sku: { name: 'Premium_LRS' }, managedBy: dbVm },
    ),
    resource(
      dbVm,
      location,
      vm('shop-db', dataNic, {
        osDisk: { osType: 'Linux', name: 'shop-db-os', createOption: 'FromImage', managedDisk: { id: disk } },
        dataDisks: [],
      }),
      { tags: { application: 'shop', tier: 'data' } },
    ),
    resource(
      data('Microsoft.Storage/storageAccounts', 'shopvhds0417'),
      location,
      {},
      { sku: { name: 'Premium_LRS', tier: 'Premium' }, kind: 'StorageV2' },
    ),
    resource(
      data('Microsoft.Storage/storageAccounts', 'shoparchive0417'),
      'northeurope',
      {},
      { sku: { name: 'Standard_GRS', tier: 'Standard' }, kind: 'StorageV2' },
    ),
    resource(web('Microsoft.ManagedIdentity/userAssignedIdentities', 'shop-deployer'), location, { tenantId }),
  ];
}
