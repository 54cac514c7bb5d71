import type { MigrationReport } from '../../../contracts/processes/migration';

export const FROM = '11111111-0000-4000-8000-000000000001';
export const TO = '22222222-0000-4000-8000-000000000002';
export const vm = (subscription: string, name: string) =>
  `/subscriptions/${subscription}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/${name}`;

export const REPORT: MigrationReport = {
  process: 'ea-to-csp',
  id: 'ea-to-csp-1234567-1',
  runId: 'first-1',
  outcome: 'done',
  variant: 'partnerEa',
  enrolment: '1234567',
  customer: { tenantId: 'fab00000-0000-4000-8000-000000000003', name: 'Fabrikam' },
  partner: { tenantId: '70000000-0000-4000-8000-000000000002', name: 'Northwind' },
  destination: { subscriptionId: TO, displayName: 'Fabrikam CSP' },
  subscriptions: [
    { subscriptionId: FROM, displayName: 'Dev', tenantBefore: 'before', tenantAfter: 'after', moved: 2, stayed: 1 },
  ],
  startedAt: '2026-11-20T08:00:00.000Z',
  endedAt: '2026-11-23T08:00:00.000Z',
  currency: 'EUR',
  resources: [
    {
      name: 'web',
      type: 'Microsoft.Compute/virtualMachines',
      was: vm(FROM, 'web'),
      is: vm(TO, 'web'),
      outcome: 'moved',
      costBefore: 0.1,
      costAfter: 0.07,
    },
    {
      name: 'old',
      type: 'x',
      was: vm(FROM, 'old'),
      is: vm(FROM, 'old'),
      outcome: 'stayed',
      reason: 'Azure does not move it.',
      costBefore: 100,
    },
    {
      name: 'legacy',
      type: 'x',
      was: 'classic:legacy',
      is: vm(TO, 'legacy'),
      outcome: 'moved',
      costBefore: 0.2,
      costAfter: 0.15,
    },
    { name: '=1+1', type: 'x', was: 'classic:=1+1', is: vm(FROM, 'c'), outcome: 'upgradedOnly' },
  ],
  childRuns: [
    {
      workflowId: 'resource-move-1',
      process: 'resource-move',
      outcome: 'done',
      report: { uri: 'file:///secret/path', sha256: 'a'.repeat(64), bytes: 1 },
    },
    { workflowId: 'assessment-1', process: 'assessment', outcome: 'done' },
  ],
  decisions: [
    {
      party: 'customer',
      choice: 'approve',
      step: 'go',
      digest: 'b'.repeat(64),
      name: 'Dana',
      at: '2026-11-21T08:00:00.000Z',
      proof: 'localStack',
    },
  ],
  rulings: [{ step: 'move', verdict: 'retry', reason: 'again', name: 'Omar', at: '2026-11-20T09:00:00.000Z' }],
  notes: ['The account became active after 2 days.'],
  undone: ['role assignment of the target owner'],
  leftUndone: ['enrolment Auth Level'],
  localStack: true,
};
