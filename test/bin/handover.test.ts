import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Prints how its class fields were compiled, which a tsconfig.json decides, and what it was called with. */
const MAIN = `
import type { Stats } from 'node:fs';
class Fields { size: Stats['size'] = 2 }
console.log(String(Fields).includes('constructor') ? 'assigned' : 'defined', process.argv.slice(new Fields().size));
`;

let parent: string;
let checkout: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'handover-parent-'));
  checkout = join(parent, 'checkout');
  cpSync(join(ROOT, 'bin'), join(checkout, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'tsconfig.json'), join(checkout, 'tsconfig.json'));
  mkdirSync(join(checkout, 'client/cli'), { recursive: true });
  writeFileSync(join(checkout, 'client/cli/main.ts'), MAIN);
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

function handover(cwd: string, nodeArguments: string[] = []) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = [...nodeArguments, join(checkout, 'bin/handover'), 'list', '-o', 'json'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

test('runs the TypeScript of its own checkout from another folder, whatever tsconfig.json lies there', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  writeFileSync(join(parent, 'tsconfig.json'), '{ "compilerOptions": { "useDefineForClassFields": false } }');
  expect(handover(parent)).toEqual({ stdout: "defined [ 'list', '-o', 'json' ]\n", stderr: '', status: 0 });
});

test('before npm ci: one line that says what to run', () => {
  expect(handover(checkout)).toEqual({
    stdout: '',
    stderr: `handover is not set up yet: its dependencies are not installed. Run: npm ci --prefix "${checkout}"\n`,
    status: 1,
  });
});

test('Node.js too old: one line that says how to get a newer one', () => {
  const older = join(checkout, 'older.cjs');
  writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.19.4' });");
  expect(handover(checkout, ['--require', older])).toEqual({
    stdout: '',
    stderr: 'handover needs Node.js 20.20 or newer; this is 20.19.4. For example: nvm install 20 && nvm use 20\n',
    status: 1,
  });
});
