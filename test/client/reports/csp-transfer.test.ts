import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Handover } from '../../../client/api/handover';
import { documentOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { run } from '../support/cli';
import { view } from '../support/views';
import { FORM_DIGEST, REPORT } from './sample-csp-transfer';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function written(name: string, report = REPORT): Promise<string> {
  const file = join(folder, name);
  await writeReport(file, documentOf(report));
  return readFileSync(file, 'utf8');
}

function storing(report: object): Partial<Handover> {
  const content = JSON.stringify(report);
  const file = join(folder, 'stored.json');
  writeFileSync(file, content);
  const ref = {
    uri: pathToFileURL(file).href,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  };
  return { progress: () => Promise.resolve({ view: view({ status: 'done', artifacts: { report: ref } }) }) };
}

test.each(['html', 'json', 'csv', 'xlsx'])('handover report writes the report of a transfer as .%s', async (ending) => {
  const out = join(folder, `report.${ending}`);
  const ran = await run(['report', REPORT.id, '--out', out], storing(REPORT));
  expect(ran).toMatchObject({ code: 0, out: `${out}: 1 of 1 subscriptions transferred (done)\n` });
  expect(readFileSync(out).length).toBeGreaterThan(100);
});

test('a report of a process that is not known here says so', async () => {
  const ran = await run(['report', 'payroll-1', '--out', join(folder, 'r.html')], storing({ process: 'payroll' }));
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('This version of Handover knows no process payroll and cannot write its report.');
});

test('.json is the report as the run stored it', async () => {
  expect(JSON.parse(await written('r.json'))).toEqual(REPORT);
});

test('.csv has the ids before and after', async () => {
  const [head, row] = (await written('r.csv')).split('\r\n');
  expect(head).toBe(
    '\uFEFFOutcome,Name,Agreement,Azure subscription,Partner before,Partner after,Partner Center id before,Partner Center id after',
  );
  expect(row).toMatch(/^transferred,Production,legacy,.*,pc-before,pc-after$/);
});

describe('.html', () => {
  test('is self-contained, and nothing of what came from outside is markup', async () => {
    const page = await written('r.html');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>alert');
    expect(page).not.toMatch(/\b(src|href)="(?!#)|@import|url\(/);
  });

  test('says every document with its digest, who signed when and how that is proven, what changed, and what Microsoft wrote', async () => {
    const page = await written('r.html');
    for (const part of [
      FORM_DIGEST,
      'sourcePartner: Sam, 2026-11-23 09:10:00 UTC',
      'destinationPartner: Nia, 2026-11-23 09:30:00 UTC',
      `signed at the desk 2026-11-23 09:20:00 UTC, Ed25519 ${'S'.repeat(86)}`,
      'with “quotes” and ümlauts',
      'pc-before',
      'pc-after',
      'Confirmed.',
      '120112312345678',
      'Foreign group X',
      'The severity was raised after 8 business hours.',
      'How to verify this report',
    ])
      expect(page).toContain(part);
  });
});

test('who signed an earlier version has not signed the document', () => {
  const documents = documentOf(REPORT).tables.find(({ title }) => title === 'Documents');
  const signedBy = String(documents?.rows[0]?.[3]).split('; ');
  expect(signedBy).toHaveLength(3);
  expect(signedBy).not.toContainEqual(expect.stringContaining('09:03'));
});

test('answers and rulings stand in the order in which they were given', () => {
  const answers = documentOf(REPORT).tables.find(({ title }) => title === 'Signatures and answers');
  expect(answers?.rows.map((row) => [row[2], row[4]])).toEqual([
    ['Sam', 'approve'],
    ['Dana', 'sent back'],
    ['Sam', 'approve'],
    ['Dana', 'approve'],
    ['Nia', 'approve'],
    ['Omar', 'retry'],
  ]);
});

test('a document that is not the one that was signed, rights that remain and a local stack are warnings', () => {
  const [entry] = REPORT.documents;
  const report: CspTransferReport = {
    ...REPORT,
    localStack: true,
    documents: entry ? [{ ...entry, document: { ...entry.document, version: 3 } }] : [],
    access: REPORT.access.map((access) => ({ ...access, remaining: 2, unknownForeign: [] })),
  };
  const { warnings } = documentOf(report);
  expect(warnings).toEqual([
    expect.stringMatching(/^"CSP Subscription Transfer form" is not the text that was signed: its digest is [0-9a-f]{64}\.$/),
    expect.stringContaining('still has 2 role assignments'),
    expect.stringContaining('local stack'),
  ]);
  expect(documentOf(REPORT).warnings).toHaveLength(1);
});

const hasJq = (() => {
  try {
    execFileSync('sh', ['-c', 'command -v jq && command -v sha256sum'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

(hasJq ? test : test.skip)('the command of the instructions gives the digest (skipped without jq and sha256sum)', async () => {
  await written('report.json');
  const step = documentOf(REPORT).instructions?.steps.find((text) => text.includes('jq ')) ?? '';
  const command = step.slice(step.indexOf('jq '));
  expect(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).slice(0, 64)).toBe(FORM_DIGEST);
});

test('the sheets of the workbook have names that Excel takes', () => {
  const names = documentOf(REPORT).tables.map(({ title }) => title);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[^\\/?*[\]:]{1,31}$/);
});
