import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canSkipTime } from '../support/rig';
import { type Block, blocksOf, edited } from './support/guide';

const ROOT = join(__dirname, '../..');
const blocks = blocksOf(join(ROOT, 'docs/contributing/add-a-process.md'));

/** What the new process needs of the tree to be checked and played. */
const COPIED = ['contracts', 'planning', 'activities', 'workflows', 'worker', 'client', 'simulator', 'tools', 'test/support'];
const FILES = ['jest.config.js', 'tsconfig.json', 'package.json', 'package-lock.json', '.prettierrc.json'];

let tree: string;

function put({ file, isEdit, text }: Block): void {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, isEdit ? edited(readFileSync(path, 'utf8'), { file, isEdit, text }) : text);
}

/** Runs a program of node_modules in the copy. Answers what it printed when it failed, else nothing. */
function complaintsOf(program: string, ...args: string[]): string {
  const path = join(ROOT, 'node_modules', program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? '' : `ended with ${status}: ${stdout}${stderr}`;
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'handover-guide-'));
  for (const path of [...COPIED, ...FILES]) cpSync(join(ROOT, path), join(tree, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  for (const block of blocks) put(block);
});
afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

test('the guide shows seven new files and three files with new lines', () => {
  expect(blocks.filter(({ isEdit }) => !isEdit).map(({ file }) => file)).toHaveLength(7);
  expect(blocks.filter(({ isEdit }) => isEdit).map(({ file }) => file)).toEqual([
    'contracts/processes/index.ts',
    'workflows/index.ts',
    'client/processes/index.ts',
  ]);
});

test('with them the tree has no type error', () => {
  expect(complaintsOf('typescript/bin/tsc', '-p', '.')).toBe('');
});

test('and is formatted as prettier has it', () => {
  const files = blocks.map(({ file }) => file);
  expect(complaintsOf('prettier/bin/prettier.cjs', '--check', ...files)).toBe('');
});

(canSkipTime ? test : test.skip)('and the new process passes its test', () => {
  expect(complaintsOf('jest/bin/jest.js', '--runInBand', 'test/processes/temporary-access')).toBe('');
});
