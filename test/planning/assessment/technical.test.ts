import type { Cloud } from '../../../contracts/processes/assessment';
import type { ArmResource } from '../../../contracts/azure/inventory';
import { assessTechnically, worstOf } from '../../../planning/assessment/technical';
import { CSP_SERVICES } from '../../../planning/assessment/csp-services';
import { planDigest } from '../../../planning/plan/digest';
import { emptyDestination, idOf, inventoryOf, plan, referring, resource, SOURCE } from '../inventory-builder';

function assess(resources: ArmResource[], cloud: Cloud = 'global', more: { exclude?: string[] } = {}) {
  const options = { cloud, destination: emptyDestination(), naming: '{name}', exclude: [], ...more };
  return assessTechnically({ displayName: 'Dev', inventory: inventoryOf(resources) }, options);
}

const rowOf = (resources: ArmResource[], cloud: Cloud = 'global') => assess(resources, cloud).rows[0];

describe('one step or two', () => {
  const classicVm = resource('rg', 'Microsoft.ClassicCompute/virtualMachines/vm', {
    domainName: { id: idOf('rg', 'Microsoft.ClassicCompute/domainNames/cloud') },
  });
  const cloudService = resource('rg', 'Microsoft.ClassicCompute/domainNames/cloud');
  const role = resource(
    'rg',
    'Microsoft.ClassicCompute/domainNames/cloud/slots/Production/roles/web',
    {},
    {
      type: 'Microsoft.ClassicCompute/domainNames/slots/roles',
    },
  );

  test.each([
    'Microsoft.ClassicCompute/virtualMachines/a',
    'Microsoft.ClassicStorage/storageAccounts/a',
    'microsoft.classicnetwork/virtualNetworks/a',
  ])('%s is upgraded first, by Handover', (path) => {
    expect(rowOf([resource('rg', path)])).toMatchObject({
      approach: 'ASM to CSP (two steps migration)',
      verdict: 'MODIFY',
      rule: 'classic.twoSteps',
      doneBy: 'handover',
      fix: expect.stringContaining('Handover upgrades it'),
      availableInCsp: 'yes',
    });
  });

  test('anything else goes in one step', () => {
    expect(rowOf([resource('rg', 'Microsoft.Storage/storageAccounts/a')])).toMatchObject({
      approach: 'ARM to CSP (one step migration)',
      verdict: 'NO ISSUES',
      availableInCsp: 'yes',
    });
  });

  test('a cloud service with machines is upgraded with them; one with roles alone has nowhere to go', () => {
    const verdicts = (resources: ArmResource[]) => assess(resources).rows.map(({ name, verdict, rule }) => [name, verdict, rule]);
    expect(verdicts([cloudService, role, classicVm])).toEqual([
      ['cloud', 'MODIFY', 'classic.twoSteps'],
      ['web', 'MODIFY', 'parent.stays'],
      ['vm', 'MODIFY', 'classic.twoSteps'],
    ]);
    expect(verdicts([cloudService, role])).toEqual([
      ['cloud', 'BLOCKED', 'csp.notAvailable'],
      ['web', 'BLOCKED', 'parent.stays'],
    ]);
    expect(verdicts([cloudService])).toEqual([['cloud', 'MODIFY', 'classic.twoSteps']]);
  });
});

describe('available in CSP', () => {
  test.each<[string, Partial<ArmResource>, [string, string, string]]>([
    ['Microsoft.Compute/virtualMachines/a', {}, ['yes', 'yes', 'yes']],
    ['Microsoft.Compute/disks/a', {}, ['yes', 'no', 'yes']],
    ['Microsoft.Logic/workflows/a', {}, ['yes', 'no', 'no']],
    ['Microsoft.OperationalInsights/workspaces/a', {}, ['yes', 'yes', 'no']],
    ['microsoft.web/SITES/a', { kind: 'app' }, ['yes', 'yes', 'yes']],
    ['Microsoft.Web/sites/a', { kind: 'app,linux' }, ['yes', 'no', 'yes']],
    ['Microsoft.Web/sites/a', { kind: 'functionapp' }, ['yes', 'no', 'no']],
    ['Microsoft.ApiManagement/service/a', {}, ['yes', 'yes', 'no']],
    ['Microsoft.MobileEngagement/appcollections/a', {}, ['no', 'no', 'no']],
    ['Microsoft.AzureActiveDirectory/b2cDirectories/a', {}, ['no', 'no', 'no']],
    ['Microsoft.NetApp/netAppAccounts/a', {}, ['unknown', 'unknown', 'unknown']],
  ])('%s %j', (path, more, expected) => {
    const clouds = ['global', 'usGovernment', 'germany'] as const;
    const rows = clouds.map((cloud) => rowOf([resource('rg', path, {}, more)], cloud));
    expect(rows.map((row) => row?.availableInCsp)).toEqual(expected);
    for (const row of rows)
      if (row?.availableInCsp === 'no') expect(row).toMatchObject({ verdict: 'BLOCKED', rule: 'csp.notAvailable' });
  });

  test('what is joined to a service that is not there stays too, and is in no batch', () => {
    const disk = resource('rg', 'Microsoft.Compute/disks/disk');
    const resources = [disk, referring('rg', 'Microsoft.Compute/virtualMachines/vm', disk.id)];
    const { rows, subscription } = assess(resources, 'usGovernment');
    expect(rows.map(({ name, rule }) => [name, rule])).toEqual([
      ['disk', 'csp.notAvailable'],
      ['vm', 'dependency.stays'],
    ]);
    expect(subscription.plan?.batches).toEqual([]);
    expect(assess(resources).subscription.plan?.batches).toHaveLength(1);
  });

  test('no type belongs to two services', () => {
    const types = CSP_SERVICES.flatMap((service) => [...(service.types ?? []), ...(service.providers ?? [])]);
    expect(new Set(types).size).toBe(types.length);
    expect(types).toEqual(types.map((type) => type.toLowerCase()));
  });
});

describe('a subscription', () => {
  const vnet = resource('rg', 'Microsoft.Network/virtualNetworks/vnet');
  const nic = referring('rg', 'Microsoft.Network/networkInterfaces/nic', vnet.id);
  const fine = resource('rg', 'Microsoft.Storage/storageAccounts/fine');
  const stays = resource('rg', 'Microsoft.ManagedIdentity/userAssignedIdentities/who');

  test('is as bad as its worst resource, and counts each kind', () => {
    expect(assess([fine]).subscription).toMatchObject({ verdict: 'NO ISSUES', resources: 1, noIssues: 1, modify: 0, blocked: 0 });
    expect(assess([fine, vnet, nic]).subscription).toMatchObject({ verdict: 'MODIFY', resources: 3, noIssues: 1, modify: 2 });
    expect(assess([fine, vnet, nic, stays]).subscription).toMatchObject({ verdict: 'BLOCKED', resources: 4, blocked: 1 });
    expect(assess([]).subscription).toMatchObject({
      verdict: 'NO ISSUES',
      resources: 0,
      plan: { batches: [], expectedSeconds: 0 },
    });
    expect(worstOf([])).toBe('NO ISSUES');
  });

  test('has the plan that a move would make, by the same digest', () => {
    const resources = [fine, vnet, nic, stays];
    expect(assess(resources).subscription.plan?.digest).toBe(planDigest(plan(resources)));
    expect(assess(resources).subscription.plan?.refusals).toEqual([expect.objectContaining({ id: stays.id })]);
  });

  test('who needs what is told from both ends', () => {
    const { edges, rows } = assess([vnet, nic]);
    expect(edges).toEqual([[nic.id, vnet.id]]);
    expect(rows.find(({ id }) => id === vnet.id)?.dependents).toEqual([nic.id]);
  });

  test('what is excluded stays, and ids of other subscriptions are not its plan’s', () => {
    const elsewhere = fine.id.replace(SOURCE, 'bbbbbbbb-0000-4000-8000-000000000009');
    const { rows, subscription } = assess([fine, vnet], 'global', { exclude: [fine.id.toUpperCase(), elsewhere] });
    expect(rows.find(({ id }) => id === fine.id)).toMatchObject({ verdict: 'MODIFY', rule: 'excluded' });
    expect(subscription.plan?.digest).toBe(planDigest(plan([fine, vnet], { exclude: [fine.id.toUpperCase()] })));
  });

  test('resources without properties are a caveat that names the subscription', () => {
    const { properties: _none, ...bare } = fine;
    expect(assess([bare]).caveats).toEqual([expect.stringMatching(/^Dev: 1 of 1 resources come without properties/)]);
  });
});
