import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from './lock.mjs';

/**
 * Puts a file or folder in its place whole or not at all, made by one runner at a time: `make` writes under a temporary name
 * beside the place, `verify` looks at it, a rename makes it appear.
 *
 * @param {string} place
 * @param {{make: (temporary: string) => Promise<void>, verify?: (temporary: string) => Promise<void>, say: (line: string) => void}} how
 *   verify throws when the result is not what was wanted
 */
export async function installWhole(place, { make, verify, say }) {
  await mkdir(dirname(place), { recursive: true });
  await withLock(
    `${place}.lock`,
    async () => {
      if (existsSync(place)) return;
      const temporary = `${place}.${process.pid}.partial`;
      try {
        await make(temporary);
        await chmod(temporary, 0o755);
        await verify?.(temporary);
        await rename(temporary, place);
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
    { say },
  );
}
