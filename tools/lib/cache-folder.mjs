import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch as process.arch names it
 */

/** @type {Machine} */
export const thisMachine = { env: process.env, platform: process.platform, arch: process.arch };

/**
 * The folder for what is costly to make again. Outside node_modules, because `npm ci` deletes that.
 *
 * @param {Machine} machine
 * @returns {string} an absolute path; the folder may not exist yet
 */
export function cacheFolder({ env, platform }) {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  const byHabit =
    platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : join(home, '.cache');
  return join(env['XDG_CACHE_HOME'] || byHabit, 'handover');
}

/**
 * Where a downloaded or built executable is kept: one place for each version and machine type.
 *
 * @param {Machine} machine
 * @param {string} name e.g. `temporal`
 * @param {string} version without a `v`
 */
export function cachedExecutable(machine, name, version) {
  const file = machine.platform === 'win32' ? `${name}.exe` : name;
  return join(cacheFolder(machine), name, version, `${machine.platform}-${machine.arch}`, file);
}
