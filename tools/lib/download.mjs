import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startProgress } from './progress.mjs';
import { run } from './run.mjs';

/** Where the Temporal SDKs ask for the archive of an artifact, version and machine type. */
const TEMPORAL_DOWNLOADS = 'https://temporal.download';

const ANSWER_WITHIN_MS = 5_000;
const ARCHIVE_WITHIN_MS = 10 * 60_000;

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const PLATFORMS = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
/** @type {Record<string, string>} */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/**
 * @param {string} url
 * @returns {Promise<{archiveUrl: string, fileToExtract: string}>}
 */
async function askForArchive(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const { archiveUrl, fileToExtract } = /** @type {Record<string, unknown>} */ (await answer.json());
  if (typeof archiveUrl !== 'string' || typeof fileToExtract !== 'string') throw new Error(`${url} names no archive`);
  return { archiveUrl, fileToExtract };
}

/**
 * @param {string} url
 * @param {string} file
 * @param {string} label
 */
async function fetchToFile(url, file, label) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ARCHIVE_WITHIN_MS) });
  if (!answer.ok || !answer.body) throw new Error(`${url} answers ${answer.status}`);
  const total = Number(answer.headers.get('content-length'));
  const progress = startProgress();
  let bytes = 0;
  const body = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (answer.body));
  body.on('data', (/** @type {Buffer} */ chunk) => {
    bytes += chunk.length;
    progress.update(`downloading ${label}: ${(bytes / 1e6).toFixed(0)}${total ? ` / ${(total / 1e6).toFixed(0)}` : ''} MB`);
  });
  try {
    await pipeline(body, createWriteStream(file));
  } finally {
    progress.end();
  }
}

/**
 * Downloads one of Temporal's executables in the way the SDK's own pinned download does (ask for the archive's address, take
 * one file out of it), into a place of our choosing instead of the temporary folder.
 *
 * @param {{artifact: 'cli' | 'temporal-test-server', version: string, target: string, machine: import('./cache-folder.mjs').Machine, from?: string}} wanted
 *   version without a `v`; target is the file to write
 * @throws {Error} when it cannot be had
 */
export async function downloadExecutable({ artifact, version, target, machine, from = TEMPORAL_DOWNLOADS }) {
  const platform = PLATFORMS[machine.platform];
  const arch = ARCHITECTURES[machine.arch];
  if (!platform || !arch) throw new Error(`no build is published for ${machine.platform}-${machine.arch}`);
  const folder = await mkdtemp(join(dirname(target), 'download-'));
  try {
    const url = `${from}/${artifact}/v${version}?arch=${arch}&platform=${platform}&format=tar.gz`;
    const { archiveUrl, fileToExtract } = await askForArchive(url);
    const archive = join(folder, 'archive');
    await fetchToFile(archiveUrl, archive, `${artifact} ${version}`);
    const unpacked = await run('tar', ['-xf', archive, '-C', folder, fileToExtract]);
    if (unpacked.code !== 0) throw new Error(`tar could not unpack ${archiveUrl}: ${unpacked.stderr}`);
    await rename(join(folder, fileToExtract), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
