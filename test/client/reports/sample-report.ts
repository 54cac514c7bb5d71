import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';

const FROM = '/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/app/providers/Microsoft.Compute/virtualMachines';
const TO = '/subscriptions/22222222-0000-4000-8000-000000000002/resourceGroups/app/providers/Microsoft.Compute/virtualMachines';

/** Names and comments come from outside: some of these are hostile. */
export const REPORT: ResourceMoveReport = {
  process: 'resource-move',
  id: 'move-1',
  outcome: 'done',
  runId: 'first-1',
  customer: { tenantId: 'fab00000-0000-4000-8000-000000000003', name: 'Fabrikam <b>& Sons</b>' },
  notes: [],
  source: { subscriptionId: '11111111-0000-4000-8000-000000000001', resourceGroups: ['app'] },
  destination: { subscriptionId: '22222222-0000-4000-8000-000000000002' },
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T08:10:00.000Z',
  planDigest: 'a'.repeat(64),
  localStack: true,
  totals: { resources: 3, moved: 1, refused: 2, batches: 1 },
  decisions: [
    {
      party: 'customer',
      choice: 'approve',
      step: 'approve',
      digest: 'a'.repeat(64),
      name: 'Dana',
      comment: '=HYPERLINK("http://evil.example")',
      at: '2026-11-23T08:01:00.000Z',
      proof: 'localStack',
    },
  ],
  rulings: [{ step: 'move', verdict: 'retry', reason: 'try again', name: 'Omar', at: '2026-11-23T08:00:30.000Z' }],
  rows: [
    {
      id: `${FROM}/web`,
      name: 'web',
      type: 'microsoft.compute/virtualmachines',
      resourceGroup: 'app',
      location: 'westeurope',
      outcome: 'moved',
      newId: `${TO}/web`,
      batch: 'b001',
    },
    {
      id: `${FROM}/old`,
      name: 'old',
      type: 'x',
      resourceGroup: 'app',
      location: 'westeurope',
      outcome: 'refused',
      rule: 'type.notMovable',
      reason: 'Azure does not move it, "never".',
      fix: 'Create it anew.',
    },
    {
      id: `${FROM}/f`,
      name: '=1+1',
      type: 'x',
      resourceGroup: 'app',
      location: 'westeurope',
      outcome: 'refused',
      reason: '<script>alert(1)</script>',
    },
  ],
  batches: [
    {
      id: 'b001',
      stage: 'move',
      from: 'app',
      to: 'app',
      resources: 1,
      outcome: 'moved',
      startedAt: '2026-11-23T08:02:00.000Z',
      endedAt: '2026-11-23T08:06:00.000Z',
      notes: ['waited: a fabric upgrade'],
    },
  ],
  carriedOver: [{ kind: 'lock', what: 'ReadOnly books', from: '/a', to: '/b' }],
  notCarriedOver: [{ kind: 'roleAssignment', what: 'Reader of User dana', from: '/a', why: 'its group has no counterpart' }],
  undone: [],
  leftUndone: ['remove the lock books'],
};
