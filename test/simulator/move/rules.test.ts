import type { ArmResource } from '../../../simulator/kernel/arm-types';
import { judgeMove } from '../../../simulator/services/move/rules';
import { across, CSP, facts, id, resource, within } from './facts';
import { ids, nic, refusals, vmOf, vnet } from './refusals';

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
