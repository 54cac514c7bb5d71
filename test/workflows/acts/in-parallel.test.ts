import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { type Ordered, sideBySide } from '../../../workflows/processes/resource-move/batch-order';

const batch = (id: string, from: string, to: string, after: string[] = []): Ordered => ({
  id,
  after,
  from: { subscriptionId: 's', resourceGroup: from },
  to: { subscriptionId: 'd', resourceGroup: to },
});
const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await Promise.resolve();
};

describe('sideBySide', () => {
  it('keeps the order, never uses a group twice at once, and runs every batch once', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'A');
    const plan = fc
      .array(fc.record({ from: name, to: name, after: fc.array(fc.nat(30), { maxLength: 3 }), turns: fc.nat(20) }), {
        maxLength: 30,
      })
      .map((rows) =>
        rows.map(({ from, to, after, turns: length }, i) => ({
          ...batch(`b${i}`, from, to, i === 0 ? [] : after.map((n) => `b${n % i}`)),
          length,
        })),
      );
    await fc.assert(
      fc.asyncProperty(plan, async (batches) => {
        const busy = new Set<string>();
        const done: string[] = [];
        await sideBySide(batches, async ({ id, from, to, after, length }) => {
          const groups = new Set([from, to].map((g) => `${g.subscriptionId}/${g.resourceGroup}`.toLowerCase()));
          for (const group of groups) expect(busy.has(group)).toBe(false);
          for (const earlier of after) expect(done).toContain(earlier);
          groups.forEach((group) => busy.add(group));
          await turns(length);
          groups.forEach((group) => busy.delete(group));
          done.push(id);
        });
        expect([...done].sort()).toEqual(batches.map(({ id }) => id).sort());
      }),
      { numRuns: 200 },
    );
  });

  it('runs what shares nothing at the same time, twenty at most', async () => {
    let now = 0;
    let most = 0;
    const batches = Array.from({ length: 50 }, (_, i) => batch(`b${i}`, `from${i}`, `to${i}`));
    await sideBySide(batches, async () => {
      most = Math.max(most, ++now);
      await turns(5);
      now--;
    });
    expect(most).toBe(20);
  });

  it('begins nothing after a failure, waits for what runs, then throws the failure', async () => {
    const ended: string[] = [];
    const batches = [batch('fails', 'a', 'a'), batch('runs', 'b', 'b'), batch('waits', 'a', 'c')];
    const run = async ({ id }: Ordered) => {
      await turns(id === 'fails' ? 1 : 50);
      if (id === 'fails') throw ApplicationFailure.nonRetryable('no', 'PolicyDenied');
      ended.push(id);
    };
    await expect(sideBySide(batches, run)).rejects.toMatchObject({ type: 'PolicyDenied' });
    expect(ended).toEqual(['runs']);
  });

  it('of several failures the one that no new plan cures is thrown', async () => {
    const types: Record<string, string> = { first: 'MissingDependents', second: 'GivenUp' };
    const run = ({ id }: Ordered) => Promise.reject(ApplicationFailure.nonRetryable(id, types[id] ?? ''));
    await expect(sideBySide([batch('first', 'a', 'a'), batch('second', 'b', 'b')], run)).rejects.toMatchObject({
      type: 'GivenUp',
    });
  });

  it('says so when the order cannot be met, and ignores batches that are not part of it', async () => {
    await expect(sideBySide([batch('b1', 'a', 'b', ['b1'])], () => Promise.resolve())).rejects.toThrow(
      "the plan's order cannot be met: b1",
    );
    await expect(sideBySide([batch('b1', 'a', 'b', ['b0'])], () => Promise.resolve())).resolves.toBeUndefined();
  });
});
