import { assessSubscriptions, type AssessmentFacts } from '../../../planning/assessment';
import { headWithoutRun } from '../../../planning/assessment/head';
import { inventoryOf, resource } from '../inventory-builder';
import { cardMeter, COST, rateCard, usageLine } from '../costs/usage-builder';

const fine = resource('rg', 'Microsoft.Storage/storageAccounts/fine');
const gone = resource('rg', 'Microsoft.Storage/storageAccounts/gone');
const group = resource('rg', 'Microsoft.Cache/redis/cache');
const withSubnet = { ...group, properties: { subnetId: '/subscriptions/x' } };

function assess(resources: (typeof fine)[], more: Partial<AssessmentFacts> = {}) {
  return assessSubscriptions({
    ...headWithoutRun({ id: 'assessment-1', at: '2026-11-24T10:00:00.000Z', customer: 'Fabrikam' }),
    cloud: 'global',
    naming: '{name}',
    exclude: [],
    subscriptions: [{ displayName: 'Dev', inventory: inventoryOf(resources) }],
    ...more,
  });
}

test('a first report has no changes; the same again has none either', () => {
  const first = assess([fine, gone]);
  expect(first).not.toHaveProperty('changes');
  expect(assess([fine, gone], { previous: first }).changes).toEqual({
    since: first.startedAt,
    appeared: [],
    gone: [],
    verdicts: [],
  });
});

test('what came, what went and what is judged otherwise', () => {
  const before = assess([fine, gone, group]);
  const upper = { ...fine, id: fine.id.toUpperCase(), type: fine.type };
  const fresh = resource('rg', 'Microsoft.Storage/storageAccounts/fresh');
  const { changes } = assess([upper, fresh, withSubnet], { previous: before });
  expect(changes).toEqual({
    since: before.startedAt,
    appeared: [fresh.id],
    gone: [gone.id],
    verdicts: [{ id: group.id, from: 'NO ISSUES', to: 'BLOCKED' }],
  });
});

test('what all of it costs, when both reports tell it in one currency', () => {
  const cost = (quantity: number, currency = 'USD') => ({
    cost: {
      options: { ...COST, currency },
      usage: [usageLine('m', quantity, 1, { currency })],
      rateCard: rateCard([cardMeter('m', 1)], { currency }),
    },
  });
  const before = assess([fine], cost(1));
  expect(before.subscriptions[0]?.cost).toEqual({ before: 1, after: 0.85, difference: 0.15 });
  expect(assess([fine], { ...cost(2), previous: before }).changes?.cost).toEqual({
    from: { before: 1, after: 0.85, difference: 0.15 },
    to: { before: 2, after: 1.7, difference: 0.3 },
  });
  expect(assess([fine], { ...cost(2, 'EUR'), previous: before }).changes).not.toHaveProperty('cost');
  expect(assess([fine], { previous: before }).changes).not.toHaveProperty('cost');
});
