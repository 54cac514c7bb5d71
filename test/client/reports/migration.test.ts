import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { createMigrationActivities } from '../../../activities/reports/migration';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { MigrationReport } from '../../../contracts/processes/migration';
import { documentOf, reportOf, summaryOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import { FROM, REPORT, TO, vm } from './sample-migration';

const table = (title: string, report = REPORT) => documentOf(report).tables.find((one) => one.title === title);

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
  const facts = documentOf(REPORT).facts.map(({ name, value }) => `${name}: ${String(value)}`);
  expect(facts).toEqual(
    expect.arrayContaining(['Cost before, 30 days: EUR 0.30', 'Cost after, 30 days: EUR 0.22', 'Difference: EUR 0.08']),
  );
});

test('the money that was decided on is that of all usage, also of what is gone', () => {
  const decided = { ...REPORT, cost: { before: 52.14, after: 44.32 } };
  expect(documentOf(decided).facts).toEqual(
    expect.arrayContaining([
      { name: 'Cost before, 30 days', value: 'EUR 52.14' },
      { name: 'Cost after, 30 days', value: 'EUR 44.32' },
      { name: 'Difference', value: 'EUR 7.82' },
    ]),
  );
  const [sum, all] = table('Resources', decided)?.totals?.rows ?? [];
  expect(sum?.slice(6, 9)).toEqual([0.3, 0.22, 0.08]);
  expect([all?.[0], ...(all?.slice(6, 9) ?? [])]).toEqual(['All usage', 52.14, 44.32, 7.82]);
});

/** The report that the activity writes of what was assessed and moved. */
async function reportWritten(rows: object[], costs: object[], moved: object[]): Promise<MigrationReport> {
  const files: Record<string, unknown> = {
    assessment: {
      rows,
      cost: { rows: costs, summary: { currency: 'EUR', roundedSum: { before: 7, after: 5, difference: 2 } } },
    },
    move: { rows: moved },
  };
  let written: unknown;
  const artifacts = {
    read: ({ uri }: { uri: string }) => Promise.resolve(files[uri]),
    write: (_name: string, content: unknown) => Promise.resolve((written = content)),
  };
  const activities = createMigrationActivities({ artifacts } as unknown as Dependencies);
  const ref = (uri: string) => ({ uri, sha256: '', bytes: 0 });
  const { subscriptions, ...report } = REPORT;
  const bare = subscriptions.map(({ moved: _moved, stayed: _stayed, ...one }) => one);
  const moves = [{ subscriptionId: FROM, report: ref('move') }];
  await activities.writeMigrationReport({ assessment: ref('assessment'), moves, report: { ...report, subscriptions: bare } });
  return written as MigrationReport;
}

test('a resource with one line that the rate card does not know has no price after', async () => {
  const assessed = (name: string) => ({ id: vm(FROM, name), name, type: 'Microsoft.Compute/virtualMachines' });
  const moved = (name: string) => ({ ...assessed(name), resourceGroup: 'app', outcome: 'moved', newId: vm(TO, name) });
  const report = await reportWritten(
    [assessed('web'), assessed('door')],
    [
      { resourceId: vm(FROM, 'web'), costBefore: 4, costAfter: 3 },
      { resourceId: vm(FROM, 'web').toUpperCase(), costBefore: 3, costAfter: 2 },
      { resourceId: vm(FROM, 'door'), costBefore: 1, costAfter: 1 },
      { resourceId: vm(FROM, 'door'), costBefore: 36 },
    ],
    [moved('web'), moved('door')],
  );
  expect(report).toMatchObject({ currency: 'EUR', cost: { before: 7, after: 5 } });
  const [web, door] = report.resources;
  expect(web).toMatchObject({ costBefore: 7, costAfter: 5 });
  expect(door?.costBefore).toBe(37);
  expect(door).not.toHaveProperty('costAfter');
});

test('a cloud service that was upgraded is the group of its machines; one that stayed classic stayed', async () => {
  const service = (name: string) => ({
    id: `/subscriptions/${FROM}/resourceGroups/${name}/providers/Microsoft.ClassicCompute/domainNames/${name}`,
    name,
    type: 'microsoft.classiccompute/domainnames',
    reason: 'It is of the classic deployment model.',
  });
  const inside = (subscription: string) =>
    `/subscriptions/${subscription}/resourceGroups/Shop-Migrated/providers/Microsoft.Compute/virtualMachines/web1`;
  const report = await reportWritten(
    [service('shop'), service('orders')],
    [],
    [
      { ...service('orders'), resourceGroup: 'orders', outcome: 'refused', reason: 'It stays classic.' },
      {
        id: inside(FROM),
        name: 'web1',
        type: 'Microsoft.Compute/virtualMachines',
        resourceGroup: 'Shop-Migrated',
        outcome: 'moved',
        newId: inside(TO),
      },
    ],
  );
  expect(report.resources.map(({ name, outcome, is, reason }) => ({ name, outcome, is, reason }))).toEqual([
    { name: 'shop', outcome: 'moved', is: `/subscriptions/${TO}/resourceGroups/Shop-Migrated`, reason: undefined },
    { name: 'orders', outcome: 'stayed', is: service('orders').id, reason: 'It stays classic.' },
    { name: 'web1', outcome: 'moved', is: inside(TO), reason: undefined },
  ]);
  expect(report.subscriptions[0]).toMatchObject({ moved: 2, stayed: 1 });
  const { columns, rows } = documentOf(report).tables[0] ?? { columns: [], rows: [] };
  const at = (title: string) => columns.findIndex((column) => column.title === title);
  const shop = rows.find((row) => row[at('Name')] === 'shop');
  expect([shop?.[at('Is in')], shop?.[at('Subscription after')]]).toEqual(['Shop-Migrated', TO]);
});

test('without costs there is no word of money', () => {
  const { currency, ...free } = REPORT;
  expect(currency).toBe('EUR');
  const document = documentOf(free);
  expect(document.facts.some(({ name }) => /cost|difference/i.test(name))).toBe(false);
  expect(document.tables[0]?.totals).toBeUndefined();
});

test('parts, decisions with rulings, notes, what was undone and what is left', () => {
  expect(record('Child runs', 'resource-move-1')).toMatchObject({ Outcome: 'done', 'SHA-256 of its report': 'a'.repeat(64) });
  expect(table('Signatures and answers')?.rows.map((row) => row[2])).toEqual(['Omar', 'Dana']);
  expect(table('What happened on the way')?.rows).toEqual([['The account became active after 2 days.']]);
  expect(documentOf(REPORT).warnings).toEqual([
    'Could not be put back, a person has to: enrolment Auth Level',
    'Put back: role assignment of the target owner',
    expect.stringContaining('local stack'),
  ]);
});

test('the verdict says what did not move, and a failure says where and why', () => {
  expect(documentOf(REPORT).verdict).toEqual({ text: 'Done, 2 of 4 resources not moved', tone: 'mixed' });
  const all = { ...REPORT, resources: REPORT.resources.filter(({ outcome }) => outcome === 'moved') };
  expect(documentOf(all).verdict).toEqual({ text: 'Done', tone: 'good' });
  const failed = documentOf({ ...REPORT, outcome: 'failed', failure: { type: 'Refused', message: 'No.', step: 'move' } });
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
  const { verdict, facts } = documentOf(billed);
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
  expect(() => reportOf({ process: 'payroll' })).toThrow(/knows no process payroll/);
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
      'Child runs',
      'Signatures and answers',
      'What happened on the way',
    ]);
    const row = resources?.data.find((cells) => cells[1] === 'web');
    expect(row?.slice(6, 9)).toEqual([0.1, 0.07, 0.03]);
    expect((await written('m.csv')).toString()).toContain(`upgraded only,'=1+1,`);
    expect((await written('m.csv')).toString()).toMatch(/^moved,web,.*,app,app,,0\.10,0\.07,0\.03,/m);
    const page = (await written('m.html')).toString();
    expect(page).not.toContain('secret/path');
    expect(page).toContain('Done, 2 of 4 resources not moved');
    expect(page).toMatch(/<tfoot><tr><td class="outcome">Sum<\/td>/);
    expect(JSON.parse((await written('m.json')).toString())).toEqual(REPORT);
  });
});
