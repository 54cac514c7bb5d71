import Table from 'cli-table3';
import { type LocalStack, startLocalStack } from '../test/support/local-stack';
import { compareSideBySide, EMPTY_WORLD, moveGroups, seedGroups } from '../test/support/scale';

const GROUPS = 10;
const plain = { style: { head: [], border: [], compact: true } };

/** What the history of a move holds for 200 and for 2,000 resources in the same number of groups. Exit code 1 when a bound is broken. */
export async function move2000(): Promise<number> {
  const table = new Table({ ...plain, head: ['resources', 'groups', 'events', 'history bytes', 'largest payload', 'seconds'] });
  const found = await onStack(3600, async (stack) => {
    const footprints = [];
    for (const each of [20, 200]) {
      const footprint = await moveGroups(stack, await seedGroups(stack, GROUPS, each));
      const { moved, events, bytes, largestPayload, seconds } = footprint;
      table.push([moved, GROUPS, events, bytes, largestPayload, seconds.toFixed(1)]);
      footprints.push(footprint);
    }
    return footprints;
  });
  console.log(table.toString());
  const [few, many] = found;
  const isBounded = few && many && many.events < 2_000 && many.bytes < 2_000_000;
  return isBounded && Math.abs(many.largestPayload / few.largestPayload - 1) < 0.1 ? 0 : 1;
}

/** Ten groups that do not depend on one another, by one run and by one run each. Exit code 1 when the first takes more than 0.3 of the second. */
export async function sideBySide(): Promise<number> {
  // A move takes about four seconds: what is measured is Azure's time, not ours.
  const { atOnce, oneAfterAnother } = await onStack(60, (stack) => compareSideBySide(stack, GROUPS, 10));
  const ratio = atOnce / oneAfterAnother;
  const table = new Table({ ...plain, head: ['groups', 'at once s', 'one after another s', 'ratio'] });
  table.push([GROUPS, atOnce.toFixed(1), oneAfterAnother.toFixed(1), ratio.toFixed(2)]);
  console.log(table.toString());
  return ratio <= 0.3 ? 0 : 1;
}

async function onStack<T>(clockRate: number, act: (stack: LocalStack) => Promise<T>): Promise<T> {
  const stack = await startLocalStack({ world: EMPTY_WORLD, clockRate });
  try {
    await stack.azure.post('throttling', false);
    return await stack.working(() => act(stack));
  } finally {
    await stack.stop();
  }
}
