import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The sizes that CONTRIBUTING.md promises: beyond them a folder or a file holds more than one subject. */
const MOST = { filesInAFolder: 18, lines: 300, linesInWorkflows: 200, linesOfAWorkflow: 150, sharedLines: 5, placesThatName: 5 };

const ROOT = join(__dirname, '..');
const PRODUCT = /^(contracts|planning|workflows|activities|client)\//;
const SOURCES = ['contracts', 'planning', 'workflows', 'activities', 'worker', 'client', 'simulator', 'test', 'bench', 'tools'];

/** What people write; what is recorded or generated has other endings. */
const files = SOURCES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
).filter((file) => /\.(ts|mjs|cjs|js)$/.test(file));

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const linesOf = (file: string) => textOf(file).trimEnd().split('\n').length;

test('no folder of the product holds more files than a person takes in', () => {
  const counts = new Map<string, number>();
  for (const file of files.filter((one) => PRODUCT.test(one))) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MOST.filesInAFolder)).toEqual([]);
});

test('no file is longer than its one promise needs', () => {
  const limitOf = (file: string) =>
    !file.startsWith('workflows/')
      ? MOST.lines
      : basename(file) === 'workflow.ts'
        ? MOST.linesOfAWorkflow
        : MOST.linesInWorkflows;
  expect(files.filter((file) => linesOf(file) > limitOf(file)).map((file) => `${file}: ${linesOf(file)} lines`)).toEqual([]);
});

test('files and folders are in kebab-case', () => {
  expect(files.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
});

test('no two files of workflows/ share six lines', () => {
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  for (const file of files.filter((one) => one.startsWith('workflows/'))) {
    const lines = withoutImports(textOf(file))
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /\w/.test(line) && !/^(\*|\/\/|\/\*)/.test(line));
    for (let at = 0; at + MOST.sharedLines < lines.length; at += 1) {
      const window = lines.slice(at, at + MOST.sharedLines + 1).join('\n');
      const other = seen.get(window);
      if (other !== undefined && other !== file) shared.add(`${other} and ${file}: ${lines[at]}`);
      else seen.set(window, file);
    }
  }
  expect([...shared]).toEqual([]);
});

test('no workflow has a branch for executions of an earlier version: nothing is released', () => {
  expect(files.filter((file) => file.startsWith('workflows/') && /\b(patched|deprecatePatch)\(/.test(textOf(file)))).toEqual([]);
});

test('a process is named in few places beside its own files', () => {
  const own = /(^|\/)secrets-removal(\/|\.|-)|^test\//;
  const named = files.filter((file) => !own.test(file) && textOf(file).includes('secrets-removal'));
  expect(named.length > MOST.placesThatName ? named : []).toEqual([]);
});

function withoutImports(text: string): string {
  return text.replace(/^(import|export)\b[^;]*?\bfrom '[^']*';$/gms, '');
}
