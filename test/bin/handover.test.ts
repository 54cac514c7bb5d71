import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'handover-checkout-'));
  cpSync(join(ROOT, 'bin'), join(checkout, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'tsconfig.json'), join(checkout, 'tsconfig.json'));
  mkdirSync(join(checkout, 'client/cli'), { recursive: true });
  writeFileSync(
    join(checkout, 'client/cli/main.ts'),
    "import type { Stats } from 'node:fs';\nconst size: Stats['size'] = 2;\nconsole.log(`ran in ${process.cwd()}`, process.argv.slice(size));\n",
  );
});
afterEach(() => {
  rmSync(checkout, { recursive: true });
});

function handover(cwd: string, nodeArguments: string[] = []) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = [...nodeArguments, join(checkout, 'bin/handover'), 'list', '-o', 'json'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

test('runs the TypeScript of its own checkout from any folder, whatever tsconfig.json lies there', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const elsewhere = join(checkout, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'tsconfig.json'), '{ "extends": "./gone.json" }');
  expect(handover(elsewhere)).toEqual({ stdout: `ran in ${elsewhere} [ 'list', '-o', 'json' ]\n`, stderr: '', status: 0 });
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
