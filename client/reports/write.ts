import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { HandoverError, messageOf } from '../api/errors';
import { csv } from './csv';
import type { ReportDocument } from './document';
import { html } from './html';
import { xlsx } from './xlsx';

const RENDERERS: Record<string, (document: ReportDocument) => string | Promise<string | Uint8Array>> = {
  '.json': ({ data }) => JSON.stringify(data, null, 2) + '\n',
  '.csv': csv,
  '.html': html,
  '.xlsx': xlsx,
};

/** Throws HandoverError `badInput` unless the file's ending is one that can be written. Cheap: to be asked before the work. */
export function checkEnding(file: string): void {
  if (extname(file).toLowerCase() in RENDERERS) return;
  throw new HandoverError('badInput', `"${file}" has no ending that says its format.`, {
    problems: [{ path: '--out', message: `must end in ${Object.keys(RENDERERS).join(', ')}` }],
  });
}

/** The document in the format of the file's ending. Throws HandoverError as `checkEnding` does. */
export async function rendered(file: string, document: ReportDocument): Promise<string | Uint8Array> {
  checkEnding(file);
  return (await RENDERERS[extname(file).toLowerCase()]?.(document)) ?? '';
}

/** Writes the document in the format of the file's ending. Throws HandoverError `badInput` when the file cannot be written. */
export async function writeReport(file: string, document: ReportDocument): Promise<void> {
  const content = await rendered(file, document);
  try {
    await writeFile(file, content);
  } catch (cause) {
    throw new HandoverError('badInput', `"${file}" cannot be written.`, {
      problems: [{ path: '--out', message: messageOf(cause) }],
      cause,
    });
  }
}
