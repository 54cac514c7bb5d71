import { summaryOf } from '../../../planning/plan/summary';
import { idOf, plan, referring, resource } from '../inventory-builder';

test('counts by verdict, stage and rule, and what a reader wants to know of each batch', () => {
  const made = plan(
    [
      resource('net', 'Microsoft.Network/virtualNetworks/vnet'),
      referring('app', 'Microsoft.Network/networkInterfaces/nic', idOf('net', 'Microsoft.Network/virtualNetworks/vnet')),
      resource('app', 'Microsoft.Compute/virtualMachines/vm', { priority: 'Spot' }),
      resource('app', 'Microsoft.Storage/storageAccounts/acct1'),
    ],
    {},
    { destination: { registeredProviders: [] } },
  );
  expect(summaryOf(made)).toEqual({
    verdicts: { 'NO ISSUES': 1, MODIFY: 2, BLOCKED: 1 },
    moving: 3,
    refused: 1,
    refusedBy: [{ rule: 'virtualMachine.spotPriority', count: 1 }],
    stages: {
      consolidate: { batches: 1, resources: 1 },
      move: { batches: 1, resources: 3 },
      redistribute: { batches: 1, resources: 1 },
    },
    batches: [
      { id: 'b001', stage: 'consolidate', from: 'net', to: 'app', count: 1, after: [], expectedSeconds: 215 },
      { id: 'b002', stage: 'move', from: 'app', to: 'app', count: 3, after: ['b001'], expectedSeconds: 215 },
      { id: 'b003', stage: 'redistribute', from: 'app', to: 'net', count: 1, after: ['b001', 'b002'], expectedSeconds: 215 },
    ],
    batchesNotListed: 0,
    groupsToCreate: 2,
    locksToLift: 0,
    providersToRegister: ['Microsoft.Network', 'Microsoft.Storage'],
    expectedSeconds: 645,
  });
});

test('stays small however large the plan', () => {
  const many = Array.from({ length: 500 }, (_, n) => resource(`g${n}`, 'Microsoft.Network/virtualNetworks/vnet'));
  const summary = summaryOf(plan(many));
  expect(summary.batches).toHaveLength(50);
  expect(summary.batchesNotListed).toBe(450);
  expect(JSON.stringify(summary).length).toBeLessThan(10_000);
});
