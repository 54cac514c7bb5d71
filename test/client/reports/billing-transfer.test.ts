import type { BillingTransferReport } from '../../../contracts/processes/billing-transfer';
import { documentOf, reportOf, summaryOf } from '../../../client/processes/reports';

const REPORT: BillingTransferReport = {
  process: 'billing-transfer',
  id: 'billing-transfer-1',
  runId: 'r',
  outcome: 'done',
  variant: 'customerEa',
  enrolment: '7654321',
  sourceAccount: 'alice@fabrikam.example',
  customer: { tenantId: 'fab00000-0000-4000-8000-000000000003', name: 'Fabrikam' },
  partner: { tenantId: 'c0000000-0000-4000-8000-000000000001', name: 'Contoso', mpnId: '4711001' },
  subscriptions: [
    { subscriptionId: 's1', displayName: 'Shop', outcome: 'transferred' },
    { subscriptionId: 's2', displayName: 'Lab', outcome: 'notTransferred', reason: 'NoActiveAzurePlan: none' },
  ],
  decisions: [
    {
      party: 'customer',
      choice: 'approve',
      step: 'warnings',
      digest: 'b'.repeat(64),
      name: 'Dana',
      states: ['billing', 'final'],
      at: '2026-11-21T08:00:00.000Z',
      proof: 'localStack',
    },
  ],
  rulings: [],
  notes: [],
  undone: [],
  leftUndone: [],
  startedAt: '2026-11-20T08:00:00.000Z',
  endedAt: '2026-11-21T10:00:00.000Z',
  localStack: true,
};

const table = (title: string, report = REPORT) => documentOf(report).tables.find((one) => one.title === title)?.rows;
const fact = (name: string, report = REPORT) => documentOf(report).facts.find((one) => one.name === name)?.value;

test('a transfer of billing: what was not transferred first, why, and who accepted what changes', () => {
  expect(documentOf(reportOf(REPORT)).verdict).toEqual({ text: 'Done, 1 not transferred', tone: 'mixed' });
  expect(table('Subscriptions')).toEqual([
    ['not transferred', 'Lab', 's2', 'NoActiveAzurePlan: none'],
    ['transferred', 'Shop', 's1', undefined],
  ]);
  expect([fact('From'), fact('Enrolment'), fact('Account')]).toEqual([
    'Enterprise Agreement of the customer',
    '7654321',
    'alice@fabrikam.example',
  ]);
  expect(fact('Changes accepted')).toMatch(/^by Dana/);
  expect(fact('Changes accepted', { ...REPORT, decisions: [] })).toBe('at Microsoft, by the owner of the account');
  expect(summaryOf(REPORT)).toEqual({
    outcome: 'done',
    totals: { subscriptions: 2, transferred: 1 },
    text: '1 of 2 subscriptions billed by the partner',
  });
});
