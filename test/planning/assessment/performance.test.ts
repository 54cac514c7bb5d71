import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');

/** The bench's table, rows as numbers, and its exponent. */
function bench(...sizes: number[]): { rows: number[][]; exponent: number } {
  const text = execFileSync(
    process.execPath,
    ['--require', 'tsx/cjs', 'bench/main.ts', 'assessment', '1', ...sizes.map(String)],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const rows = text
    .split('\n')
    .filter((line) => /^│ \d/.test(line))
    .map((line) => line.split('│').slice(1, -1).map(Number));
  return { rows, exponent: Number(/exponent ([\d.]+)/.exec(text)?.[1]) };
}

test('10,000 resources with costs and reports take less than 5 s of processor time and 500 MB', () => {
  // A busy machine makes one of them slow by chance, not three.
  let fastest = Infinity;
  for (let tries = 0; tries < 3 && !(fastest < 5_000); tries++) {
    const [row = []] = bench(10_000).rows;
    const [resources = 0, , assessed = NaN, , html = NaN, xlsx = NaN, megabytes = NaN] = row;
    expect(resources).toBeGreaterThanOrEqual(10_000);
    expect(megabytes).toBeLessThan(500);
    fastest = Math.min(fastest, assessed + html + xlsx);
  }
  expect(fastest).toBeLessThan(5_000);
});

test('time grows as the resources do: with an exponent of less than 1.1', () => {
  // A busy machine makes one of them slow by chance, not three.
  const isLinear = () => bench(2_000, 8_000, 32_000).exponent < 1.1;
  expect(isLinear() || isLinear() || isLinear()).toBe(true);
});
