import type { ArmResource } from '../../../contracts/azure/inventory';
import { planMove } from '../../../planning/plan/plan';
import {
  findingFor,
  idOf,
  inventoryOf,
  linesOf,
  OPTIONS,
  plan,
  referring,
  refusalOf,
  resource,
  SOURCE,
} from '../inventory-builder';
import { ACCOUNT, NIC, nic, VM, VNET, vnet } from './network-builder';

describe('what stays', () => {
  test('keeps all that is joined to it, and each names the nearest cause', () => {
    const gateway = referring('app', 'Microsoft.Network/applicationGateways/gw', idOf('net', VNET));
    const made = plan([gateway, vnet('net'), nic('app', 'net'), resource('app', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['move app > app: acct1']);
    expect(refusalOf(made, idOf('net', VNET))).toMatchObject({
      rule: 'dependency.stays',
      because: gateway.id,
      reason: 'It stays because Microsoft.Network/applicationGateways gw stays, and one of the two needs the other.',
    });
    expect(refusalOf(made, idOf('app', NIC))?.reason).toBe(
      'It stays because Microsoft.Network/applicationGateways gw stays, and one of the two needs the other through resources between them.',
    );
    expect(findingFor(made, idOf('app', NIC))).toMatchObject({ verdict: 'BLOCKED' });
  });

  test('what a person can mend makes the others wait for that person', () => {
    const machine = resource('app', VM, { osProfile: { secrets: [{}] }, nic: idOf('app', NIC) });
    const made = plan([machine, nic('app', 'app'), vnet('app')]);
    expect(findingFor(made, idOf('app', VNET))).toMatchObject({ verdict: 'MODIFY', doneBy: 'person', rule: 'dependency.stays' });
  });

  test('an excluded resource, or the parent of an excluded child, stays like any other', () => {
    const made = plan([vnet('app'), nic('app', 'app'), resource('app', ACCOUNT)], {
      exclude: [`${idOf('app', VNET).toUpperCase()}/subnets/s`],
    });
    expect(refusalOf(made, idOf('app', VNET))).toMatchObject({ rule: 'excluded' });
    expect(refusalOf(made, idOf('app', NIC))).toMatchObject({ rule: 'dependency.stays', because: idOf('app', VNET) });
    expect(linesOf(made)).toEqual(['move app > app: acct1']);
  });

  test('a child without its parent is refused by name and holds what it refers to', () => {
    const orphan = resource('app', `${VM}/extensions/agent`, { account: idOf('app', ACCOUNT) });
    const made = plan([orphan, resource('app', ACCOUNT)]);
    expect(refusalOf(made, orphan.id)).toMatchObject({
      rule: 'parent.missing',
      reason: expect.stringContaining(idOf('app', VM)) as string,
    });
    expect(refusalOf(made, idOf('app', ACCOUNT))).toMatchObject({ because: idOf('app', VM) });
  });

  test('children share the fate of their parent', () => {
    const made = plan([
      resource('app', VM, { priority: 'Spot' }),
      resource('app', `${VM}/extensions/agent`),
      vnet('net'),
      resource('net', `${VNET}/subnets/s`),
    ]);
    expect(findingFor(made, idOf('app', `${VM}/extensions/agent`))).toMatchObject({ verdict: 'BLOCKED', rule: 'parent.stays' });
    expect(findingFor(made, idOf('net', `${VNET}/subnets/s`))).toMatchObject({ verdict: 'NO ISSUES' });
    expect(made.refusals.map(({ id }) => id)).toEqual([idOf('app', VM)]);
    expect(made.batches.flatMap(({ resources }) => resources)).toEqual([idOf('net', VNET)]);
  });

  test('a failed resource on a network of the group holds the other machines and networks there, and nothing else', () => {
    const failed = { ...nic('bad', 'app'), properties: { provisioningState: 'Failed', links: [idOf('app', VNET)] } };
    const made = plan([failed, vnet('app'), resource('app', VM), resource('app', ACCOUNT), resource('far', VM)]);
    expect(refusalOf(made, idOf('app', VM))).toMatchObject({ rule: 'group.failedNetwork', because: idOf('bad', NIC) });
    expect(linesOf(made)).toEqual(['move app > app: acct1', 'move far > far: vm']);
  });

  test('a resource of the subscription itself cannot be named in a request', () => {
    const id = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyAssignments/p`;
    const made = planMove({
      source: {
        ...inventoryOf([vnet('app')]),
        resources: [{ id, type: 'Microsoft.Authorization/policyAssignments' }, vnet('app')],
      },
      options: OPTIONS,
    });
    expect(refusalOf(made, id)).toMatchObject({ rule: 'resource.notInGroup' });
    expect(made.batches).toHaveLength(1);
  });
});

describe('size', () => {
  const accounts = (count: number, ref?: string): ArmResource[] =>
    Array.from({ length: count }, (_, n) =>
      referring('big', `Microsoft.KeyVault/vaults/kv${String(n).padStart(4, '0')}`, ...(ref ? [ref] : [])),
    );

  test('800 go in one request, 801 in two that run one after the other', () => {
    expect(plan(accounts(800)).batches.map(({ resources }) => resources.length)).toEqual([800]);
    const made = plan(accounts(801));
    expect(made.batches.map(({ resources }) => resources.length)).toEqual([800, 1]);
    expect(made.expectedSeconds).toBe((made.batches[0]?.expectedSeconds ?? 0) + (made.batches[1]?.expectedSeconds ?? 0));
  });

  test('what hangs together is never split: 801 of it stay', () => {
    const made = plan([...accounts(800, idOf('big', VNET)), vnet('big')]);
    expect(made.batches).toEqual([]);
    expect(new Set(made.refusals.map(({ rule }) => rule))).toEqual(new Set(['batch.too-large']));
    expect(plan([...accounts(799, idOf('big', VNET)), vnet('big')]).batches).toHaveLength(1);
  });
});
