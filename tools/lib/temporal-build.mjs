import { startProgress } from './progress.mjs';
import { run } from './run.mjs';

const OLDEST_GO = [1, 25];
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';

/**
 * Why Go cannot build Temporal here.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined when it can
 */
export async function goProblem(env) {
  const { code, stdout } = await run('go', ['env', 'GOVERSION'], { env: { ...env, GOTOOLCHAIN: 'local' } });
  if (code !== 0) return 'Go is not installed';
  const [major = 0, minor = 0] = stdout.trim().replace(/^go/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_GO;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `${stdout.trim()} is older than Go ${OLDEST_GO.join('.')}`;
}

/**
 * Builds the server that a go.mod pins (hashes in its go.sum) and shows how far it is.
 *
 * @param {{moduleFolder: string, version: string, target: string, env: NodeJS.ProcessEnv}} build moduleFolder holds the go.mod that
 *   pins the version, which the executable will say of itself; target is the file to write
 * @throws {Error} with the compiler's last lines
 */
export async function buildTemporal({ moduleFolder, version, target, env }) {
  // A workspace or a newer toolchain of the user's must not change what is built.
  const options = { cwd: moduleFolder, env: { ...env, GOTOOLCHAIN: 'local', GOWORK: 'off' } };
  const progress = startProgress();
  try {
    let modules = 0;
    const list = await run('go', ['list', '-deps', PACKAGE], {
      ...options,
      onErrorLine: () => progress.update(`fetching Go modules: ${++modules}`),
    });
    if (list.code !== 0) throw new Error(`go list failed: ${list.stderr.split('\n').slice(-5).join('\n')}`);
    const total = list.stdout.trim().split('\n').length;
    let compiled = 0;
    const build = await run(
      'go',
      ['build', '-v', '-ldflags', `-s -w -X github.com/temporalio/cli/temporalcli.Version=${version}`, '-o', target, PACKAGE],
      {
        ...options,
        onErrorLine: () => progress.update(`compiling ${++compiled} / ${total}`),
      },
    );
    if (build.code !== 0) throw new Error(`go build failed: ${build.stderr.split('\n').slice(-5).join('\n')}`);
  } finally {
    progress.end();
  }
}
