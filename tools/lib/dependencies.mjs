import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, thisMachine } from './cache-folder.mjs';
import { withLock } from './lock.mjs';
import { runAttached } from './run.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}} LockedPackage
 * @typedef {{packages: Record<string, LockedPackage>}} Lock
 */

/**
 * @param {string} path
 * @returns {Promise<Lock | undefined>} undefined when there is no such file
 */
async function readLock(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : /** @type {Lock} */ (JSON.parse(text));
}

/**
 * Whether node_modules holds what the lock file asks for. npm writes node_modules/.package-lock.json as the last act of an
 * install, so an interrupted one leaves none, and one made by hand with `npm ci` counts as well.
 *
 * @param {string} root the repository's folder
 */
export async function dependenciesAreInstalled(root) {
  const wanted = await readLock(join(root, 'package-lock.json'));
  const installed = await readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Stop(`${root} has no package-lock.json: this is not a whole checkout.`, ['git checkout -- package-lock.json']);
  if (!installed) return false;
  return Object.entries(wanted.packages).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const there = installed.packages[path];
    // Optional packages are the builds for other machine types: absent is right, another version is not.
    return there ? there.version === version && there.integrity === integrity : optional === true;
  });
}

/**
 * Runs `npm ci` unless node_modules is what the lock file asks for.
 *
 * @param {string} root the repository's folder
 * @param {(line: string) => void} say
 * @throws {Stop} when npm fails
 */
export async function ensureDependencies(root, say) {
  if (await dependenciesAreInstalled(root)) return;
  const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
  await withLock(
    join(cacheFolder(thisMachine), `npm-ci-${key}.lock`),
    async () => {
      if (await dependenciesAreInstalled(root)) return;
      say('installing the dependencies of package-lock.json (npm ci)');
      const windows = process.platform === 'win32';
      // No dependency's install script is needed, and npm blocks them from version 12 on: the same install everywhere.
      const code = await runAttached(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts'], {
        cwd: root,
        shell: windows,
      }).catch(() => 127);
      if (code !== 0)
        throw new Stop(
          code === 127 ? 'npm was not found; it comes with Node.js.' : `npm ci failed (exit ${code}); its message is above.`,
          [
            'behind a company registry or proxy: npm config set registry <address>, npm config set proxy <address>; then try again',
            'a broken npm cache: npm cache verify; then try again',
            'install by hand: npm ci --ignore-scripts',
          ],
        );
    },
    { say },
  );
}
