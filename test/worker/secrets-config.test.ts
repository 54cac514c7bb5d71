import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readWorkerConfig } from '../../worker';

describe('where a worker keeps secrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handover-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (more: object) => {
    const file = join(folder, 'worker.yaml');
    writeFileSync(file, stringify({ azure: {}, artifacts: './artifacts', ...more }));
    return readWorkerConfig(file);
  };

  it('is a folder, found from the file; or a key vault', () => {
    expect(read({ secrets: { folder: 'passwords' } }).secrets).toEqual({ folder: join(folder, 'passwords') });
    expect(read({ secrets: { keyVault: 'https://kv.vault.azure.net' } }).secrets).toEqual({
      keyVault: 'https://kv.vault.azure.net',
    });
    expect(read({}).secrets).toBeUndefined();
  });

  it.each([
    ['over http', { keyVault: 'http://kv.vault.azure.net' }, /secrets/],
    ['in both', { keyVault: 'https://kv.vault.azure.net', folder: 'x' }, /secrets/],
  ])('is not %s', (_what, secrets, message) => {
    expect(() => read({ secrets })).toThrow(message);
  });

  it('is no key vault for a local stack', () => {
    const local = { local: true, azure: { endpoint: 'https://127.0.0.1:1' } };
    expect(() => read({ ...local, secrets: { keyVault: 'https://kv.vault.azure.net' } })).toThrow(
      /secrets\.keyVault: a local stack keeps its secrets in a folder/,
    );
    expect(() => read({ ...local, secrets: { folder: 'x' } })).not.toThrow();
  });
});
