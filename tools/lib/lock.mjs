import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} path */
async function tryLock(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Lets one runner at a time do a piece of work; the next waits for it. A lock left by a process that died is taken over. It
 * saves double work and no more: what is made under it must appear by a rename all the same.
 *
 * @template T
 * @param {string} path of the lock file
 * @param {() => Promise<T>} work
 * @param {{say?: (line: string) => void, pollMs?: number}} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { say, pollMs = 500 } = {}) {
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  while (!(await tryLock(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    // An empty file is a lock whose holder is about to write its pid.
    if (holder && !isAlive(holder)) {
      await rm(path, { force: true });
    } else if (!told && holder) {
      told = true;
      say?.(`waiting for process ${holder}, which is doing the same (its lock is ${path})`);
    }
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
