import type { ArmResource } from '../../../simulator/kernel/arm-types';
import { judgeMove } from '../../../simulator/services/move/rules';
import { across, facts, id, resource, within } from './facts';
import { ids, nic, refusals, vmOf, vnet } from './refusals';

describe('what a resource’s own settings forbid across subscriptions', () => {
  const peered = { ...vnet, properties: { ...vnet.properties, virtualNetworkPeerings: [{ name: 'p' }] } };
  const linked = (key: string) => ({
    ...vnet,
    properties: { subnets: [{ name: 's', properties: { [key]: [{ name: 'redis' }] } }] },
  });
  const privateEndpoint = (type: string) =>
    resource(id('Microsoft.Network/privateEndpoints/e'), {
      properties: { privateLinkServiceConnections: [{ properties: { privateLinkServiceId: id(`${type}/svc`) } }] },
    });
  const linkedTo = (path: string) => [
    resource(id('Microsoft.OperationalInsights/workspaces/w')),
    resource(id('Microsoft.OperationalInsights/workspaces/w/linkedServices/link'), { properties: { resourceId: id(path) } }),
  ];
  const withNetwork = (machine: ArmResource, ...more: ArmResource[]) => [machine, vnet, nic, ...more];
  const cases: [string, ArmResource[], boolean][] = [
    ['a Standard public address', [resource(id('Microsoft.Network/publicIPAddresses/p'), { sku: { name: 'Standard' } })], true],
    ['a Basic public address', [resource(id('Microsoft.Network/publicIPAddresses/p'), { sku: { name: 'Basic' } })], false],
    ['a Standard load balancer', [resource(id('Microsoft.Network/loadBalancers/l'), { sku: { name: 'Standard' } })], true],
    [
      'a Basic gateway',
      [resource(id('Microsoft.Network/virtualNetworkGateways/g'), { properties: { sku: { name: 'Basic' } } })],
      true,
    ],
    [
      'another gateway',
      [resource(id('Microsoft.Network/virtualNetworkGateways/g'), { properties: { sku: { name: 'VpnGw1' } } })],
      false,
    ],
    ['a peered network', [peered], true],
    ['a network peered by a child', [vnet, resource(`${vnet.id}/virtualNetworkPeerings/p`)], true],
    ['a subnet with a navigation link', [linked('resourceNavigationLinks')], true],
    ['a subnet with an association link', [linked('serviceAssociationLinks')], true],
    ['a private endpoint of SQL', [privateEndpoint('Microsoft.Sql/servers')], false],
    ['a private endpoint of storage', [privateEndpoint('Microsoft.Storage/storageAccounts')], true],
    [
      'certificates in osProfile.secrets',
      withNetwork(vmOf({ osProfile: { secrets: [{ sourceVault: { id: id('Microsoft.KeyVault/vaults/k') } }] } })),
      true,
    ],
    ['emptied secrets', withNetwork(vmOf({ osProfile: { secrets: [] } })), false],
    ['a marketplace plan', withNetwork(vmOf({}, { plan: { name: 'p', publisher: 'x', product: 'y' } })), true],
    ['a spot machine', withNetwork(vmOf({ priority: 'Spot' })), true],
    ['a machine of regular priority', withNetwork(vmOf({ priority: 'Regular' })), false],
    ['an encrypted OS disk', withNetwork(vmOf({ storageProfile: { osDisk: { encryptionSettings: { enabled: true } } } })), true],
    [
      'disk encryption by extension',
      withNetwork(
        vmOf(),
        resource(id('Microsoft.Compute/virtualMachines/m/extensions/e'), { properties: { type: 'AzureDiskEncryption' } }),
      ),
      true,
    ],
    [
      'an encrypted disk',
      [resource(id('Microsoft.Compute/disks/d'), { properties: { encryptionSettingsCollection: { enabled: true } } })],
      true,
    ],
    [
      'restore points of a backup',
      withNetwork(
        vmOf(),
        resource(id('Microsoft.Compute/restorePointCollections/r', 'b'), { properties: { source: { id: vmOf().id } } }),
      ),
      true,
    ],
    [
      'a cache in a network',
      [resource(id('Microsoft.Cache/Redis/r'), { properties: { subnetId: `${vnet.id}/subnets/s` } })],
      true,
    ],
    ['a cache of its own', [resource(id('Microsoft.Cache/Redis/r'), { properties: {} })], false],
    [
      'API management by consumption',
      [resource(id('Microsoft.ApiManagement/service/s'), { sku: { name: 'Consumption' } })],
      true,
    ],
    ['API management by unit', [resource(id('Microsoft.ApiManagement/service/s'), { sku: { name: 'Developer' } })], false],
    ['a workspace linked to automation', linkedTo('Microsoft.Automation/automationAccounts/a'), true],
    ['a workspace with another link', linkedTo('Microsoft.OperationalInsights/clusters/c'), false],
    [
      'a low-priority scale set',
      [
        resource(id('Microsoft.Compute/virtualMachineScaleSets/x'), {
          properties: { virtualMachineProfile: { priority: 'Low' } },
        }),
      ],
      true,
    ],
  ];

  test.each(cases)('%s', (_what, world, refused) => {
    const movers = world.filter(
      (item) => judgeMove(facts(world), across([item.id])).sync === undefined && !item.type.includes('restorePoint'),
    );
    const found = refusals(world, across(ids(movers)));
    expect(found.length > 0).toBe(refused);
    expect(found.every((line) => line.startsWith('MoveNotSupported'))).toBe(true);
    expect(refusals(world, within(ids(movers)))).toEqual([]);
  });

  test('a data factory with an SSIS runtime is refused by its provider', () => {
    const factory = resource(id('Microsoft.DataFactory/factories/f'));
    const runtime = (typeProperties: object) =>
      resource(`${factory.id}/integrationRuntimes/r`, { properties: { typeProperties } });
    expect(refusals([factory, runtime({ ssisProperties: {} })], across([factory.id]))).toEqual(['BadRequest f']);
    expect(refusals([factory, runtime({})], across([factory.id]))).toEqual([]);
  });

  test('a scale set behind a Standard load balancer', () => {
    const balancer = resource(id('Microsoft.Network/loadBalancers/l'), { sku: { name: 'Standard' } });
    const pool = { id: `${balancer.id}/backendAddressPools/p` };
    const profile = {
      networkProfile: {
        networkInterfaceConfigurations: [
          { properties: { ipConfigurations: [{ properties: { loadBalancerBackendAddressPools: [pool] } }] } },
        ],
      },
    };
    const set = resource(id('Microsoft.Compute/virtualMachineScaleSets/x'), { properties: { virtualMachineProfile: profile } });
    expect(refusals([balancer, set], across(ids([balancer, set]))).sort()).toEqual(['MoveNotSupported l', 'MoveNotSupported x']);
  });
});
