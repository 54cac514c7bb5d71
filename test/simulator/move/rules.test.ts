import type { ArmErrorBody, ArmResource, MoveRequest } from '../../../simulator/kernel/arm-types';
import { judgeMove } from '../../../simulator/services/move/rules';
import { across, CSP, facts, id, resource, within } from './facts';

const vnet = resource(id('Microsoft.Network/virtualNetworks/v'), {
  properties: { subnets: [{ name: 's', id: id('Microsoft.Network/virtualNetworks/v/subnets/s') }] },
});
const nicOf = (name: string, more: Record<string, unknown> = {}, group = 'a') =>
  resource(id(`Microsoft.Network/networkInterfaces/${name}`, group), {
    properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${vnet.id}/subnets/s` }, ...more } }] },
  });
const nic = nicOf('n');
const vmOf = (properties: Record<string, unknown> = {}, more: Partial<ArmResource> = {}) =>
  resource(id('Microsoft.Compute/virtualMachines/m'), {
    properties: { networkProfile: { networkInterfaces: [{ id: nic.id }] }, ...properties },
    ...more,
  });
const ids = (resources: ArmResource[]) => resources.map((item) => item.id);

/** Codes and targets of the innermost details, from whichever shape they came in. */
function innermost(body: ArmErrorBody): { code: string; target: string; message: string }[] {
  return (body.details ?? []).flatMap((detail) => {
    if (detail.code === undefined)
      return (JSON.parse(detail.message) as { error: { details: { code: string; target: string; message: string }[] } }).error
        .details;
    if (!detail.details) return [{ code: detail.code, target: detail.target ?? '', message: detail.message }];
    return detail.details.map((inner) => ({ code: inner.code ?? '', target: inner.target ?? '', message: inner.message }));
  });
}

function refusals(world: ArmResource[], request: MoveRequest): string[] {
  const verdict = judgeMove(facts(world), request);
  expect(verdict.sync).toBeUndefined();
  if (!verdict.async) return [];
  expect(verdict.async.status).toBe(409);
  return innermost(verdict.async.body).map(({ code, target }) => `${code} ${target.split('/').at(-1)}`);
}

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

describe('what a type can do', () => {
  test.each([
    ['Microsoft.Network/applicationGateways/x', false, false],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/x', false, false],
    ['Microsoft.Network/bastionHosts/x', true, false],
    ['Microsoft.Web/certificates/x', false, true],
    ['Microsoft.Unheard/things/x', false, false],
    ['microsoft.network/PUBLICIPADDRESSES/x', true, true],
  ])('%s: to a group %s, to a subscription %s', (path, toGroup, toSubscription) => {
    const world = [resource(id(path))];
    expect(refusals(world, within(ids(world))).length === 0).toBe(toGroup);
    expect(refusals(world, across(ids(world))).length === 0).toBe(toSubscription);
  });

  test('is ARM’s own refusal', () => {
    const verdict = judgeMove(
      facts([resource(id('microsoft.network/applicationgateways/x'))]),
      across([id('microsoft.network/applicationgateways/x')]),
    );
    expect(verdict.async?.body).toMatchObject({
      code: 'ResourceMoveValidationFailed',
      details: [
        {
          code: 'ResourceMoveNotSupported',
          message: "Resource move is not supported for resource types 'Microsoft.Network/applicationGateways'.",
        },
      ],
    });
  });
});

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

describe('states', () => {
  const failed = { provisioningState: 'Failed' };

  test('what moves has to be in Succeeded', () => {
    const account = resource(id('Microsoft.Storage/storageAccounts/s'), { properties: failed });
    expect(refusals([account], within([account.id]))).toEqual(['MoveCannotProceedWithResourcesNotInSucceededState s']);
    expect(refusals([{ ...account, properties: { provisioningState: 'Updating' } }], within([account.id]))).toEqual([
      'AnotherOperationInProgress s',
    ]);
  });

  test('a failed machine on the network of the group stops a NIC that has nothing to do with it', () => {
    const free = resource(id('Microsoft.Network/networkInterfaces/free'), { properties: {} });
    expect(refusals([vnet, nic, vmOf(failed), free], within([free.id]))).toEqual([
      'MoveCannotProceedWithResourcesNotInSucceededState m',
    ]);
  });

  test('a failed machine in a third group counts when it is on the network of the target group', () => {
    const target = resource(id('Microsoft.Network/virtualNetworks/tv', 't', CSP));
    const there = resource(id('Microsoft.Network/networkInterfaces/tn', 'third', CSP), {
      properties: { ...failed, ipConfigurations: [{ properties: { subnet: { id: `${target.id}/subnets/s` } } }] },
    });
    const address = resource(id('Microsoft.Network/publicIPAddresses/p'));
    expect(refusals([target, there, address], across([address.id]))).toEqual([
      'MoveCannotProceedWithResourcesNotInSucceededState tn',
    ]);
  });

  test('a storage account does not care about machines', () => {
    const account = resource(id('Microsoft.Storage/storageAccounts/s'));
    expect(refusals([vnet, nic, vmOf(failed), account], across([account.id]))).toEqual([]);
  });
});

describe('regions of storage', () => {
  const account = (name: string, location: string) => resource(id(`Microsoft.Storage/storageAccounts/${name}`), { location });
  const address = resource(id('Microsoft.Network/publicIPAddresses/p'), { location: 'West Europe' });
  const zone = resource(id('Microsoft.Network/dnsZones/z'), { location: 'global' });

  test.each<[string, ArmResource[], string[]]>([
    ['one region', [account('s', 'westeurope'), address], []],
    ['a global resource beside it', [account('s', 'eastus'), zone], []],
    ['another region than the rest', [account('s', 'eastus'), address], ['MoveResourcesNotFound s']],
    [
      'accounts of two regions',
      [account('s', 'eastus'), account('r', 'westus')],
      ['MoveResourcesNotFound s', 'MoveResourcesNotFound r'],
    ],
  ])('%s', (_what, world, expected) => {
    expect(refusals(world, across(ids(world)))).toEqual(expected);
    expect(refusals(world, within(ids(world)))).toEqual([]);
  });
});

describe('App Service', () => {
  const plan = resource(id('Microsoft.Web/serverfarms/plan'));
  const site = resource(id('Microsoft.Web/sites/site'), { properties: { serverFarmId: plan.id } });

  test('goes as a whole', () => {
    expect(refusals([plan, site], across(ids([plan, site])))).toEqual([]);
    expect(refusals([plan, site], across([site.id]))).toEqual(['BadRequest plan']);
    expect(refusals([plan, site], within([site.id]))).toEqual([]);
  });

  test('does not go to a group that has some', () => {
    const there = resource(id('Microsoft.Web/serverfarms/there', 't', CSP));
    expect(refusals([plan, there], across([plan.id]))).toEqual(['BadRequest there']);
  });

  test('goes from the group it was made in', () => {
    const moved = (webSpace: string) => resource(id('Microsoft.Web/sites/site'), { properties: { webSpace } });
    expect(refusals([moved('a-WestEuropewebspace')], across([site.id]))).toEqual([]);
    expect(refusals([moved('a-WestEuropewebspace-Linux')], across([site.id]))).toEqual([]);
    expect(refusals([moved('old-group-WestEuropewebspace')], across([site.id]))).toEqual(['BadRequest site']);
  });
});

describe('the two shapes of details', () => {
  test('Microsoft.Compute answers JSON in a string, without a code', () => {
    const machine = vmOf();
    const verdict = judgeMove(facts([vnet, nic, machine]), across([machine.id]));
    expect(verdict.async?.body.code).toBe('ResourceMoveProviderValidationFailed');
    expect(verdict.async?.body.message).toMatch(
      /^Resource move validation failed\. Please see details\. Diagnostic information: timestamp '20260102T030405Z', subscription id '11111111-0000-4000-8000-000000000001', tracking id '[0-9a-f-]{36}', request correlation id '[0-9a-f-]{36}'\.$/,
    );
    const [detail] = verdict.async?.body.details ?? [];
    expect(Object.keys(detail ?? {})).toEqual(['target', 'message']);
    expect(detail?.target).toBe('Microsoft.Compute/virtualMachines');
    expect(JSON.parse(detail?.message ?? '')).toMatchObject({
      error: { code: 'MissingMoveDependentResources', details: [{ code: 'MissingMoveDependentResources', target: nic.id }] },
    });
  });

  test('Microsoft.Network answers them structured, one detail a type and code', () => {
    const verdict = judgeMove(facts([vnet, nic, vmOf()]), across([nic.id]));
    expect(verdict.async?.body.details).toEqual([
      {
        code: 'MissingMoveDependentResources',
        target: 'Microsoft.Network/networkInterfaces',
        message: expect.any(String) as string,
        details: [
          expect.objectContaining({ target: vnet.id }) as object,
          expect.objectContaining({ target: vmOf().id }) as object,
        ],
      },
    ]);
  });
});
