import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { stopwatch } from '../../../bench/stopwatch';
import { documentOf, summaryOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import type { AssessmentReport, DestinationCheck } from '../../../contracts/processes/assessment';
import { ASSESSMENT, assessmentRow, DEV, HOSTILE, largeAssessment } from './sample-assessment';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-assessment-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function written(name: string, report = ASSESSMENT): Promise<Buffer> {
  const file = join(folder, name);
  await writeReport(file, documentOf(report));
  return readFileSync(file);
}

type Value = string | number | boolean | Date | null;

async function workbook(report = ASSESSMENT): Promise<Map<string, Value[][]>> {
  const sheets = await readExcelFile(await written('r.xlsx', report));
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as Value[][]]));
}

/** Rows of a sheet by the titles of its columns. */
function records(rows: Value[][] = []): Record<string, Value>[] {
  const [titles = [], ...data] = rows;
  return data.map((row) => Object.fromEntries(titles.map((title, index) => [String(title), row[index] ?? null])));
}

describe('.xlsx, opened by another library', () => {
  test('has the sheets Summary, Resources, Cost and Plan first, whatever was asked', async () => {
    const { cost, changes, ...plain } = ASSESSMENT;
    expect(cost && changes).toBeDefined();
    for (const report of [ASSESSMENT, plain]) {
      const sheets = await workbook(report);
      expect([...sheets.keys()].slice(0, 4)).toEqual(['Summary', 'Resources', 'Cost', 'Plan']);
    }
    expect((await workbook(plain)).get('Cost')).toHaveLength(1);
  });

  test('numbers are numbers, and both totals stand under the costs with the rule', async () => {
    const rows = (await workbook()).get('Cost') ?? [];
    const [first, , , unpriced, rounded, exact] = records(rows);
    expect(first).toMatchObject({
      ConsumedQuantity: 24,
      'EA Rate': 0.02,
      'EA Cost': 0.48,
      'CSP Rate': 0.017,
      'CSP Cost': 0.408,
      'Cost Diff': 0.072,
      'Resource Group': 'app',
      ConsumedService: 'Microsoft.Compute',
      MeterName: 'Compute Hours',
    });
    expect(unpriced).toMatchObject({ MeterName: '=1+1', 'CSP Rate': null, 'Cost Diff': null, Note: 'not in the rate card' });
    expect(rounded).toMatchObject({ 'Resource Group': 'Sum of the rounded rows', 'EA Cost': 0.56, 'Cost Diff': 0.08 });
    expect(exact).toMatchObject({ 'Resource Group': 'Rounded sum', 'CSP Cost': 0.47, 'Cost Diff': 0.09 });
    expect(String(rows.at(-1)?.[0])).toMatch(/USD.*2026-10-24 to 2026-11-22.*15 % discount.*added|"Rounded sum"/);
  });

  test('every resource has one row with the words of the assessment tool, the blocked first', async () => {
    const resources = records((await workbook()).get('Resources'));
    expect(resources).toHaveLength(ASSESSMENT.rows.length);
    expect(resources.map((row) => row['CSP Status']).slice(0, 4)).toEqual(['BLOCKED', 'MODIFY', 'MODIFY', 'NO ISSUES']);
    expect(resources.find((row) => row['Resource Name'] === 'web-01')).toMatchObject({
      'Resource Group': 'app',
      'Resource ID': ASSESSMENT.rows[0]?.id,
      'Consumed Service': 'Microsoft.Compute',
      'Meter Category': 'Virtual Machines',
      'Meter Sub-Category': 'A0 VM (Windows)',
      'Meter Name': 'Compute Hours',
      'Suggested Approach': 'ARM to CSP (one step migration)',
    });
    expect(resources.find((row) => row['Resource Name'] === 'legacy')?.['Suggested Approach']).toBe(
      'ASM to CSP (two steps migration)',
    );
  });

  test('the summary says the verdict, the totals, what was left out, what is not known and what has changed', async () => {
    const summary = ((await workbook()).get('Summary') ?? []).map((row) => row.filter((cell) => cell !== null).join(' | '));
    const text = summary.join('\n');
    expect(text).toContain('Outcome | BLOCKED: 1 of 10 resources');
    expect(text).toContain('Total Services | 4');
    expect(text).toContain('Cost Diff | USD 0.09');
    expect(text).toMatch(/Note \| Rows of the inputs that could not be used and are in no figure: 1\./);
    expect(text).toContain('comes without properties');
    expect(text).toContain('1 new, 1 gone, 1 with another CSP Status, CSP Cost from 0.40 to 0.47');
    expect(records((await workbook()).get('Changes since the last run'))).toMatchObject([
      { Change: 'another CSP Status', Before: 'MODIFY', Now: 'BLOCKED' },
      { Change: 'new', Name: 'secrets' },
      { Change: 'gone', Name: 'old' },
    ]);
    expect(records((await workbook()).get('Left out'))).toMatchObject([{ Source: 'usage.csv', Line: 7 }]);
  });

  test('what the destination was asked and has against it: a sheet, the summary, and what Azure said of each batch', async () => {
    const before = records((await workbook()).get('Plan'));
    expect(new Set(before.map((row) => row['Azure’s validation']))).toEqual(new Set(['not asked']));
    const [dev] = ASSESSMENT.subscriptions;
    const [batch] = dev?.plan?.batches ?? [];
    if (!dev?.plan || !batch) throw new Error('the sample has no plan');
    const plan = { ...dev.plan, batches: [batch, { ...batch, id: 'b002' }] };
    const asked: DestinationCheck = {
      findings: [
        {
          kind: 'limit',
          name: 'Total Regional vCPUs',
          verdict: 'MODIFY',
          reason: 'The destination’s limit does not suffice.',
          fix: 'Ask Microsoft for at least 26.',
          doneBy: 'person',
          resources: 3,
          limit: { region: 'westeurope', inUse: 2, limit: 20, needed: 24 },
        },
        {
          kind: 'provider',
          name: 'Microsoft.Web',
          verdict: 'MODIFY',
          reason: 'Not registered.',
          fix: 'Nothing has to be done.',
          doneBy: 'handover',
          resources: 1,
        },
      ],
      batches: [
        { subscriptionId: DEV, batchId: 'b001', outcome: 'refused', standIn: 'old-group', why: 'MoveNotSupported: never' },
        { subscriptionId: DEV, batchId: 'b002', outcome: 'not asked', why: 'Not there yet.' },
      ],
    };
    const sheets = await workbook({ ...ASSESSMENT, subscriptions: [{ ...dev, plan }], destination: asked });
    expect(records(sheets.get('Destination'))).toMatchObject([
      { What: 'quota', Name: 'Total Regional vCPUs', Location: 'westeurope', 'In use': 2, Limit: 20, Needed: 24, Resources: 3 },
      { What: 'provider', Name: 'Microsoft.Web', Limit: null, Who: 'handover' },
    ]);
    expect(records(sheets.get('Plan')).map((row) => row['Azure’s validation'])).toEqual([
      'refused (asked against the group old-group): MoveNotSupported: never',
      'not asked: Not there yet.',
    ]);
    const summary = (sheets.get('Summary') ?? []).map((row) => row.filter((cell) => cell !== null).join(' | ')).join('\n');
    expect(summary).toContain('Asked Azure | 1 of 2 batches, 1 refused');
    expect(summary).toContain('Found at the destination | providers to register: 1, quotas too small: 1');
    expect(summary).toContain('against a group of the destination that is there already');
    expect(summary).toContain('Azure was not asked about 1 of 2 batches');
  });

  test('what looks like a formula is text', async () => {
    const { titles, names } = { titles: await workbook(), names: ASSESSMENT.rows.map(({ name }) => name) };
    const found = records(titles.get('Resources')).map((row) => row['Resource Name']);
    expect(new Set(found)).toEqual(new Set(names));
    expect((await written('r.xlsx')).includes('<f>')).toBe(false);
  });
});

test('.csv holds the resources, and no cell that a spreadsheet would run', async () => {
  const lines = (await written('r.csv')).toString().split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFCSP Status,Resource Name,Resource Group,Suggested Approach,/);
  const evil = lines.find((line) => line.includes('cmd|')) ?? '';
  expect(evil).toMatch(/^MODIFY,"'=cmd\|/);
  expect(evil).toContain(`,'@SUM(1),`);
  expect(lines.flatMap((line) => line.split(',')).filter((cell) => /^"?[=@+]/.test(cell))).toEqual([]);
});

test('.json is the report as it is', async () => {
  expect(JSON.parse((await written('r.json')).toString())).toEqual(ASSESSMENT);
});

test('.html: the verdict before all else, nothing from outside is markup, no request leaves it', async () => {
  const page = (await written('r.html')).toString();
  expect(page).not.toMatch(/\b(src|href)="(?!#)|@import|url\(/);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('=cmd|&#39;/C calc&#39;!A0&lt;img src=x onerror=alert(1)&gt;&quot;&amp;');
  expect(page.indexOf('BLOCKED: 1 of 10')).toBeLessThan(page.indexOf('<dl>'));
  expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src (&#39;|')none/);
});

describe('the verdict is the worst of the resources, in the words of the assessment tool', () => {
  const clean = assessmentRow('app', 'Microsoft.Storage/storageAccounts', 'books');
  const modify = { ...clean, verdict: 'MODIFY' as const };
  test.each([
    [[clean], 'good', 'NO ISSUES: the resource can be moved'],
    [[clean, clean], 'good', 'NO ISSUES: all 2 resources can be moved'],
    [[clean, modify], 'mixed', 'MODIFY: 1 of 2 resources have to be modified before they are moved'],
    [[{ ...clean, verdict: 'BLOCKED' as const }, modify], 'bad', /^BLOCKED: 1 of 2 /],
  ])('%#', (rows, tone, text) => {
    const report: AssessmentReport = { ...ASSESSMENT, rows };
    const { verdict } = documentOf(report);
    expect(verdict.tone).toBe(tone);
    expect(verdict.text).toMatch(text);
  });
});

test('several subscriptions: each is named, in the picture and in the tables', () => {
  const OTHER = '70000000-0000-4000-8000-000000000007';
  const other = { ...assessmentRow('app', 'Microsoft.Storage/storageAccounts', 'logs'), subscriptionId: OTHER };
  const report: AssessmentReport = {
    ...ASSESSMENT,
    rows: [...ASSESSMENT.rows, other],
    subscriptions: [
      ...ASSESSMENT.subscriptions,
      { subscriptionId: OTHER, displayName: 'Prod', verdict: 'NO ISSUES', resources: 1, noIssues: 1, modify: 0, blocked: 0 },
    ],
  };
  const { tables, subtitle } = documentOf(report);
  expect(subtitle).toMatch(/^2 subscriptions,/);
  const groups = tables.find(({ picture }) => picture)?.picture?.groups.map(({ name }) => name);
  expect(groups).toEqual(['Dev / app', 'Dev / net', 'Dev / shared', 'Dev / Default', 'Prod / app']);
});

test('usage of a child counts for its parent: the resource shows its meters', () => {
  const child = {
    ...ASSESSMENT.cost?.rows[1],
    resourceId: `${ASSESSMENT.rows[0]?.id}/extensions/agent`,
    meterName: 'Agent Hours',
  };
  const cost = ASSESSMENT.cost ? { ...ASSESSMENT.cost, rows: [...ASSESSMENT.cost.rows, child as never] } : undefined;
  const [resources] = documentOf({ ...ASSESSMENT, ...(cost ? { cost } : {}) }).tables;
  const meter = resources?.columns.findIndex(({ title }) => title === 'Meter Name') ?? -1;
  expect(resources?.rows.find((row) => row[1] === 'web-01')?.[meter]).toBe('Compute Hours, Agent Hours');
});

test('one line says what came out', () => {
  expect(summaryOf(ASSESSMENT)).toEqual({
    outcome: 'done',
    text: '7 NO ISSUES, 2 MODIFY, 1 BLOCKED',
    totals: { subscriptions: 1, resources: 10, noIssues: 7, modify: 2, blocked: 1 },
  });
});

test('the sample is hostile indeed', () => {
  expect(HOSTILE).toMatch(/^=.*<img.*"&$/);
  expect(ASSESSMENT.rows.some(({ name, subscriptionId }) => name === HOSTILE && subscriptionId === DEV)).toBe(true);
});

test('10,000 resources with usage are written in every format within seconds, and small enough to be sent', async () => {
  const report = largeAssessment(10_000);
  const took = stopwatch();
  const sizes = new Map<string, number>();
  for (const name of ['r.html', 'r.xlsx', 'r.csv']) sizes.set(name, (await written(name, report)).length);
  expect(took()).toBeLessThan(10_000);
  expect(sizes.get('r.xlsx')).toBeLessThan(3_000_000);
  expect(sizes.get('r.html')).toBeLessThan(25_000_000);
});
