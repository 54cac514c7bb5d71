import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifactFolder } from '../../../activities/stores/artifact-folder';
import type { ArtifactStore } from '../../../activities/ports/arm';

describe('artifactFolder', () => {
  let folder: string;
  let store: ArtifactStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'handover-artifacts-'));
    store = artifactFolder(path.join(folder, 'not', 'there', 'yet'));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it('gives back what was written, by a reference with its digest and size', async () => {
    const ref = await store.write('plan', { ä: [1, 'two', null] });
    expect(await store.read(ref)).toEqual({ ä: [1, 'two', null] });
    expect(ref.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(ref.bytes).toBe((await readFile(fileURLToPath(ref.uri))).length);
  });

  it('names files by their content: the same twice is one file, a newer one leaves the older', async () => {
    const first = await store.write('plan', { version: 1 });
    expect(await store.write('plan', { version: 1 })).toEqual(first);
    const second = await store.write('plan', { version: 2 });
    expect(second.uri).not.toBe(first.uri);
    expect(await store.read(first)).toEqual({ version: 1 });
    expect(await readdir(path.dirname(fileURLToPath(first.uri)))).toHaveLength(2);
  });

  it('writes that meet leave one whole file and no scraps', async () => {
    const refs = await Promise.all(Array.from({ length: 20 }, () => store.write('plan', { big: 'x'.repeat(100_000) })));
    expect(new Set(refs.map(({ uri }) => uri)).size).toBe(1);
    expect(await readdir(path.dirname(fileURLToPath(refs[0]?.uri ?? '')))).toHaveLength(1);
    expect(await store.read(refs[0] as (typeof refs)[0])).toEqual({ big: 'x'.repeat(100_000) });
  });

  it('writes a list page by page, and gives it back as a whole', async () => {
    const pages = async function* (...those: unknown[][]) {
      yield* await Promise.resolve(those);
    };
    const ref = await store.writeList('usage', pages([{ ä: 1 }], [], [{ ä: 2 }, { ä: 3 }]));
    expect(await store.read(ref)).toEqual([{ ä: 1 }, { ä: 2 }, { ä: 3 }]);
    expect(ref.bytes).toBe((await readFile(fileURLToPath(ref.uri))).length);
    expect(await store.writeList('usage', pages([{ ä: 1 }, { ä: 2 }], [{ ä: 3 }]))).toEqual(ref);
    expect(await store.read(await store.writeList('usage', pages()))).toEqual([]);
    const broken = async function* () {
      yield [1];
      await Promise.resolve();
      throw new Error('the service went away');
    };
    await expect(store.writeList('usage', broken())).rejects.toThrow('went away');
    expect(await readdir(path.dirname(fileURLToPath(ref.uri)))).toHaveLength(2);
  });

  it('refuses a file that was edited, and one that is gone, with the way out', async () => {
    const ref = await store.write('plan', { batches: 1 });
    const file = fileURLToPath(ref.uri);
    await chmod(file, 0o600);
    await writeFile(file, (await readFile(file, 'utf8')).replace('1', '2'));
    await expect(store.read(ref)).rejects.toMatchObject({
      type: 'ArtifactChanged',
      nonRetryable: true,
      message: expect.stringContaining('was edited after it was written'),
    });
    await rm(file);
    await expect(store.read(ref)).rejects.toMatchObject({
      type: 'ArtifactChanged',
      message: expect.stringContaining('cannot be read'),
    });
  });
});
