#!/usr/bin/env node
/** Prints the titles of all tests, sorted; with `--against FILE`, of such a list or of jest's own JSON, what is gone (-) and what is new (+). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{testResults: {assertionResults: {fullName: string}[]}[]}} Report
 */

/** @param {string} json as jest writes it */
function titlesIn(json) {
  /** @type {unknown} */
  const report = JSON.parse(json);
  const { testResults } = /** @type {Report} */ (report);
  return testResults
    .flatMap(({ assertionResults }) => assertionResults.map(({ fullName }) => fullName.replaceAll('\n', ' ')))
    .sort();
}

/** Loads every suite and runs no test. */
function titlesNow() {
  const folder = mkdtempSync(join(tmpdir(), 'handover-titles-'));
  try {
    const file = join(folder, 'report.json');
    const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const args = [jest, '--testNamePattern=^no test is called this$', '--silent', '--json', `--outputFile=${file}`];
    const { stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
    const text = readFileSync(file, 'utf8');
    if (/"numRuntimeErrorTestSuites":[1-9]/.test(text)) throw new Error(`A suite does not load:\n${stderr}`);
    return titlesIn(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the first list has more often than the second. @param {string[]} some @param {string[]} others */
function missing(some, others) {
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const title of others) left.set(title, (left.get(title) ?? 0) + 1);
  return some.filter((title) => {
    const count = left.get(title) ?? 0;
    left.set(title, count - 1);
    return count <= 0;
  });
}

const [flag, older] = process.argv.slice(2);
const now = titlesNow();
if (flag === '--against' && older !== undefined) {
  const text = readFileSync(older, 'utf8');
  const before = text.startsWith('{') ? titlesIn(text) : text.split('\n').filter((line) => line !== '');
  for (const title of missing(before, now)) console.log(`- ${title}`);
  for (const title of missing(now, before)) console.log(`+ ${title}`);
} else for (const title of now) console.log(title);
