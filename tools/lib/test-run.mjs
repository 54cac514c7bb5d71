import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runChecks } from './checks.mjs';
import { runAttached } from './run.mjs';
import { add, closingLine, countJest } from './summary.mjs';

/** @typedef {{root: string, env: NodeJS.ProcessEnv, jestArguments: string[], say: (line: string) => void}} TestRun */

/** More failing files than this are no matter of a busy machine. */
const AGAIN_AT_MOST = 4;

/**
 * @typedef {import('./summary.mjs').Count} Count
 * @typedef {import('./summary.mjs').JestReport & {testResults?: {name: string, status: string, assertionResults: {status: string}[]}[]}} Report
 */

/**
 * @param {TestRun} run
 * @returns {Promise<{count: Count, report: Report | undefined}>}
 */
async function runJest({ root, env, jestArguments }) {
  const folder = await mkdtemp(join(tmpdir(), 'handover-jest-'));
  try {
    const file = join(folder, 'report.json');
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const code = await runAttached(process.execPath, [jest, '--json', `--outputFile=${file}`, ...jestArguments], {
      cwd: root,
      env,
    });
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const report = text === undefined ? undefined : /** @type {Report} */ (JSON.parse(text));
    const count = countJest(report);
    // Jest also fails for what is no test, e.g. a global teardown that throws.
    return { count: code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The servers of the slow tests share two cores with all the others: a file that failed is run once more, alone, and said to have been. It
 * counts as it ended the second time.
 *
 * @param {TestRun} run
 * @returns {Promise<Count>}
 */
async function runJestTwice(run) {
  const { count, report } = await runJest(run);
  const results = report?.testResults ?? [];
  const failed = results.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (failed.length === 0 || failed.length > AGAIN_AT_MOST) return count;
  run.say(`failed, and run again alone: ${failed.map((name) => relative(run.root, name)).join(', ')}`);
  const again = await runJest({ ...run, jestArguments: ['--runInBand', '--runTestsByPath', ...failed] });
  const others = results.filter(({ name }) => !failed.includes(name)).flatMap(({ assertionResults }) => assertionResults);
  /** @param {string[]} wanted */
  const among = (...wanted) => others.filter(({ status }) => wanted.includes(status)).length;
  return add([{ passed: among('passed'), failed: among('failed'), skipped: among('pending', 'todo') }, again.count]);
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
  const total = add([...checks, await runJestTwice(run)]);
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}
