import { seedMetering, shopUsage } from '../services/metering/sample-world';
import { fabrikamEnrolment, hostingWorld, projectsWorld, SHOP } from './hosting-world';
import type { WorldInput } from './schema';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const NORTHWIND = '70000000-0000-4000-8000-000000000002';
const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
const EA = 'ea000000-0000-4000-8000-000000000017';
const PAYG = 'fa000000-0000-4000-8000-000000000003';
const CSP = 'c5000000-0000-4000-8000-000000000145';
const CSP_LEGACY = 'c5000000-0000-4000-8000-000000000201';
const CSP_PLAN = 'c5000000-0000-4000-8000-000000000202';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const ALICE = 'a11ce000-0000-4000-8000-000000000001';
const OPERATORS = '09e7a000-0000-4000-8000-000000000002';
const AUDITOR = 'aad17000-0000-4000-8000-000000000003';

type Json = Record<string, unknown>;

const inGroup = (subscription: string, group: string) => (type: string, name: string) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;

function resource(id: string, location: string, properties: Json, rest: Json = {}) {
  return { id, location, ...rest, properties };
}

/** The virtual machine of the 2017 walk-through with everything it needs, as one group: seven resources. */
function walkThrough(subscription: string, group: string, location: string) {
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
function shop() {
  const network = inGroup(EA, 'shop-network');
  const web = inGroup(EA, 'shop-web');
  const data = inGroup(EA, 'shop-data');
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
    resource(web('Microsoft.ManagedIdentity/userAssignedIdentities', 'shop-deployer'), location, { tenantId: FABRIKAM }),
  ];
}

const productionNetwork = (name: string) =>
  inGroup(CSP_LEGACY, 'production-network')('Microsoft.Network/networkSecurityGroups', name);

/**
 * Fabrikam is the customer; Contoso its partner today, Northwind its partner tomorrow. Fabrikam has an enrolment of its own, Contoso hosts it in
 * another, and a part of it pays as it goes, once in Fabrikam's directory and once with a Microsoft Account. The ids are the same in every run.
 */
export const defaultWorld: WorldInput = {
  tenants: [
    { tenantId: FABRIKAM, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' },
    { tenantId: CONTOSO, domain: 'contoso.onmicrosoft.com', displayName: 'Contoso' },
    { tenantId: NORTHWIND, domain: 'northwind.onmicrosoft.com', displayName: 'Northwind' },
    ...projectsWorld.tenants,
  ],
  partners: [
    { tenantId: CONTOSO, mpnId: '4711001' },
    { tenantId: NORTHWIND, mpnId: '4711002' },
  ],
  subscriptions: [
    {
      subscriptionId: EA,
      displayName: 'Microsoft Azure Enterprise',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017P',
      partnerTenantId: CONTOSO,
      accountOwner: 'alice@fabrikam.onmicrosoft.com',
    },
    {
      subscriptionId: PAYG,
      displayName: 'Pay-As-You-Go',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0003P',
      accountOwner: 'alice@fabrikam.onmicrosoft.com',
    },
    {
      subscriptionId: CSP,
      displayName: 'Microsoft Azure CSP',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: NORTHWIND,
      registeredProviders: ['Microsoft.Compute', 'Microsoft.Network'],
    },
    {
      subscriptionId: CSP_LEGACY,
      displayName: 'Fabrikam production',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: CONTOSO,
    },
    {
      subscriptionId: CSP_PLAN,
      displayName: 'Fabrikam analytics',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017G',
      partnerTenantId: CONTOSO,
    },
    ...hostingWorld.subscriptions,
    ...projectsWorld.subscriptions,
  ],
  principals: [
    {
      objectId: ALICE,
      tenantId: FABRIKAM,
      type: 'User',
      displayName: 'Alice Adams',
      userPrincipalName: 'alice@fabrikam.onmicrosoft.com',
    },
    { objectId: OPERATORS, tenantId: FABRIKAM, type: 'Group', displayName: 'Shop operators' },
    { objectId: AUDITOR, tenantId: FABRIKAM, type: 'ServicePrincipal', displayName: 'Auditor' },
    {
      objectId: CONTOSO_ENGINEER,
      tenantId: CONTOSO,
      type: 'User',
      displayName: 'Carl Conrad',
      userPrincipalName: 'carl@contoso.onmicrosoft.com',
    },
    ...hostingWorld.principals,
  ],
  resourceGroups: [
    { subscriptionId: EA, name: 'EAResourceGroup', location: 'westeurope', tags: { costCentre: '4711' } },
    { subscriptionId: EA, name: 'shop-network', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: EA, name: 'shop-web', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: EA, name: 'shop-data', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: PAYG, name: 'PAYGResourceGroup', location: 'northeurope' },
    { subscriptionId: CSP_LEGACY, name: 'production-network', location: 'westeurope' },
    ...hostingWorld.resourceGroups,
    ...projectsWorld.resourceGroups,
  ],
  resources: [
    ...walkThrough(EA, 'EAResourceGroup', 'westeurope'),
    ...shop(),
    ...walkThrough(PAYG, 'PAYGResourceGroup', 'northeurope').map(
      (one) => JSON.parse(JSON.stringify(one).replaceAll('account0118', 'account0217')) as typeof one,
    ),
    resource(productionNetwork('web-nsg'), 'westeurope', { securityRules: [] }),
    resource(productionNetwork('data-nsg'), 'westeurope', { securityRules: [] }),
    ...hostingWorld.resources,
    ...projectsWorld.resources,
  ],
  locks: [
    {
      scope: `/subscriptions/${EA}/resourceGroups/shop-data`,
      name: 'keep-the-data',
      level: 'CanNotDelete',
      notes: 'The shop’s database: ask before deleting.',
    },
  ],
  roleAssignments: [
    { scope: `/subscriptions/${EA}`, role: 'Owner', principalId: ALICE },
    { scope: `/subscriptions/${EA}/resourceGroups/shop-web`, role: 'Contributor', principalId: OPERATORS },
    { scope: inGroup(EA, 'shop-data')('Microsoft.Compute/virtualMachines', 'shop-db'), role: 'Reader', principalId: AUDITOR },
    { scope: productionNetwork('data-nsg'), role: 'Contributor', principalId: CONTOSO_ENGINEER },
    ...hostingWorld.roleAssignments,
  ],
  customRoles: hostingWorld.customRoles,
  enrolments: [fabrikamEnrolment, ...hostingWorld.enrolments],
  classic: hostingWorld.classic,
  ...seedMetering(SHOP, shopUsage(SHOP)),
};
