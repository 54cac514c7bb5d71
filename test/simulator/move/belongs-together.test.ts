import type { ArmResource } from '../../../simulator/kernel/arm-types';
import { across, CSP, id, resource, within } from './facts';
import { ids, nic, nicOf, refusals, vmOf, vnet } from './refusals';

describe('what belongs together', () => {
  const all = [vnet, nic, vmOf()];

  test('moves together', () => {
    expect(refusals(all, across(ids(all)))).toEqual([]);
  });

  test.each([
    ['the machine without its NIC', [vmOf()], ['n']],
    ['the NIC without its network and machine', [nic], ['v', 'm']],
    ['the network without the NICs in it', [vnet], ['n']],
  ])('%s does not cross subscriptions', (_what, chosen, missing) => {
    expect(refusals(all, across(ids(chosen))).sort()).toEqual(
      missing.map((name) => `MissingMoveDependentResources ${name}`).sort(),
    );
  });

  test('a NIC of the network in another group is missed too', () => {
    const stranger = nicOf('other', {}, 'b');
    expect(refusals([...all, stranger], across(ids(all)))).toEqual(['MissingMoveDependentResources other']);
  });

  test('parts may be in several groups within a subscription', () => {
    expect(refusals(all, within([nic.id]))).toEqual([]);
  });

  const parts: [string, ArmResource, ArmResource][] = [
    [
      'a network security group',
      resource(id('Microsoft.Network/networkSecurityGroups/g')),
      nicOf('n2', { networkSecurityGroup: { id: id('Microsoft.Network/networkSecurityGroups/g') } }),
    ],
    [
      'a public address',
      resource(id('Microsoft.Network/publicIPAddresses/p')),
      nicOf('n2', { publicIPAddress: { id: id('Microsoft.Network/publicIPAddresses/p') } }),
    ],
    [
      'a load balancer',
      resource(id('Microsoft.Network/loadBalancers/l')),
      nicOf('n2', { loadBalancerBackendAddressPools: [{ id: id('Microsoft.Network/loadBalancers/l/backendAddressPools/x') }] }),
    ],
    [
      'a disk',
      resource(id('Microsoft.Compute/disks/d')),
      vmOf({ storageProfile: { osDisk: { managedDisk: { id: id('Microsoft.Compute/disks/d') } } } }),
    ],
    [
      'an availability set',
      resource(id('Microsoft.Compute/availabilitySets/as')),
      vmOf({ availabilitySet: { id: id('Microsoft.Compute/availabilitySets/as') } }),
    ],
    [
      'a gateway of a connection',
      resource(id('Microsoft.Network/virtualNetworkGateways/gw')),
      resource(id('Microsoft.Network/connections/c'), {
        properties: { virtualNetworkGateway1: { id: id('Microsoft.Network/virtualNetworkGateways/gw') } },
      }),
    ],
    [
      'a storage account behind a network',
      resource(id('Microsoft.Storage/storageAccounts/s'), {
        properties: { networkAcls: { virtualNetworkRules: [{ id: `${vnet.id}/subnets/s` }] } },
      }),
      vnet,
    ],
  ];
  test.each(parts)('%s is missed from either side', (_what, one, other) => {
    const world = [...new Set([vnet, nic, one, other])];
    const without = (left: ArmResource) => world.filter((item) => item !== left);
    expect(refusals(world, across(ids(without(one))))).toContain(`MissingMoveDependentResources ${one.name}`);
    expect(refusals(world, across(ids(without(other))))).toContain(`MissingMoveDependentResources ${other.name}`);
    expect(refusals(world, across(ids(world)))).toEqual([]);
  });

  test('the image that a machine was made from may stay', () => {
    const image = resource(id('Microsoft.Compute/images/i'));
    const made = vmOf({ storageProfile: { imageReference: { id: image.id } } });
    expect(refusals([vnet, nic, made, image], across(ids([vnet, nic, made])))).toEqual([]);
  });

  test('the snapshot that a disk was made from may stay', () => {
    const snapshot = resource(id('Microsoft.Compute/disks/old'));
    const disk = resource(id('Microsoft.Compute/disks/new'), { properties: { creationData: { sourceResourceId: snapshot.id } } });
    expect(refusals([snapshot, disk], across([disk.id]))).toEqual([]);
  });

  test('a storage account of another region, which has to go by itself, is not missed', () => {
    const using = (location: string) => {
      const account = resource(id('Microsoft.Storage/storageAccounts/logs'), { location });
      const machine = vmOf({ diagnostics: { storage: account.id } });
      return refusals([vnet, nic, machine, account], across(ids([vnet, nic, machine])));
    };
    expect(using('westeurope')).toEqual(['MissingMoveDependentResources logs']);
    expect(using('eastus')).toEqual([]);
  });

  test('what is at the target already is not missed', () => {
    const there = resource(id('Microsoft.Network/networkSecurityGroups/g', 't', CSP));
    const nicOfIt = resource(id('Microsoft.Network/networkInterfaces/alone'), {
      properties: { networkSecurityGroup: { id: there.id } },
    });
    expect(refusals([there, nicOfIt], across([nicOfIt.id]))).toEqual([]);
  });

  test('references between other providers bind nothing', () => {
    const vault = resource(id('Microsoft.KeyVault/vaults/k'));
    const workspace = resource(id('Microsoft.OperationalInsights/workspaces/w'), { properties: { linked: vault.id } });
    expect(refusals([vault, workspace], across([workspace.id]))).toEqual([]);
  });
});
