import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { largeInventory } from '../../bench/inventory';
import { OPTIONS } from './inventory-builder';
import { planMove } from '../../planning/plan/plan';

const ROOT = path.join(__dirname, '../..');

/** Milliseconds of processor time of the fastest of three: what other processes do meanwhile must not fail a test. */
function fastest(resources: number): number {
  const source = largeInventory(resources, 1);
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    planMove({ source, options: OPTIONS });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

test('10,000 resources are planned in under 2 s of processor time', () => {
  expect(fastest(10_000)).toBeLessThan(2_000);
});

test('four times the resources take nowhere near sixteen times as long', () => {
  expect(fastest(12_000) / fastest(3_000)).toBeLessThan(10);
});

test('10,000 resources are planned within 500 MB', () => {
  const table = execFileSync(process.execPath, ['--require', 'tsx/cjs', 'bench/main.ts', 'planning', '1', '10000'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const megabytes = Number(
    /(\d+)\s*│\s*$/m.exec(
      table
        .split('\n')
        .filter((line) => line.includes('10004'))
        .join('\n'),
    )?.[1],
  );
  expect(megabytes).toBeGreaterThan(20);
  expect(megabytes).toBeLessThan(500);
});
