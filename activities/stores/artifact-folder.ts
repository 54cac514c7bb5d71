import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { ArtifactStore } from '../ports/arm';
import { failure } from '../failures/failure';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * The artifact store in a local folder. Files are named by their content, so a repeated write is the same file and a run's older files stay.
 * Written aside and renamed: a reader never sees half a file.
 */
export function artifactFolder(folder: string): ArtifactStore {
  const root = path.resolve(folder);
  return {
    async write(name, value) {
      const bytes = Buffer.from(JSON.stringify(value, undefined, 1));
      const digest = sha256(bytes);
      const file = path.join(root, `${name}-${digest.slice(0, 16)}.json`);
      await mkdir(path.dirname(file), { recursive: true });
      const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      await writeFile(aside, bytes, { mode: 0o600 });
      await rename(aside, file);
      return { uri: pathToFileURL(file).href, sha256: digest, bytes: bytes.length };
    },

    async writeList(name, pages) {
      const aside = path.join(root, `${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
      await mkdir(path.dirname(aside), { recursive: true });
      const hash = createHash('sha256');
      let bytes = 0;
      const file = await open(aside, 'wx', 0o600);
      const append = async (text: string) => {
        hash.update(text);
        bytes += Buffer.byteLength(text);
        await file.appendFile(text);
      };
      try {
        let lead = '[\n';
        for await (const page of pages) {
          if (page.length === 0) continue;
          await append(lead + page.map((item) => JSON.stringify(item)).join(',\n'));
          lead = ',\n';
        }
        await append(lead.startsWith('[') ? '[]' : '\n]');
      } catch (error) {
        await file.close();
        await rm(aside, { force: true });
        throw error;
      }
      await file.close();
      const digest = hash.digest('hex');
      const target = path.join(root, `${name}-${digest.slice(0, 16)}.json`);
      await rename(aside, target);
      return { uri: pathToFileURL(target).href, sha256: digest, bytes };
    },

    async read<T>(ref: ArtifactRef): Promise<T> {
      const file = fileURLToPath(ref.uri);
      const bytes = await readFile(file).catch((error: unknown) => {
        throw failure('ArtifactChanged', `${file} cannot be read: put it back, or start the run again`, {}, error);
      });
      if (sha256(bytes) !== ref.sha256) {
        throw failure(
          'ArtifactChanged',
          `${file} was edited after it was written (SHA-256 differs): restore it, or start the run again`,
        );
      }
      return JSON.parse(bytes.toString()) as T;
    },
  };
}
