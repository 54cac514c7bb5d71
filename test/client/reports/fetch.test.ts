import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Handover } from '../../../client/api/handover';
import { fetchReport } from '../../../client/processes/fetch-report';
import { view } from '../support/views';
import { REPORT } from './sample-report';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-fetch-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const TEXT = JSON.stringify(REPORT);

function storedAs(content: string): Pick<Handover, 'progress'> {
  const file = join(folder, 'report.json');
  writeFileSync(file, content);
  const report = { uri: pathToFileURL(file).href, sha256: createHash('sha256').update(TEXT).digest('hex'), bytes: TEXT.length };
  return { progress: () => Promise.resolve({ view: view({ status: 'done', artifacts: { report } }) }) };
}

test('reads the report that the run stored', async () => {
  await expect(fetchReport(storedAs(TEXT) as Handover, 'move-1')).resolves.toEqual(REPORT);
});

test('a report that was changed since is refused', async () => {
  await expect(fetchReport(storedAs(TEXT.replace('Dana', 'Dora')) as Handover, 'move-1')).rejects.toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('ArtifactChanged') as string,
  });
});

test('a run without a report: not found, and what to wait for', async () => {
  const handover = { progress: () => Promise.resolve({ view: view() }) } as Partial<Handover> as Handover;
  await expect(fetchReport(handover, 'move-1')).rejects.toMatchObject({
    kind: 'notFound',
    wayOut: expect.stringContaining('handover wait move-1') as string,
  });
});
