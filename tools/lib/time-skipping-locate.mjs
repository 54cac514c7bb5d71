import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedExecutable, cacheFolder, thisMachine } from './cache-folder.mjs';
import { downloadExecutable } from './download.mjs';
import { installWhole } from './install-whole.mjs';
import { reasonOf } from './reason.mjs';
import { run } from './run.mjs';
import { Stop } from './stop.mjs';

const POM = fileURLToPath(new URL('../time-skipping/pom.xml', import.meta.url));
const NAME = 'temporal-test-server';

/** @typedef {{path: string, how: string} | {missing: string}} TestServer */

async function pinnedVersion() {
  const pinned = new RegExp(`<artifactId>${NAME}</artifactId>\\s*<version>([^<]+)</version>`).exec(await readFile(POM, 'utf8'));
  if (!pinned?.[1]) throw new Error(`${POM} does not pin ${NAME}`);
  return pinned[1];
}

/**
 * The script that makes the jars look like the native executable: a port as its argument.
 *
 * @param {NodeJS.Platform} platform
 */
function launcher(platform) {
  // A test server lives for seconds: the quick compiler only, and no heap to tune.
  const java = (/** @type {string} */ jars, /** @type {string} */ args) =>
    `java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "${jars}" io.temporal.testserver.TestServer ${args}`;
  return platform === 'win32'
    ? { file: `${NAME}.cmd`, text: `@echo off\r\n${java('%~dp0jars\\*', '%*')}\r\n` }
    : { file: NAME, text: `#!/bin/sh\nexec ${java('$(dirname "$0")/jars/*', '"$@"')}\n` };
}

/**
 * @param {string} folder
 * @param {import('./cache-folder.mjs').Machine} machine
 */
async function fillFromMaven(folder, { env, platform }) {
  await mkdir(folder, { recursive: true });
  const windows = platform === 'win32';
  const args = [
    '-q',
    '-B',
    '-f',
    POM,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${join(folder, 'jars')}`,
  ];
  const copied = await run(windows ? 'mvn.cmd' : 'mvn', args, { env, shell: windows });
  if (copied.code !== 0)
    throw new Error(copied.code === 127 ? 'Maven is not installed' : `mvn failed: ${copied.stdout.trim().split('\n')[0]}`);
  const { file, text } = launcher(platform);
  await writeFile(join(folder, file), text, { mode: 0o755 });
}

/**
 * @typedef {object} TestServerOptions
 * @property {import('./cache-folder.mjs').Machine} [machine]
 * @property {boolean} [offline] neither download nor Maven; HANDOVER_OFFLINE=1 says the same
 * @property {(line: string) => void} [say] hears about steps that take time
 * @property {string} [downloadFrom] base address in place of Temporal's
 */

/**
 * Finds the time-skipping test server: named by HANDOVER_TEST_SERVER, in our cache, downloaded, or its jars from Maven Central
 * behind a launcher script. Tests that need it are skipped where it cannot be had.
 *
 * @param {TestServerOptions} [options]
 * @returns {Promise<TestServer>} path fits the SDK's `existing-path`; missing says why there is none
 * @throws {Stop} when HANDOVER_TEST_SERVER names no file
 */
export async function locateTestServer({ machine = thisMachine, offline, say = () => undefined, downloadFrom } = {}) {
  const { env, platform } = machine;
  const named = env['HANDOVER_TEST_SERVER'];
  if (named && existsSync(named)) return { path: named, how: 'named by HANDOVER_TEST_SERVER' };
  if (named) throw new Stop(`HANDOVER_TEST_SERVER names ${named}, which does not exist.`, ['unset HANDOVER_TEST_SERVER']);

  const version = await pinnedVersion();
  const native = cachedExecutable(machine, NAME, version);
  const jarFolder = join(cacheFolder(machine), NAME, version, 'java');
  const script = join(jarFolder, launcher(platform).file);
  const hasJava = (await run('java', ['-version'], { env })).code === 0;

  if (existsSync(native)) return { path: native, how: `${version} from our cache` };
  if (existsSync(script) && hasJava) return { path: script, how: `${version} on Java, from our cache` };
  if (offline ?? env['HANDOVER_OFFLINE'] === '1') return { missing: 'it is not in our cache, and this run is offline' };

  const from = downloadFrom === undefined ? {} : { from: downloadFrom };
  const download = (/** @type {string} */ target) => downloadExecutable({ artifact: NAME, version, target, machine, ...from });
  const noDownload = await whyNot(installWhole(native, { make: download, say }));
  if (noDownload === undefined) return { path: native, how: `${version} downloaded` };

  if (!hasJava) return { missing: `no download (${noDownload}), and Java is not installed` };
  say(`fetching the time-skipping test server ${version} with Maven, once`);
  const noJars = await whyNot(installWhole(jarFolder, { make: (folder) => fillFromMaven(folder, machine), say }));
  if (noJars !== undefined) return { missing: `no download (${noDownload}), no jars (${noJars})` };
  return { path: script, how: `${version} on Java, from Maven Central (no download: ${noDownload})` };
}

/**
 * @param {Promise<void>} attempt
 * @returns {Promise<string | undefined>} undefined when it worked
 */
function whyNot(attempt) {
  return attempt.then(() => undefined, reasonOf);
}
