import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { newPassword } from '../../../activities/partner-center/password';
import { secretFolder } from '../../../activities/stores/secret-folder';
import { secretKey } from '../../../activities/common/secret-names';

describe('secrets in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'handover-secrets-')), 'deep');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));
  const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

  it('are files that their owner alone reads, in a folder that nobody else opens', async () => {
    const { uri, name } = await secretFolder(folder).put('admin@fabrikam.onmicrosoft.com', 'pass word\n');
    expect(name).toBe('admin@fabrikam.onmicrosoft.com');
    expect(await readFile(fileURLToPath(uri), 'utf8')).toBe('pass word\n');
    expect([await modeOf(folder), await modeOf(fileURLToPath(uri))]).toEqual([0o700, 0o600]);
  });

  it('close a folder that was open', async () => {
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder, { mode: 0o755 });
    await secretFolder(folder).put('a', 'x');
    expect(await modeOf(folder)).toBe(0o700);
  });

  it('are replaced by a second one of the same name, and gone when removed', async () => {
    const secrets = secretFolder(folder);
    expect(await secrets.exists('a@b')).toBeUndefined();
    const first = await secrets.put('a@b', 'one');
    const second = await secrets.put('A@b', 'two');
    expect(second.uri).toBe(first.uri);
    expect(await readFile(fileURLToPath(first.uri), 'utf8')).toBe('two');
    expect(await secrets.exists('a@b')).toEqual(first);
    expect(await secrets.remove('a@b')).toBe(true);
    expect(await secrets.remove('a@b')).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('have names that a key vault takes too, another one for each name', () => {
    const names = ['a.b@c.d', 'a-b@c.d', 'a.b@c-d', `${'x'.repeat(300)}@y`, `${'x'.repeat(300)}@z`];
    const keys = names.map(secretKey);
    expect(new Set(keys).size).toBe(names.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-zA-Z-]{1,127}$/);
  });
});

describe('a new password', () => {
  const many = Array.from({ length: 200 }, newPassword);

  it('is long, of every class, and never the same', () => {
    expect(new Set(many).size).toBe(many.length);
    for (const one of many) {
      expect(one).toHaveLength(24);
      for (const letters of [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/]) expect(one).toMatch(letters);
    }
  });

  it('does not begin with its classes in their order', () => {
    const inOrder = many.filter((one) => /^[A-Z][a-z]\d[^A-Za-z0-9]/.test(one));
    expect(inOrder.length).toBeLessThan(20);
  });
});
