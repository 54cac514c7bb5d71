import type { ClassicUpgradeReport } from '../../../contracts/processes/classic-upgrade';
import type { SecretsRemovalReport } from '../../../contracts/processes/secrets-removal';
import { documentOf, summaryOf } from '../../../client/processes/reports';
import type { RunReport } from '../../../contracts/run/report';
import { html } from '../../../client/reports/html';

const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';
const VM = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-migrated/providers/Microsoft.Compute/virtualMachines/web`;

const common = {
  id: 'run-1',
  runId: 'first-1',
  outcome: 'done' as const,
  customer: { tenantId: 'fab00000-0000-4000-8000-000000000003', name: 'Fabrikam' },
  subscriptionId: SUBSCRIPTION,
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T09:00:00.000Z',
  localStack: false,
  rulings: [{ step: 'commit', verdict: 'give-up' as const, reason: 'not now', name: 'Omar', at: '2026-11-23T08:30:00.000Z' }],
  undone: ['prepared unit shop'],
  leftUndone: ['unit old is prepared'],
  decisions: [],
  notes: [] as string[],
};

const UPGRADE: ClassicUpgradeReport = {
  ...common,
  process: 'classic-upgrade',
  units: [
    { id: 'virtualNetwork/shop', outcome: 'committed', resourceGroups: ['shop-migrated'], resources: [VM], messages: [] },
    {
      id: 'cloudService/old',
      outcome: 'blocked',
      resourceGroups: [],
      resources: [],
      messages: ['It has a worker role.', 'Replace it.'],
    },
  ],
  withSecrets: [VM],
};

const REMOVAL: SecretsRemovalReport = {
  ...common,
  process: 'secrets-removal',
  notes: ['Waited for an hour.'],
  kept: { uri: 'file:///kept.enc', sha256: 'c'.repeat(64), bytes: 3 },
  totals: { machines: 2, removed: 1, kept: 1, gone: 0 },
  rows: [
    {
      id: VM,
      name: 'web',
      resourceGroup: 'shop-migrated',
      vaults: ['/vaults/a', '/vaults/b'],
      certificates: 2,
      outcome: 'removed',
    },
    {
      id: `${VM}2`,
      name: 'web2',
      resourceGroup: 'shop-migrated',
      vaults: [],
      certificates: 1,
      outcome: 'kept',
      reason: 'It is locked.',
    },
  ],
};

function record(report: RunReport, title: string, name: string): Record<string, unknown> {
  const table = documentOf(report).tables.find((one) => one.title === title);
  const row = table?.rows.find((cells) => cells.includes(name)) ?? [];
  return Object.fromEntries((table?.columns ?? []).map((column, index) => [column.title, row[index]]));
}

test('an upgrade: what is still classic first, with its messages; what was made, and which machines carry secrets', () => {
  const { verdict, tables, warnings } = documentOf(UPGRADE);
  expect(verdict).toEqual({ text: 'Done, 1 of 2 units still classic', tone: 'mixed' });
  expect(tables[0]?.rows.map((row) => row[0])).toEqual(['blocked', 'upgraded']);
  expect(record(UPGRADE, 'Units', 'old')).toMatchObject({ Kind: 'cloudService', Messages: 'It has a worker role. Replace it.' });
  expect(record(UPGRADE, 'Units', 'shop')).toMatchObject({ 'Resource groups made': 'shop-migrated', 'Resources made': 1 });
  expect(record(UPGRADE, 'Resources made', 'virtualNetwork/shop')).toMatchObject({ 'Resource ID': VM });
  expect(record(UPGRADE, 'Machines with secrets', VM)).toMatchObject({ 'Resource ID': VM });
  expect(record(UPGRADE, 'Signatures and answers', 'Omar')).toMatchObject({ Answer: 'give-up', Step: 'commit' });
  expect(warnings).toEqual([
    'Could not be put back, a person has to: unit old is prepared',
    'Put back: prepared unit shop',
    expect.stringContaining('handover start secrets-removal'),
  ]);
  expect(summaryOf(UPGRADE)).toEqual({ outcome: 'done', text: '1 of 2 units upgraded', totals: { units: 2, upgraded: 1 } });
});

test('all upgraded is good, a failure says where', () => {
  const upgraded: ClassicUpgradeReport = { ...UPGRADE, units: UPGRADE.units.slice(0, 1) };
  expect(documentOf(upgraded).verdict.tone).toBe('good');
  const failed = documentOf({ ...UPGRADE, outcome: 'failed', failure: { type: 'Refused', message: 'No.', step: 'prepare' } });
  expect(failed.verdict.text).toBe('Failed');
  expect(failed.warnings[0]).toBe('It ended in the step "prepare": No. (Refused)');
});

test('a removal of secrets: what still carries them first, with the reason; where the lists lie is not shown, their digest is', async () => {
  const document = documentOf(REMOVAL);
  expect(document.verdict).toEqual({ text: 'Done, 1 of 2 machines still carry secrets', tone: 'mixed' });
  expect(document.tables[0]?.rows.map((row) => row[0])).toEqual(['still there', 'removed']);
  expect(record(REMOVAL, 'Machines', 'web2')).toMatchObject({ Reason: 'It is locked.', Certificates: 1 });
  expect(record(REMOVAL, 'Machines', 'web')).toMatchObject({ Vaults: '/vaults/a, /vaults/b' });
  expect(document.tables.find(({ title }) => title === 'What happened on the way')?.rows).toEqual([['Waited for an hour.']]);
  expect(documentOf({ ...REMOVAL, notes: [] }).tables.find(({ title }) => title === 'What happened on the way')?.rows).toEqual(
    [],
  );
  const page = await html(document);
  expect(page).not.toContain('kept.enc');
  expect(page).toContain('c'.repeat(64));
  expect(page).toContain('<span class="bad">still there</span>');
  expect(summaryOf(REMOVAL).text).toBe('secrets removed from 1 of 2 machines');
});
