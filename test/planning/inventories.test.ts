import { planMove } from '../../planning/plan/plan';
import { planDigest } from '../../planning/plan/digest';
import { idKey, topLevelOf } from '../../planning/inventory/arm-id';
import { buildGraph } from '../../planning/inventory/graph';
import { indexInventory } from '../../planning/inventory/index-inventory';
import { haveInventories, readInventories, spreadOverGroups } from '../support/inventories';
import { emptyDestination, OPTIONS, SOURCE } from './inventory-builder';

const maybe = haveInventories ? describe : describe.skip;

maybe('published templates, each spread over three groups (skipped without the shared data)', () => {
  const cases = haveInventories ? readInventories().map((inventory) => [inventory.template, inventory] as const) : [];

  test('there are 150', () => expect(cases).toHaveLength(150));

  test.each(cases)('%s: all of it is moved or refused, and ends under its own group’s name', (_template, inventory) => {
    const source = { subscriptionId: SOURCE, ...spreadOverGroups(inventory, SOURCE, ['one', 'two', 'three']), locks: [] };
    const made = planMove({ source, destination: emptyDestination(), options: OPTIONS });

    const tops = new Set(source.resources.map(({ id }) => idKey(topLevelOf(id) ?? '')));
    const moved = made.batches.filter(({ stage }) => stage === 'move').flatMap(({ resources }) => resources.map(idKey));
    const refused = new Set(made.refusals.map(({ id }) => idKey(topLevelOf(id) ?? '')));
    expect(new Set([...moved, ...refused])).toEqual(tops);
    expect(moved.length + refused.size).toBe(tops.size);
    expect(made.findings).toHaveLength(source.resources.length);
    expect(made.findings.filter(({ rule }) => rule === 'type.unknown')).toEqual([]);

    for (const { from, to, strength } of buildGraph(indexInventory(source)).edges)
      if (strength === 'together') expect(refused.has(from)).toBe(refused.has(to));
    for (const id of moved) {
      const last = made.batches.filter(({ resources }) => resources.some((other) => idKey(other) === id)).at(-1);
      if (!/\/microsoft\.web\/(sites|serverfarms)\//.test(id)) expect(last?.to.resourceGroup).toBe(id.split('/')[4]);
    }
    expect(
      planDigest(
        planMove({
          source: { ...source, resources: [...source.resources].reverse() },
          destination: emptyDestination(),
          options: OPTIONS,
        }),
      ),
    ).toBe(planDigest(made));
  });

  test('most of what is movable moves', () => {
    const totals = cases.map(([, inventory]) => {
      const source = { subscriptionId: SOURCE, ...spreadOverGroups(inventory, SOURCE, ['one', 'two', 'three']), locks: [] };
      const made = planMove({ source, destination: emptyDestination(), options: OPTIONS });
      return {
        moved: made.batches.filter(({ stage }) => stage === 'move').flatMap(({ resources }) => resources).length,
        refused: made.refusals.length,
      };
    });
    const sum = (key: 'moved' | 'refused') => totals.reduce((total, of) => total + of[key], 0);
    expect({ moved: sum('moved'), refused: sum('refused') }).toEqual({ moved: 647, refused: 222 });
  });
});
