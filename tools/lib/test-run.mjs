import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { runAttached } from './run.mjs';
import { add, closingLine, countJest } from './summary.mjs';

/** @typedef {{root: string, env: NodeJS.ProcessEnv, jestArguments: string[], say: (line: string) => void}} TestRun */

/** Tests that start a server, a browser, a shell or a command of ours. All others need nothing but Node.js. */
const WITH_OTHER_PROCESSES = [
  'test/(bin|docs|e2e|processes|replay|tools)/',
  'test/architecture',
  'test/client/(cli/completion|local-stack/)',
  'test/.*/browser',
  'test/simulator/fidelity/',
  'test/workflows/party-workers',
];

/**
 * Whether only the tests are wanted that need nothing but Node.js: `npm test -- unit`.
 *
 * @param {string[]} jestArguments
 */
export function isUnitRun(jestArguments) {
  return jestArguments.includes('unit');
}

/** @param {string[]} jestArguments */
function forJest(jestArguments) {
  if (!isUnitRun(jestArguments)) return jestArguments;
  return [...jestArguments.filter((one) => one !== 'unit'), `--testPathIgnorePatterns=${WITH_OTHER_PROCESSES.join('|')}`];
}

/**
 * @param {TestRun} run
 * @returns {Promise<import('./summary.mjs').Count>}
 */
async function runJest({ root, env, jestArguments }) {
  const folder = await mkdtemp(join(tmpdir(), 'handover-jest-'));
  try {
    const file = join(folder, 'report.json');
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const code = await runAttached(process.execPath, [jest, '--json', `--outputFile=${file}`, ...forJest(jestArguments)], {
      cwd: root,
      env,
    });
    const text = await readFile(file, 'utf8').catch(() => undefined);
    /** @type {unknown} */
    const report = text === undefined ? undefined : JSON.parse(text);
    const count = countJest(/** @type {import('./summary.mjs').JestReport | undefined} */ (report));
    // Jest also fails for what is no test, e.g. a global teardown that throws.
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs every test, and the static checks beside them, which use what the tests leave of the processors while they wait. With arguments
 * for jest (a filter): only the tests they choose. Prints the closing line last, alone on standard output.
 *
 * @param {TestRun} run
 * @returns {Promise<number>} exit code: 0 when nothing failed
 */
export async function runTests(run) {
  const filtered = run.jestArguments.length > 0;
  if (filtered) run.say(`only the tests chosen by: ${run.jestArguments.join(' ')} (the static checks run without a filter)`);
  const total = add(await Promise.all([runJest(run), ...(filtered ? [] : [runChecks(run)])]));
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}
