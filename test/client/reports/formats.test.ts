import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { documentOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import { REPORT } from './sample-report';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function written(name: string): Promise<Buffer> {
  const file = join(folder, name);
  await writeReport(file, documentOf(REPORT));
  return readFileSync(file);
}

test('.json is the report as the run stored it', async () => {
  expect(JSON.parse((await written('r.json')).toString())).toEqual(REPORT);
});

test('.csv: a byte-order mark, what stayed first, no cell that a spreadsheet would run', async () => {
  const lines = (await written('r.csv')).toString().split('\r\n');
  expect(lines[0]).toBe('\uFEFFOutcome,Name,Type,Resource group,Location,Batch,Reason,What to do,Rule,Id before,Id after');
  expect(lines[1]).toMatch(
    /^refused,old,Microsoft\.Compute\/virtualMachines,app,westeurope,,"Azure does not move it, ""never"".",Create it anew\.,/,
  );
  expect(lines[2]).toMatch(/^refused,'=1\+1,/);
  expect(lines[3]).toMatch(/^moved,web,.*\/resourceGroups\/app\/.*\/web,.*\/web$/);
});

test('.html: self-contained, nothing of what came from outside is markup, the summary before the tables', async () => {
  const page = (await written('r.html')).toString();
  expect(page).toContain('Resource move for Fabrikam &lt;b&gt;&amp; Sons&lt;/b&gt;');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('<script>alert');
  expect(page).not.toMatch(/\b(src|href)="(?!#)|@import|url\(/);
  expect(page).toContain('Could not be put back, a person has to: remove the lock books');
  expect(page.indexOf('2 left where they were')).toBeLessThan(page.indexOf('<table'));
  expect(page).toContain('waited: a fabric upgrade');
});

test('.xlsx: one sheet a subject, and what looks like a formula stays text', async () => {
  const entries = unzip(await written('r.xlsx'));
  const workbook = entries.get('xl/workbook.xml') ?? '';
  const sheets = [...workbook.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map((found) => found[1]);
  expect(sheets).toEqual([
    'Summary',
    'Resources',
    'Batches',
    'Carried over',
    'Not carried over',
    'Signatures and answers',
    'What happened on the way',
  ]);
  const all = [...entries].filter(([name]) => /^xl\/worksheets\/[^/]+$/.test(name)).map(([, xml]) => xml);
  expect(all).toHaveLength(sheets.length);
  const [summary, ...tables] = all;
  expect(summary).not.toContain('<pane');
  for (const table of tables) expect(table).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(all.some((xml) => xml.includes('<f>'))).toBe(false);
  expect([...entries.values()].some((xml) => xml.includes('=1+1'))).toBe(true);
  const fonts = [...(entries.get('xl/styles.xml') ?? '').matchAll(/<font>.*?<\/font>/g)].map(([font]) => font);
  expect(fonts.filter((font) => !/<sz [^>]*\/>.*<name [^>]*\/>/.test(font))).toEqual([]);
  expect(fonts.length).toBeGreaterThan(2);
});

test('decisions and rulings stand in the order in which they were given', () => {
  const decisions = documentOf(REPORT).tables.find(({ title }) => title === 'Signatures and answers');
  expect(decisions?.rows.map((row) => row[2])).toEqual(['Omar', 'Dana']);
});

test.each(['report', 'report.pdf'])('an ending that says no format is refused: %s', async (name) => {
  await expect(written(name)).rejects.toMatchObject({
    kind: 'badInput',
    problems: [{ path: '--out', message: 'must end in .json, .csv, .html, .xlsx' }],
  });
});

test('a folder that is not there is named', async () => {
  await expect(written(join('none', 'r.csv'))).rejects.toMatchObject({ kind: 'badInput', problems: [{ path: '--out' }] });
});

/** The entries of a zip archive, read from its central directory. */
function unzip(archive: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  let at = archive.readUInt32LE(archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + size);
    entries.set(name, (method === 0 ? data : inflateRawSync(data)).toString('utf8'));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
