import { parseArgs } from 'node:util';
import { inLanes } from '../test/support/in-lanes';
import { INVENTORIES_FILE, readInventories } from '../test/support/inventories';
import { INVENTORY_WORLD, moveInventory } from '../test/support/inventory-run';
import { startLocalStack } from '../test/support/local-stack';

/**
 * Moves inventories of published templates end to end: planned, approved, moved, judged by what both sides hold. One line each, then a total.
 * Exit code 0 when all of them passed.
 */
export async function inventories(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      file: { type: 'string', default: INVENTORIES_FILE },
      only: { type: 'string' },
      parallel: { type: 'string', default: '8' },
    },
  });
  const only = values.only?.split(',');
  const chosen = readInventories(values.file).filter(({ template }) => only?.includes(template) ?? true);
  const stack = await startLocalStack({ world: INVENTORY_WORLD, clockRate: 3600 });
  let [passed, moved, refused, resources] = [0, 0, 0, 0];
  try {
    await stack.working(() =>
      inLanes(Number(values.parallel), [...chosen.entries()], async ([nth, inventory]) => {
        const done = await moveInventory(stack, inventory, nth);
        if (done.problems.length === 0) passed++;
        moved += done.moved;
        refused += done.refused;
        resources += done.resources;
        const verdict = done.problems.length === 0 ? 'ok  ' : 'FAIL';
        console.log(
          `${verdict} ${done.name}: ${done.resources} resources, ${done.moved} moved in ${done.batches} batches, ${done.refused} refused, ${done.seconds.toFixed(1)} s`,
        );
        for (const problem of done.problems.slice(0, 5)) console.log(`       ${problem}`);
      }),
    );
  } finally {
    await stack.stop();
  }
  console.log(
    `${passed} of ${chosen.length} inventories: ${resources} resources, ${moved} moved, ${refused} refused with a reason`,
  );
  return passed === chosen.length && chosen.length > 0 ? 0 : 1;
}
