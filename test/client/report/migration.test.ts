import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import type { MigrationReport } from '../../../contracts/migration';
import { documentOf, migrationDocument, summaryOf, writeReport } from '../../../client/report';
import { reportOf } from '../../../client/report/runReport';

const FROM = '11111111-0000-4000-8000-000000000001';
const TO = '22222222-0000-4000-8000-000000000002';
const vm = (subscription: string, name: string) =>
  `/subscriptions/${subscription}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/${name}`;

const REPORT: MigrationReport = {
  process: 'ea-to-csp',
  id: 'ea-to-csp-1234567-1',
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
  parts: [
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
  undone: ['role assignment of the mover'],
  leftUndone: ['enrolment Auth Level'],
  localStack: true,
};

const table = (title: string, report = REPORT) => migrationDocument(report).tables.find((one) => one.title === title);

/** A row by the titles of its columns. */
function record(title: string, name: string): Record<string, unknown> {
  const { columns = [], rows = [] } = table(title) ?? {};
  const row = rows.find((cells) => cells.includes(name)) ?? [];
  return Object.fromEntries(columns.map((column, index) => [column.title, row[index]]));
}

test('each resource: where it was, where it is, under which id, at what price', () => {
  expect(record('Resources', 'web')).toMatchObject({
    Outcome: 'moved',
    'Was in': 'app',
    'Is in': 'app',
    'Subscription before': FROM,
    'Subscription after': TO,
    'Id before': vm(FROM, 'web'),
    'Id after': vm(TO, 'web'),
    'Cost before': 0.1,
    'Cost after': 0.07,
    Difference: 0.03,
  });
  expect(record('Resources', 'legacy')).toMatchObject({ 'Was in': 'classic', 'Subscription before': undefined });
});

test('what did not move comes first, with its reason', () => {
  expect(table('Resources')?.rows.map((row) => row[0])).toEqual(['stayed', 'upgraded only', 'moved', 'moved']);
  expect(record('Resources', 'old').Reason).toBe('Azure does not move it.');
});

test('sums hold what has a price on both sides, in whole cents', () => {
  expect(table('Resources')?.totals?.rows[0]?.slice(6, 9)).toEqual([0.3, 0.22, 0.08]);
  const facts = migrationDocument(REPORT).facts.map(({ name, value }) => `${name}: ${String(value)}`);
  expect(facts).toEqual(
    expect.arrayContaining(['Cost before, 30 days: EUR 0.30', 'Cost after, 30 days: EUR 0.22', 'Difference: EUR 0.08']),
  );
});

test('without costs there is no word of money', () => {
  const { currency, ...free } = REPORT;
  expect(currency).toBe('EUR');
  const document = migrationDocument(free);
  expect(document.facts.some(({ name }) => /cost|difference/i.test(name))).toBe(false);
  expect(document.tables[0]?.totals).toBeUndefined();
});

test('parts, decisions with rulings, notes, what was undone and what is left', () => {
  expect(record('Parts', 'resource-move-1')).toMatchObject({ Outcome: 'done', 'SHA-256 of its report': 'a'.repeat(64) });
  expect(table('Signatures and answers')?.rows.map((row) => row[2])).toEqual(['Omar', 'Dana']);
  expect(table('What happened on the way')?.rows).toEqual([['The account became active after 2 days.']]);
  expect(migrationDocument(REPORT).warnings).toEqual([
    'Could not be put back, a person has to: enrolment Auth Level',
    'Put back: role assignment of the mover',
    expect.stringContaining('local stack'),
  ]);
});

test('the verdict says what did not move, and a failure says where and why', () => {
  expect(migrationDocument(REPORT).verdict).toEqual({ text: 'Done, 2 of 4 resources not moved', tone: 'mixed' });
  const all = { ...REPORT, resources: REPORT.resources.filter(({ outcome }) => outcome === 'moved') };
  expect(migrationDocument(all).verdict).toEqual({ text: 'Done', tone: 'good' });
  const failed = migrationDocument({ ...REPORT, outcome: 'failed', failure: { type: 'Refused', message: 'No.', step: 'move' } });
  expect(failed.verdict).toEqual({ text: 'Failed', tone: 'bad' });
  expect(failed.warnings[0]).toBe('It ended in the step "move": No. (Refused)');
});

test('where nothing moves: what the partner bills now, and what is billed as before, with the reason', () => {
  const [web, old] = REPORT.resources;
  const billed: MigrationReport = {
    ...REPORT,
    resources: [
      { ...(web as MigrationReport['resources'][number]), is: vm(FROM, 'web'), outcome: 'kept' },
      old as MigrationReport['resources'][number],
    ],
    billing: [
      { subscriptionId: FROM, displayName: 'Dev', outcome: 'transferred' },
      { subscriptionId: TO, displayName: 'Test', outcome: 'notTransferred', reason: 'NoActiveAzurePlan: none.' },
    ],
    subscriptions: [
      ...REPORT.subscriptions,
      { subscriptionId: TO, displayName: 'Test', tenantBefore: 'before', tenantAfter: 'after', moved: 0, stayed: 1 },
    ],
  };
  const { verdict, facts } = migrationDocument(billed);
  expect(verdict).toEqual({ text: 'Done, 1 of 2 resources not transferred', tone: 'mixed' });
  expect(facts).toEqual(expect.arrayContaining([{ name: 'Where they were, billed by the partner', value: 1 }]));
  expect(facts.map(({ name }) => name)).not.toContain('Moved');
  expect(table('Resources', billed)?.rows.map((row) => row[0])).toEqual(['stayed', 'kept']);
  expect(table('Subscriptions', billed)?.rows.map((row) => row.slice(-2))).toEqual([
    ['by the partner', undefined],
    ['as before', 'NoActiveAzurePlan: none.'],
  ]);
  expect(summaryOf(billed).text).toBe('1 of 2 resources billed by the partner, where they were');
});

test('pay-as-you-go and EA reports are read as what they are, others are refused by name', () => {
  expect(documentOf(reportOf({ ...REPORT, process: 'payg-to-csp' })).title).toBe('Migration to CSP for Fabrikam');
  expect(summaryOf(REPORT)).toEqual({
    outcome: 'done',
    text: '2 of 4 resources moved',
    totals: { subscriptions: 1, resources: 4, moved: 2 },
  });
  expect(() => reportOf({ process: 'access-handover' })).toThrow(/Reports of access-handover are not written yet/);
});

describe('written', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-migration-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const written = async (name: string) => {
    const file = join(folder, name);
    await writeReport(file, documentOf(REPORT));
    return readFileSync(file);
  };

  test('to all four formats: prices are numbers, nothing is a formula, no path of the machine is shown', async () => {
    const sheets = await readExcelFile(await written('m.xlsx'));
    const [, resources] = sheets;
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Summary',
      'Resources',
      'Subscriptions',
      'Parts',
      'Signatures and answers',
      'What happened on the way',
    ]);
    const row = resources?.data.find((cells) => cells[1] === 'web');
    expect(row?.slice(6, 9)).toEqual([0.1, 0.07, 0.03]);
    expect((await written('m.csv')).toString()).toContain(`upgraded only,'=1+1,`);
    const page = (await written('m.html')).toString();
    expect(page).not.toContain('secret/path');
    expect(page).toContain('Done, 2 of 4 resources not moved');
    expect(JSON.parse((await written('m.json')).toString())).toEqual(REPORT);
  });
});
