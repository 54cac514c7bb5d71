import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TEST_RUN = pathToFileURL(join(__dirname, '../../tools/lib/test-run.mjs')).href;
const CHECKS = [
  'typescript/bin/tsc',
  'eslint/bin/eslint.js',
  'prettier/bin/prettier.cjs',
  'dependency-cruiser/bin/dependency-cruise.mjs',
] as const;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handover-run-'));
  for (const check of CHECKS) program(check, '');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function program(path: string, body: string): void {
  const file = join(root, 'node_modules', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
}

/** A jest that reports these counts, prints its arguments and exits with a code. */
function jest(counts: object, exitCode: number): void {
  const report = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    ...counts,
  };
  program(
    'jest/bin/jest.js',
    `const file = process.argv.find((a) => a.startsWith('--outputFile=')).slice(13);
     require('fs').writeFileSync(file, ${JSON.stringify(JSON.stringify(report))});
     console.log('jest ' + process.argv.slice(4).join(' '));
     process.exit(${exitCode});`,
  );
}

/** Runs it in a process of its own, for its standard output and exit code are what is promised. */
function runTests(...jestArguments: string[]): { lines: string[]; said: string; status: number | null } {
  const run = { root, env: process.env, jestArguments };
  const script = `
    const { runTests } = await import(${JSON.stringify(TEST_RUN)});
    process.exitCode = await runTests({ ...${JSON.stringify(run)}, say: console.error });`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return { lines: stdout.trim().split('\n'), said: stderr, status };
}

test('the closing line adds the checks to the tests and comes last', () => {
  jest({ numPassedTests: 5, numPendingTests: 1 }, 0);
  const { lines, said, status } = runTests();
  expect(lines.at(-1)).toBe('9 passed, 0 failed, 1 skipped');
  expect(said.match(/^ok \w+/gm)).toEqual(['ok typecheck', 'ok lint', 'ok format', 'ok imports']);
  expect(status).toBe(0);
});

test('a failing check is counted, and hides neither the next check nor the tests', () => {
  program(CHECKS[1], 'process.exit(2)');
  jest({ numPassedTests: 5 }, 0);
  const { lines, said, status } = runTests();
  expect(lines.at(-1)).toBe('8 passed, 1 failed');
  expect(said.match(/^(ok|FAILED) \w+/gm)).toEqual(['ok typecheck', 'FAILED lint', 'ok format', 'ok imports']);
  expect(status).toBe(1);
});

test('failing tests', () => {
  jest({ numPassedTests: 5, numFailedTests: 2 }, 1);
  const { lines, status } = runTests();
  expect(lines.at(-1)).toBe('9 passed, 2 failed');
  expect(status).toBe(1);
});

test('a jest that fails although no test did', () => {
  jest({ numPassedTests: 5 }, 1);
  expect(runTests().lines.at(-1)).toBe('9 passed, 1 failed');
});

test('no test at all is a failure', () => {
  jest({}, 0);
  const { lines, status } = runTests();
  expect(lines.at(-1)).toBe('4 passed, 1 failed');
  expect(status).toBe(1);
});

test('a filter goes to jest, and the checks are left out', () => {
  jest({ numPassedTests: 2 }, 0);
  const { lines, said, status } = runTests('planning', '-t', 'storage');
  expect(lines).toEqual(['jest planning -t storage', '2 passed, 0 failed']);
  expect(said).toBe('only the tests chosen by: planning -t storage (the static checks run without a filter)\n');
  expect(status).toBe(0);
});

test('unit stands for the tests that need nothing but Node.js', () => {
  jest({ numPassedTests: 2 }, 0);
  const { lines } = runTests('unit', 'planning');
  expect(lines[0]).toMatch(/^jest planning --testPathIgnorePatterns=\S*\be2e\b/);
});

test('what a failing check prints is shown, what another prints is not', () => {
  program(CHECKS[0], 'console.log("all is well")');
  program(CHECKS[1], 'console.log("a line too long"); process.exit(1)');
  jest({ numPassedTests: 5 }, 0);
  const { said } = runTests();
  expect(said).toContain('a line too long\nFAILED lint');
  expect(said).not.toContain('all is well');
});
