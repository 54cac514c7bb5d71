import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedExecutable, cacheFolder, thisMachine } from './cache-folder.mjs';
import { downloadExecutable } from './download.mjs';
import { installWhole } from './install-whole.mjs';
import { reasonOf } from './reason.mjs';
import { Stop } from './stop.mjs';
import { buildTemporal, goProblem } from './temporal-build.mjs';
import { temporalVersion } from './temporal-version.mjs';

const MODULE_FOLDER = fileURLToPath(new URL('../temporal', import.meta.url));

/**
 * @typedef {object} LocateOptions
 * @property {import('./cache-folder.mjs').Machine} [machine]
 * @property {boolean} [offline] no download; HANDOVER_OFFLINE=1 says the same
 * @property {(line: string) => void} [say] hears about steps that take time
 * @property {boolean} [cachedOnly] neither download nor build: answers at once
 * @property {string} [downloadFrom] base address in place of Temporal's
 * @property {string} [moduleFolder] folder of the go.mod that pins the server
 */

/**
 * @typedef {Required<Omit<LocateOptions, 'downloadFrom' | 'cachedOnly'>> & {downloadFrom: string | undefined, version: string}} Search
 * @typedef {{path: string, how: string} | {miss: string}} Outcome
 * @typedef {{kind: 'binary', path: string, how: string}} TemporalBinary
 * @typedef {{kind: 'address', address: string | undefined, how: string} | TemporalBinary} Temporal
 */

/**
 * The version of the CLI, and with it the server, that the product is tested with.
 *
 * @param {string} [moduleFolder]
 * @returns {Promise<string>} e.g. `1.5.1`
 */
export async function pinnedTemporalVersion(moduleFolder = MODULE_FOLDER) {
  const pinned = /^\s*github\.com\/temporalio\/cli v(\S+)/m.exec(await readFile(join(moduleFolder, 'go.mod'), 'utf8'));
  if (!pinned?.[1]) throw new Error(`${moduleFolder}/go.mod does not require github.com/temporalio/cli`);
  return pinned[1];
}

/** @param {Search} search @returns {Promise<Outcome>} */
async function fromVariable({ machine }) {
  const path = machine.env['HANDOVER_TEMPORAL_CLI'];
  if (!path) return { miss: 'HANDOVER_TEMPORAL_CLI is not set' };
  const { cli, server, problem } = await temporalVersion(path, machine.env);
  // Named by the user: going on to another one would hide the mistake.
  if (problem)
    throw new Stop(`HANDOVER_TEMPORAL_CLI is of no use: ${problem}`, [
      'unset HANDOVER_TEMPORAL_CLI',
      'export HANDOVER_TEMPORAL_CLI=/path/to/temporal',
    ]);
  return { path, how: `CLI ${cli} (server ${server}) named by HANDOVER_TEMPORAL_CLI` };
}

/** @param {Search} search @returns {Promise<Outcome>} */
async function fromPath({ machine }) {
  const file = machine.platform === 'win32' ? 'temporal.exe' : 'temporal';
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const path = folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
  if (!path) return { miss: 'no temporal on PATH' };
  const { cli, server, problem } = await temporalVersion(path, machine.env);
  return problem ? { miss: problem } : { path, how: `CLI ${cli} (server ${server}) on PATH` };
}

/** @param {Search} search @returns {Promise<Outcome>} */
async function fromCache({ machine, version }) {
  const path = cachedExecutable(machine, 'temporal', version);
  if (!existsSync(path)) return { miss: 'not in our cache yet' };
  const { server, problem } = await temporalVersion(path, machine.env);
  if (problem) throw new Stop(`The cached Temporal is broken: ${problem}`, [`rm -r ${JSON.stringify(cacheFolder(machine))}`]);
  return { path, how: `CLI ${version} (server ${server}) from our cache` };
}

/**
 * @param {Search} search
 * @param {string} how
 * @param {(target: string) => Promise<void>} make
 * @returns {Promise<Outcome>}
 */
async function install({ machine, version, say }, how, make) {
  const path = cachedExecutable(machine, 'temporal', version);
  const verify = async (/** @type {string} */ candidate) => {
    const { problem } = await temporalVersion(candidate, machine.env);
    if (problem) throw new Error(problem);
  };
  await installWhole(path, { make, verify, say });
  return { path, how: `CLI ${version} ${how}` };
}

/** @param {Search} search @returns {Promise<Outcome>} */
async function byDownload(search) {
  const { machine, version, offline, downloadFrom } = search;
  if (offline) return { miss: 'no download (offline)' };
  const from = downloadFrom === undefined ? {} : { from: downloadFrom };
  try {
    return await install(search, 'downloaded', (target) =>
      downloadExecutable({ artifact: 'cli', version, target, machine, ...from }),
    );
  } catch (error) {
    return { miss: `no download (${reasonOf(error)})` };
  }
}

/** @param {Search} search @returns {Promise<Outcome>} */
async function byBuild(search) {
  const { machine, moduleFolder, version, say } = search;
  const problem = await goProblem(machine.env);
  if (problem) return { miss: problem };
  say('building the Temporal server with Go, once: about 3 minutes on 2 cores');
  try {
    return await install(search, 'built with Go', (target) => buildTemporal({ moduleFolder, version, target, env: machine.env }));
  } catch (error) {
    return { miss: reasonOf(error) };
  }
}

/**
 * Finds an executable that can run a local Temporal: named by HANDOVER_TEMPORAL_CLI, on PATH, in our cache, downloaded, built
 * with Go; the last two fill the cache.
 *
 * @param {LocateOptions} [options]
 * @returns {Promise<TemporalBinary>} how: one phrase saying which was taken and why
 * @throws {Stop} with the ways out when there is none
 */
export async function locateTemporalBinary(options = {}) {
  const {
    machine = thisMachine,
    moduleFolder = MODULE_FOLDER,
    cachedOnly = false,
    say = () => undefined,
    downloadFrom,
  } = options;
  const offline = options.offline ?? machine.env['HANDOVER_OFFLINE'] === '1';
  const version = await pinnedTemporalVersion(moduleFolder);
  const search = { machine, offline, say, downloadFrom, moduleFolder, version };
  const atOnce = [fromVariable, fromPath, fromCache];
  /** @type {string[]} */
  const misses = [];
  for (const way of cachedOnly ? atOnce : [...atOnce, byDownload, byBuild]) {
    const outcome = await way(search);
    if ('path' in outcome)
      return {
        kind: 'binary',
        path: outcome.path,
        how: misses.length > 0 ? `${outcome.how} (${misses.join('; ')})` : outcome.how,
      };
    if (way !== fromVariable) misses.push(outcome.miss);
  }
  throw new Stop(`No Temporal server to run: ${misses.join('; ')}. Any one of these helps:`, [
    'install the Temporal CLI (https://docs.temporal.io/cli), e.g. brew install temporal, and run this again',
    'install Go 1.25 or newer (https://go.dev/dl) and run this again: Handover builds the server itself',
    'use a Temporal that runs elsewhere: export TEMPORAL_ADDRESS=host:7233',
  ]);
}

/**
 * Finds Temporal as a user means it: a server that TEMPORAL_ADDRESS or TEMPORAL_PROFILE names wins, and then nothing is to be
 * started; else an executable to start one with.
 *
 * @param {LocateOptions} [options]
 * @returns {Promise<Temporal>} address is undefined when only a profile is named: @temporalio/envconfig reads it
 * @throws {Stop} with the ways out when there is none
 */
export async function resolveTemporal(options = {}) {
  const { env } = options.machine ?? thisMachine;
  const { TEMPORAL_ADDRESS: address, TEMPORAL_PROFILE: profile } = env;
  if (address) return { kind: 'address', address, how: `the server at ${address} (TEMPORAL_ADDRESS); nothing is started` };
  if (profile)
    return {
      kind: 'address',
      address: undefined,
      how: `the server of profile ${profile} (TEMPORAL_PROFILE); nothing is started`,
    };
  return locateTemporalBinary(options);
}
