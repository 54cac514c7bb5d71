import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedExecutable, cacheFolder, thisMachine } from './cache-folder.mjs';
import { downloadExecutable } from './download.mjs';
import { installWhole } from './install-whole.mjs';
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
 * Finds the time-skipping test server: named by HANDOVER_TEST_SERVER, in our cache, downloaded, or its jars from Maven Central
 * behind a launcher script. Tests that need it are skipped where it cannot be had.
 *
 * @param {{machine?: import('./cache-folder.mjs').Machine, offline?: boolean, say?: (line: string) => void, downloadFrom?: string, cachedOnly?: boolean}} [options]
 *   cachedOnly: neither download nor Maven
 * @returns {Promise<TestServer>} path fits the SDK's `existing-path`; missing says why there is none
 * @throws {Stop} when HANDOVER_TEST_SERVER names no file
 */
export async function locateTestServer({
  machine = thisMachine,
  offline,
  say = () => undefined,
  downloadFrom,
  cachedOnly = false,
} = {}) {
  const named = machine.env['HANDOVER_TEST_SERVER'];
  if (named && !existsSync(named))
    throw new Stop(`HANDOVER_TEST_SERVER names ${named}, which does not exist.`, ['unset HANDOVER_TEST_SERVER']);
  if (named) return { path: named, how: 'named by HANDOVER_TEST_SERVER' };

  const version = await pinnedVersion();
  const native = cachedExecutable(machine, NAME, version);
  const jarFolder = join(cacheFolder(machine), NAME, version, 'java');
  const script = join(jarFolder, launcher(machine.platform).file);
  const cached = [native, script].find((path) => existsSync(path));
  if (cached) return { path: cached, how: `${version} from our cache` };
  if (cachedOnly) return { missing: 'not in our cache yet: run node tools/up.mjs ensure' };
  if (offline ?? machine.env['HANDOVER_OFFLINE'] === '1') return { missing: 'not in our cache, and offline' };

  const verify = async () => undefined;
  const from = downloadFrom === undefined ? {} : { from: downloadFrom };
  await mkdir(dirname(native), { recursive: true });
  const noDownload = await installWhole(native, {
    make: (target) => downloadExecutable({ artifact: NAME, version, target, machine, ...from }),
    verify,
    say,
  }).catch((error) => String(error instanceof Error ? error.message : error));
  if (existsSync(native)) return { path: native, how: `${version} downloaded` };

  const java = await run('java', ['-version'], { env: machine.env });
  if (java.code !== 0) return { missing: `no download (${noDownload}) and Java is not installed` };
  say(`fetching the time-skipping test server ${version} with Maven, once`);
  const noJars = await installWhole(jarFolder, { make: (folder) => fillFromMaven(folder, machine), verify, say }).catch((error) =>
    String(error instanceof Error ? error.message : error),
  );
  if (!existsSync(script)) return { missing: `no download (${noDownload}), no jars (${noJars})` };
  return { path: script, how: `${version} from Maven Central on Java; no download (${noDownload})` };
}
