import { run } from './run.mjs';

/** The oldest server that has all the workflows use: updates with start, versioned deployments, user metadata. */
const OLDEST_SERVER = [1, 29];

/**
 * Asks a `temporal` executable what it is.
 *
 * @param {string} path
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{cli: string, server: string, problem?: string}>} problem: why it is of no use to us
 */
export async function temporalVersion(path, env) {
  const { code, stdout, stderr } = await run(path, ['--version'], { env });
  const found = /temporal version (\S+) \(Server ([\d.]+)/.exec(stdout);
  if (code !== 0 || !found?.[1] || !found[2])
    return { cli: '?', server: '?', problem: `${path} --version gives no version: ${stderr || stdout}`.trim() };
  const [cli, server] = [found[1], found[2]];
  const [major = 0, minor = 0] = server.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER;
  const tooOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  return tooOld
    ? { cli, server, problem: `${path} carries server ${server}, older than ${OLDEST_SERVER.join('.')}` }
    : { cli, server };
}
