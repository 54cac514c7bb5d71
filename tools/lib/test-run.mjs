import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { runAttached } from './run.mjs';
import { add, closingLine, countJest } from './summary.mjs';

/** @typedef {{root: string, env: NodeJS.ProcessEnv, jestArguments: string[], say: (line: string) => void}} TestRun */

/** @param {TestRun} run */
async function runJest({ root, env, jestArguments }) {
  const folder = await mkdtemp(join(tmpdir(), 'handover-jest-'));
  try {
    const report = join(folder, 'report.json');
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const code = await runAttached(process.execPath, [jest, '--json', `--outputFile=${report}`, ...jestArguments], {
      cwd: root,
      env,
    });
    const text = await readFile(report, 'utf8').catch(() => undefined);
    const count = countJest(
      text === undefined ? undefined : /** @type {import('./summary.mjs').JestReport} */ (JSON.parse(text)),
    );
    // Jest also fails for what is no test, e.g. a global teardown that throws.
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the static checks and then every test; with arguments for jest (a filter), only the tests they choose. Prints the
 * closing line last, alone on standard output.
 *
 * @param {TestRun} run
 * @returns {Promise<number>} exit code: 0 when nothing failed
 */
export async function runTests(run) {
  const filtered = run.jestArguments.length > 0;
  if (filtered) run.say(`only the tests chosen by: ${run.jestArguments.join(' ')} (the static checks run without a filter)`);
  const checks = filtered ? [] : [await runChecks(run)];
  const total = add([...checks, await runJest(run)]);
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}
