import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependenciesAreInstalled } from '../../tools/lib/dependencies.mjs';

const WANTED = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/a-darwin': { version: '1.0.0', integrity: 'sha512-d', optional: true },
};
const INSTALLED = { 'node_modules/a': WANTED['node_modules/a'] };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handover-root-'));
  mkdirSync(join(root, 'node_modules'));
  write('package-lock.json', WANTED);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, packages: object): void {
  writeFileSync(join(root, path), JSON.stringify({ packages }));
}

test.each([
  ['what the lock asks for; optional builds for other machines may be absent', INSTALLED, true],
  ['something more', { ...INSTALLED, 'node_modules/b': { version: '2.0.0' } }, true],
  ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-b' } }, false],
  ['the same version with other contents', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }, false],
  ['an optional build of another version', { ...INSTALLED, 'node_modules/a-darwin': { version: '0.9.0' } }, false],
  ['less', {}, false],
])('node_modules holds %s', async (_, packages, expected) => {
  write('node_modules/.package-lock.json', packages);
  expect(await dependenciesAreInstalled(root)).toBe(expected);
});

test('an install that was cut short left no record', async () => {
  expect(await dependenciesAreInstalled(root)).toBe(false);
});

test('a checkout without a lock file says how to get it back', async () => {
  rmSync(join(root, 'package-lock.json'));
  await expect(dependenciesAreInstalled(root)).rejects.toThrow('git checkout -- package-lock.json');
});
