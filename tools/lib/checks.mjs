import { join } from 'node:path';
import { run } from './run.mjs';

/** The checks that need no test runner: name, package, its executable file, arguments. One failure does not hide the next. */
const CHECKS = /** @type {const} */ ([
  ['typecheck', 'typescript/bin/tsc', ['-p', '.']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['imports', 'dependency-cruiser/bin/dependency-cruise.mjs', ['.']],
]);

/**
 * Runs every static check, one after another. What one prints is shown when it is done, since tests run beside it.
 *
 * @param {{root: string, env: NodeJS.ProcessEnv, say: (line: string) => void}} where
 * @returns {Promise<import('./summary.mjs').Count>} one passed or failed for each check
 */
export async function runChecks({ root, env, say }) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, file, args] of CHECKS) {
    const started = Date.now();
    const { code, stdout, stderr } = await run(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, env });
    for (const text of [stdout, stderr]) if (code !== 0 && text !== '') say(text.trimEnd());
    say(`${code === 0 ? 'ok' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (code === 0) count.passed += 1;
    else count.failed += 1;
  }
  return count;
}
