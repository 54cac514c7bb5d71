import { CLOUDS } from '../../../contracts/processes/assessment';
import { assessSubscriptions } from '../../../planning/assessment';
import { headWithoutRun } from '../../../planning/assessment/head';
import { haveInventories, readInventories, spreadOverGroups } from '../../support/inventories';
import { SOURCE } from '../inventory-builder';

const maybe = haveInventories ? describe : describe.skip;

maybe('published templates, assessed (skipped without the shared data)', () => {
  const cases = haveInventories ? readInventories().map((inventory) => [inventory.template, inventory] as const) : [];

  test('there are 150', () => expect(cases).toHaveLength(150));

  test.each(cases)('%s: one row for each resource, each with a verdict and what to do', (_template, template) => {
    const inventory = { subscriptionId: SOURCE, ...spreadOverGroups(template, SOURCE, ['one', 'two']), locks: [] };
    for (const cloud of CLOUDS) {
      const head = headWithoutRun({ id: 'a', at: '2026-11-24T00:00:00Z', customer: 'Fabrikam' });
      const facts = { ...head, cloud, naming: '{name}', exclude: [] };
      const { rows, edges, subscriptions } = assessSubscriptions({
        ...facts,
        subscriptions: [{ displayName: 'Dev', inventory }],
      });

      expect(rows.map(({ id }) => id).sort()).toEqual(inventory.resources.map(({ id }) => id).sort());
      for (const row of rows) {
        expect(['NO ISSUES', 'MODIFY', 'BLOCKED']).toContain(row.verdict);
        expect(row.verdict === 'NO ISSUES').toBe(row.rule === undefined);
        if (row.verdict !== 'NO ISSUES') expect([row.reason, row.fix]).toEqual([expect.any(String), expect.any(String)]);
        expect(row.verdict === 'MODIFY').toBe(row.doneBy !== undefined);
        if (row.availableInCsp === 'no') expect(row.verdict).toBe('BLOCKED');
        expect(row.rule).not.toBe('type.unknown');
      }
      const known = new Set(rows.map(({ id }) => id));
      for (const [needs, needed] of edges) expect([known.has(needs) || needs !== '', known.has(needed)]).toEqual([true, true]);
      const [only] = subscriptions;
      expect(only && only.noIssues + only.modify + only.blocked).toBe(rows.length);
      const worst = ['BLOCKED', 'MODIFY', 'NO ISSUES'].find((verdict) => rows.some((row) => row.verdict === verdict));
      expect(only?.verdict).toBe(worst ?? 'NO ISSUES');
    }
  });
});
