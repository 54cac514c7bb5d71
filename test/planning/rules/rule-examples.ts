import type { ArmResource } from '../../../contracts/azure/inventory';
import { idOf, referring, resource } from '../inventory-builder';

/** What a rule holds, and a near miss that it lets pass. */
interface Example {
  rule: string;
  verdict: 'BLOCKED' | 'MODIFY';
  /** The first one is judged. */
  holds: ArmResource[];
  /** A near miss: its first one is not held by this rule. */
  passes: ArmResource[];
}

const VM = 'Microsoft.Compute/virtualMachines/vm';
const VMSS = 'Microsoft.Compute/virtualMachineScaleSets/set';
const VNET = 'Microsoft.Network/virtualNetworks/vnet';
export const vm = (properties: Record<string, unknown> = {}, more: Partial<ArmResource> = {}) =>
  resource('g', VM, properties, more);
const sku = (path: string, name: string) => resource('g', path, {}, { sku: { name } });

export const EXAMPLES: Example[] = [
  {
    rule: 'virtualMachine.marketplacePlan',
    verdict: 'BLOCKED',
    holds: [vm({}, { plan: { name: 'byol', publisher: 'vendor', product: 'appliance' } })],
    passes: [vm({ storageProfile: { imageReference: { publisher: 'Canonical', offer: 'UbuntuServer' } } })],
  },
  {
    rule: 'virtualMachine.marketplacePlan',
    verdict: 'BLOCKED',
    holds: [resource('g', VMSS, {}, { plan: { name: 'hourly', publisher: 'vendor', product: 'db' } })],
    passes: [resource('g', 'Microsoft.OperationsManagement/solutions/S', {}, { plan: { name: 'S', publisher: 'Microsoft' } })],
  },
  {
    rule: 'virtualMachine.spotPriority',
    verdict: 'BLOCKED',
    holds: [vm({ priority: 'Spot' })],
    passes: [vm({ priority: 'Regular' })],
  },
  {
    rule: 'virtualMachine.spotPriority',
    verdict: 'BLOCKED',
    holds: [resource('g', VMSS, { virtualMachineProfile: { priority: 'Low' } })],
    passes: [resource('g', VMSS, { virtualMachineProfile: {} })],
  },
  {
    rule: 'scaleSet.standardSku',
    verdict: 'BLOCKED',
    holds: [scaleSetWithAddress('Standard')],
    passes: [scaleSetWithAddress('Basic')],
  },
  {
    rule: 'virtualMachine.secrets',
    verdict: 'MODIFY',
    holds: [vm({ osProfile: { secrets: [{ vaultCertificates: [] }] } })],
    passes: [vm({ osProfile: { secrets: [] } })],
  },
  {
    rule: 'virtualMachine.diskEncryption',
    verdict: 'MODIFY',
    holds: [vm({ storageProfile: { osDisk: { encryptionSettings: { enabled: true } } } })],
    passes: [vm({ storageProfile: { osDisk: { encryptionSettings: { enabled: false } } } })],
  },
  {
    rule: 'virtualMachine.diskEncryption',
    verdict: 'MODIFY',
    holds: [vm(), resource('g', `${VM}/extensions/ade`, { type: 'AzureDiskEncryptionForLinux' })],
    passes: [vm(), resource('g', `${VM}/extensions/script`, { type: 'CustomScript' })],
  },
  {
    rule: 'disk.diskEncryption',
    verdict: 'MODIFY',
    holds: [resource('g', 'Microsoft.Compute/disks/d', { encryptionSettingsCollection: { enabled: true } })],
    passes: [resource('g', 'Microsoft.Compute/disks/d', { encryption: { type: 'EncryptionAtRestWithPlatformKey' } })],
  },
  {
    rule: 'virtualMachine.backup',
    verdict: 'MODIFY',
    holds: [
      vm(),
      resource('g', 'Microsoft.RecoveryServices/vaults/v'),
      resource('g', 'Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/protectionContainers/c/protectedItems/i', {
        sourceResourceId: idOf('g', VM),
      }),
    ],
    passes: [vm(), resource('g', 'Microsoft.RecoveryServices/vaults/v')],
  },
  {
    rule: 'backup.restorePoints',
    verdict: 'MODIFY',
    holds: [
      resource('AzureBackupRG_westeurope_1', 'Microsoft.Compute/restorePointCollections/r', { source: { id: idOf('g', VM) } }),
      vm(),
    ],
    passes: [vm()],
  },
  {
    rule: 'publicIp.standardSku',
    verdict: 'BLOCKED',
    holds: [sku('Microsoft.Network/publicIPAddresses/ip', 'Standard')],
    passes: [sku('Microsoft.Network/publicIPAddresses/ip', 'Basic')],
  },
  {
    rule: 'loadBalancer.standardSku',
    verdict: 'BLOCKED',
    holds: [sku('Microsoft.Network/loadBalancers/lb', 'Standard')],
    passes: [sku('Microsoft.Network/loadBalancers/lb', 'Basic')],
  },
  {
    rule: 'virtualNetworkGateway.basicSku',
    verdict: 'BLOCKED',
    holds: [resource('g', 'Microsoft.Network/virtualNetworkGateways/gw', { sku: { name: 'Basic' } })],
    passes: [resource('g', 'Microsoft.Network/virtualNetworkGateways/gw', { sku: { name: 'VpnGw1' } })],
  },
  {
    rule: 'virtualNetwork.serviceLink',
    verdict: 'BLOCKED',
    holds: [resource('g', VNET, { subnets: [{ properties: { resourceNavigationLinks: [{ id: 'x' }] } }] })],
    passes: [resource('g', VNET, { subnets: [{ properties: { resourceNavigationLinks: [] } }] })],
  },
  {
    rule: 'virtualNetwork.serviceLink',
    verdict: 'BLOCKED',
    holds: [resource('g', VNET), resource('g', `${VNET}/subnets/s`, { serviceAssociationLinks: [{ id: 'x' }] })],
    passes: [resource('g', VNET), resource('g', `${VNET}/subnets/s`)],
  },
  {
    rule: 'virtualNetwork.peered',
    verdict: 'MODIFY',
    holds: [resource('g', VNET, { virtualNetworkPeerings: [{ name: 'hub' }] })],
    passes: [resource('g', VNET, { virtualNetworkPeerings: [] })],
  },
  {
    rule: 'virtualNetwork.peered',
    verdict: 'MODIFY',
    holds: [resource('g', VNET), resource('g', `${VNET}/virtualNetworkPeerings/hub`)],
    passes: [resource('g', VNET)],
  },
  {
    rule: 'privateEndpoint.serviceNotMovable',
    verdict: 'BLOCKED',
    holds: [endpointTo('Microsoft.KeyVault/vaults/kv')],
    passes: [endpointTo('Microsoft.Sql/servers/sql')],
  },
  {
    rule: 'reference.groupNotChosen',
    verdict: 'MODIFY',
    holds: [referring('g', 'Microsoft.Network/networkInterfaces/nic', idOf('elsewhere', `${VNET}/subnets/s`))],
    passes: [
      referring('g', 'Microsoft.Network/networkInterfaces/nic', idOf('elsewhere', 'Microsoft.OperationalInsights/workspaces/w')),
    ],
  },
  {
    rule: 'redis.inVirtualNetwork',
    verdict: 'BLOCKED',
    holds: [resource('g', 'Microsoft.Cache/redis/r', { subnetId: idOf('g', `${VNET}/subnets/s`) })],
    passes: [resource('g', 'Microsoft.Cache/redis/r')],
  },
  {
    rule: 'apiManagement.consumptionSku',
    verdict: 'BLOCKED',
    holds: [sku('Microsoft.ApiManagement/service/api', 'Consumption')],
    passes: [sku('Microsoft.ApiManagement/service/api', 'Developer')],
  },
  {
    rule: 'workspace.linkedAutomationAccount',
    verdict: 'MODIFY',
    holds: [
      resource('g', 'Microsoft.OperationalInsights/workspaces/w'),
      resource('g', 'Microsoft.OperationalInsights/workspaces/w/linkedServices/Automation', {
        resourceId: idOf('g', 'Microsoft.Automation/automationAccounts/a'),
      }),
    ],
    passes: [
      resource('g', 'Microsoft.OperationalInsights/workspaces/w'),
      resource('g', 'Microsoft.OperationalInsights/workspaces/w/linkedServices/Cluster', {}),
    ],
  },
  {
    rule: 'dataFactory.integrationRuntime',
    verdict: 'MODIFY',
    holds: [
      resource('g', 'Microsoft.DataFactory/factories/f'),
      resource('g', 'Microsoft.DataFactory/factories/f/integrationRuntimes/ssis', { typeProperties: { ssisProperties: {} } }),
    ],
    passes: [
      resource('g', 'Microsoft.DataFactory/factories/f'),
      resource('g', 'Microsoft.DataFactory/factories/f/integrationRuntimes/auto', { typeProperties: {} }),
    ],
  },
  {
    rule: 'managedIdentity.userAssigned',
    verdict: 'BLOCKED',
    holds: [resource('g', 'Microsoft.ManagedIdentity/userAssignedIdentities/me')],
    passes: [vm({}, { identity: { type: 'SystemAssigned' } })],
  },
  {
    rule: 'classic.twoSteps',
    verdict: 'MODIFY',
    holds: [resource('g', 'Microsoft.ClassicStorage/storageAccounts/old')],
    passes: [resource('g', 'Microsoft.Storage/storageAccounts/newer')],
  },
  {
    rule: 'type.groupOnly',
    verdict: 'BLOCKED',
    holds: [resource('g', 'Microsoft.Network/bastionHosts/b')],
    passes: [vm()],
  },
  { rule: 'type.unknown', verdict: 'BLOCKED', holds: [resource('g', 'Contoso.Own/things/t')], passes: [vm()] },
  {
    rule: 'type.notMovable',
    verdict: 'BLOCKED',
    holds: [resource('g', 'Microsoft.Network/applicationGateways/gw')],
    passes: [resource('g', 'Microsoft.Web/certificates/c')],
  },
  {
    rule: 'resource.failed',
    verdict: 'MODIFY',
    holds: [vm({ provisioningState: 'Failed' })],
    passes: [vm({ provisioningState: 'Updating' })],
  },
  {
    rule: 'resource.failed',
    verdict: 'MODIFY',
    holds: [vm(), resource('g', `${VM}/extensions/e`, { provisioningState: 'Canceled' })],
    passes: [vm(), resource('g', `${VM}/extensions/e`, { provisioningState: 'Succeeded' })],
  },
  {
    rule: 'resource.failed',
    verdict: 'MODIFY',
    holds: [{ ...vm(), properties: undefined as never, provisioningState: 'Failed' }],
    passes: [{ ...vm(), properties: undefined as never, provisioningState: 'Succeeded' }],
  },
];

function scaleSetWithAddress(name: string): ArmResource {
  const ip = { properties: { publicIPAddressConfiguration: { name: 'pub', sku: { name } } } };
  return resource('g', VMSS, {
    virtualMachineProfile: { networkProfile: { networkInterfaceConfigurations: [{ properties: { ipConfigurations: [ip] } }] } },
  });
}

function endpointTo(service: string): ArmResource {
  const connection = { properties: { privateLinkServiceId: idOf('g', service) } };
  return resource('g', 'Microsoft.Network/privateEndpoints/pe', { privateLinkServiceConnections: [connection] });
}
