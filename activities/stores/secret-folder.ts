import { randomUUID } from 'node:crypto';
import { access, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SecretRef } from '../../contracts/run/secret';
import type { Secrets } from '../ports/arm';
import { secretKey } from '../common/secret-names';

/**
 * Secrets as files that their owner alone reads: the folder has mode 0700, each file 0600. Written aside and renamed: nobody sees half of one.
 * A folder serves one machine. Where several workers serve an organisation, use a Key Vault.
 */
export function secretFolder(folder: string): Secrets {
  const root = path.resolve(folder);
  const fileOf = (name: string) => path.join(root, secretKey(name));
  const refOf = (name: string): SecretRef => ({ uri: pathToFileURL(fileOf(name)).href, name });
  return {
    async put(name, value) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      // A folder that was there may have been open to others.
      await chmod(root, 0o700);
      const aside = `${fileOf(name)}.${randomUUID()}`;
      await writeFile(aside, value, { mode: 0o600, flag: 'wx' });
      await rename(aside, fileOf(name));
      return refOf(name);
    },

    async exists(name) {
      return (await isThere(fileOf(name))) ? refOf(name) : undefined;
    },

    async remove(name) {
      if (!(await isThere(fileOf(name)))) return false;
      await rm(fileOf(name), { force: true });
      return true;
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
