import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import { documentOf, reportOf, summaryOf } from '../../../client/processes/reports';
import { html } from '../../../client/reports/html';

const CUSTOMER = 'fab00000-0000-4000-8000-000000000003';
const PARTNER = 'c0000000-0000-4000-8000-000000000001';

const REPORT: TenantMoveReport = {
  process: 'tenant-move',
  id: 'tenant-move-1',
  runId: 'r',
  outcome: 'done',
  variant: 'partnerEa',
  way: 'portal',
  wayReason: 'by a transfer between two accounts',
  enrolment: '7654321',
  customer: { tenantId: CUSTOMER, name: 'Fabrikam' },
  partner: { tenantId: PARTNER, name: 'Contoso', mpnId: '4711001' },
  targetOwner: 'admin@fabrikam.example',
  destinationSubscriptionId: 'd',
  subscriptions: [
    {
      subscriptionId: 's1',
      displayName: 'Shop',
      tenantBefore: PARTNER,
      tenantAfter: CUSTOMER,
      ownerBefore: 'carl',
      ownerAfter: 'admin',
    },
    { subscriptionId: 's2', displayName: 'Lab', tenantBefore: PARTNER, tenantAfter: PARTNER, ownerBefore: 'carl' },
  ],
  snapshot: { uri: 'file:///kept/snapshot', sha256: 'e'.repeat(64), bytes: 1 },
  losses: [
    { subscriptionId: 's1', displayName: 'Shop', kind: 'customRoles', label: 'Custom roles', what: 'On call' },
    { subscriptionId: 's1', displayName: 'Shop', kind: 'keyVaults', label: 'Key vaults', what: 'keys' },
  ],
  restored: ['custom role On call (Shop)'],
  notes: [],
  notRestored: ['key vault keys (Shop) still names the directory'],
  decisions: [
    {
      party: 'customer',
      choice: 'approve',
      step: 'warnings',
      digest: 'b'.repeat(64),
      name: 'Dana',
      states: ['customRoles', 'keyVaults'],
      at: '2026-11-21T08:00:00.000Z',
      proof: 'localStack',
    },
  ],
  rulings: [{ step: 'restore', verdict: 'retry', reason: 'again', name: 'Omar', at: '2026-11-21T09:00:00.000Z' }],
  undone: [],
  leftUndone: [],
  startedAt: '2026-11-20T08:00:00.000Z',
  endedAt: '2026-11-21T10:00:00.000Z',
  localStack: true,
};

const table = (title: string, report = REPORT) => documentOf(report).tables.find((one) => one.title === title)?.rows;
const fact = (name: string, report = REPORT) => documentOf(report).facts.find((one) => one.name === name)?.value;

test('each subscription before and after, the way and why, what was lost and who accepted it, what is not back first', async () => {
  const { verdict, tables } = documentOf(reportOf(REPORT));
  expect(verdict).toEqual({ text: 'Done, 1 left for a person to see to', tone: 'mixed' });
  expect(tables[0]?.rows).toEqual([
    ['Shop', 's1', PARTNER, CUSTOMER, 'carl', 'admin'],
    ['Lab', 's2', PARTNER, PARTNER, 'carl', 'carl'],
  ]);
  expect([fact('Way'), fact('Why'), fact('From')]).toEqual([
    'portal',
    'by a transfer between two accounts',
    'Enterprise Agreement of the partner',
  ]);
  expect(fact('Losses accepted')).toMatch(/^by Dana, .*2026/);
  expect(table('What the change takes away')).toEqual([
    ['Shop', 'Custom roles', 'yes', 'On call'],
    ['Shop', 'Key vaults', 'yes', 'keys'],
  ]);
  expect(table('What was put back')?.map(([outcome]) => outcome)).toEqual(['not put back', 'put back']);
  expect(table('Signatures and answers')?.map((row) => row[2])).toEqual(['Dana', 'Omar']);
  expect(summaryOf(REPORT)).toEqual({
    outcome: 'done',
    totals: { subscriptions: 2, inDirectory: 1, restored: 1, notRestored: 1 },
    text: '1 of 2 subscriptions in the directory',
  });
  const page = await html(documentOf(REPORT));
  expect(page).toContain('<span class="bad">not put back</span>');
  expect(page).not.toContain('kept/snapshot');
});

test('who said no accepted nothing; who was not asked neither', () => {
  const [yes] = REPORT.decisions;
  const declined: TenantMoveReport = {
    ...REPORT,
    outcome: 'declined',
    decisions: yes ? [{ ...yes, choice: 'decline', comment: 'no' }] : [],
  };
  expect([documentOf(declined).verdict.text, fact('Losses accepted', declined)]).toEqual(['Declined', 'no']);
  expect(table('What the change takes away', declined)?.map((row) => row[2])).toEqual(['no', 'no']);
  expect(fact('Losses accepted', { ...declined, decisions: [], losses: [] })).toBe('nobody was asked');
});

test('what a person has to put back, and where it failed, stand on top', () => {
  const failed: TenantMoveReport = {
    ...REPORT,
    outcome: 'failed',
    undone: ['set the Auth Level back'],
    leftUndone: ['unused credit is lost'],
    failure: { type: 'GivenUp', message: 'not today', step: 'verify' },
  };
  const { verdict, warnings } = documentOf(failed);
  expect(verdict).toEqual({ text: 'Failed', tone: 'bad' });
  expect(warnings).toEqual([
    'It ended in the step "verify": not today (GivenUp)',
    'Could not be put back, a person has to: unused credit is lost',
    'Put back: set the Auth Level back',
    expect.stringContaining('local stack'),
  ]);
});
