import type { CostOptions } from '../../../contracts/processes/assessment';
import type { RateCard, UsageLine } from '../../../contracts/azure/usage';
import { assessCosts, CurrencyMismatch } from '../../../planning/costs/cost';
import { cardMeter, COST, DAYS, rateCard, usageLine } from './usage-builder';

function assess(lines: UsageLine[], card: RateCard, options: Partial<CostOptions> = {}) {
  return assessCosts({ lines, rateCard: card, options: { ...COST, ...options }, days: DAYS });
}

/**
 * The seed's table (l.14922-14929): quantity, rate, then what it shows: cost, rate and cost in CSP, difference. It shows quantities rounded:
 * the third is 0.0408 there, and 0.0408 × 0.087 would be 0.0035.
 */
const SEED = [
  [0.7829, 0.095, 0.0744, 0.0808, 0.0632, 0.0112],
  [0.018, 0, 0, 0, 0, 0],
  [0.04083, 0.087, 0.0036, 0.0739, 0.003, 0.0005],
  [24, 0.02, 0.48, 0.017, 0.408, 0.072],
  [0.1439, 0.0004, 0.0001, 0.0003, 0, 0],
  [0.0146, 0.0004, 0, 0.0003, 0, 0],
] as const;

describe('the table of the CSP migration assessment tool comes out to the digit', () => {
  test.each(SEED)('%d at %d, 15 %% off', (quantity, rate, costBefore, rateAfter, costAfter, difference) => {
    const { rows } = assess([usageLine('m', quantity, rate)], rateCard([cardMeter('m', rate)]));
    const shown = Math.round(quantity * 10_000) / 10_000;
    expect(rows).toEqual([
      expect.objectContaining({ quantity: shown, rateBefore: rate, costBefore, rateAfter, costAfter, difference }),
    ]);
  });

  test('its totals: 50.85, 43.21 and 7.62 are what 375 rows come to as they are shown, and not the exact sums', () => {
    // The seed shows six of its rows; the others here are ours, small ones whose rounding goes one way.
    const costs = [...fill(190, 0.0001647), ...fill(175, 0.00014), 12.56, 12.56, 12.56, 12.556];
    const pairs = [...SEED.map(([quantity, rate]) => [quantity, rate] as const), ...costs.map((cost) => [1, cost] as const)];
    const { summary } = assess(
      pairs.map(([quantity, rate], nth) => usageLine(`m${nth}`, quantity, rate)),
      rateCard(pairs.map(([, rate], nth) => cardMeter(`m${nth}`, rate))),
    );
    expect(summary).toMatchObject({
      services: 375,
      sumOfRoundedRows: { before: 50.85, after: 43.21, difference: 7.62 },
      roundedSum: { before: 50.85, after: 43.22, difference: 7.63 },
      withoutRate: 0,
    });
  });
});

describe('a row for each meter of each resource', () => {
  test('days are summed, other resources and meters are not', () => {
    const other = { resourceId: '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm2' };
    const { rows } = assess(
      [
        usageLine('m', 1, 2),
        usageLine('m', 2, 2, { date: DAYS.from }),
        usageLine('M', 3, 2, { date: DAYS.to, resourceId: usageLine('m', 1, 1).resourceId.toUpperCase() }),
        usageLine('m', 4, 2, other),
        usageLine('n', 5, 2),
      ].map((line) => ({ ...line, meterName: line.meterId.toLowerCase() })),
      rateCard([cardMeter('m', 1), cardMeter('n', 1)]),
    );
    expect(rows.map(({ meterName, quantity }) => [meterName, quantity])).toEqual([
      ['m', 6],
      ['n', 5],
      ['m', 4],
    ]);
  });

  test('a rate that changes within the days is shown as their average', () => {
    const { rows } = assess([usageLine('m', 1, 1), usageLine('m', 3, 2)], rateCard([cardMeter('m', 1)]));
    expect(rows).toEqual([expect.objectContaining({ quantity: 4, rateBefore: 1.75, costBefore: 7 })]);
  });

  test('nothing used: the rates are shown and nothing is divided by nothing', () => {
    const { rows } = assess([usageLine('m', 0, 2)], rateCard([cardMeter('m', 1)]));
    expect(rows).toEqual([
      expect.objectContaining({ quantity: 0, rateBefore: 2, costBefore: 0, rateAfter: 0.85, costAfter: 0, difference: 0 }),
    ]);
  });

  test('CSP may be dearer: the difference is less than 0, rounded as the same saving would be', () => {
    const { rows } = assess([usageLine('m', 1, 0)], rateCard([cardMeter('m', 0.00025)]), { discountPercent: 0 });
    expect(rows[0]).toMatchObject({ costAfter: 0.0003, difference: -0.0003 });
  });

  test('decimals do not drift: ten times a tenth is one', () => {
    const lines = Array.from({ length: 10 }, (_, nth) => usageLine('m', 0.1, 0.1, { date: `2026-11-${10 + nth}` }));
    expect(assess(lines, rateCard([cardMeter('m', 0.1)]), { discountPercent: 0 }).rows).toEqual([
      expect.objectContaining({ quantity: 1, costBefore: 0.1, costAfter: 0.1, difference: 0 }),
    ]);
  });
});

describe('the rate card', () => {
  const on = (name: string) => ({ resourceId: `/subscriptions/x/resourceGroups/rg/providers/A.B/c/${name}` });

  test('tiers count for the whole subscription, and its resources share the cost by quantity', () => {
    const tiers: [number, number][] = [
      [0, 10],
      [100, 5],
    ];
    const { rows, summary } = assess(
      [usageLine('m', 150, 10, on('a')), usageLine('m', 50, 10, on('b'))],
      rateCard([cardMeter('m', tiers)]),
      { discountPercent: 0 },
    );
    expect(rows.map(({ rateAfter, costAfter }) => [rateAfter, costAfter])).toEqual([
      [7.5, 1125],
      [7.5, 375],
    ]);
    expect(summary.roundedSum).toEqual({ before: 2000, after: 1500, difference: 500 });
  });

  test('included units come first and are free; the tiers count from the first unit all the same', () => {
    const card = (includedQuantity: number) =>
      rateCard([
        cardMeter(
          'm',
          [
            [0, 10],
            [100, 5],
          ],
          { includedQuantity },
        ),
      ]);
    const after = (quantity: number, included: number) =>
      assess([usageLine('m', quantity, 1)], card(included), { discountPercent: 0 }).rows[0]?.costAfter;
    expect([after(5, 5), after(6, 5), after(101, 5), after(101, 100), after(200, 150)]).toEqual([0, 10, 955, 5, 250]);
  });

  test('units are brought together by their numbers', () => {
    const one = (unit: string, cardUnit: string) =>
      assess([usageLine('m', 3, 10, { unit })], rateCard([cardMeter('m', 1, { unit: cardUnit })]), { discountPercent: 0 });
    expect(one('10 GB', '1 GB').rows[0]).toMatchObject({ rateAfter: 10, costAfter: 30 });
    expect(one('1 GB', '100 GB').rows[0]).toMatchObject({ rateAfter: 0.01, costAfter: 0.03 });
    expect(one('Hours', '1 Hour').caveats).toEqual([]);
    expect(one('10K', '10,000s').rows[0]).toMatchObject({ rateAfter: 1 });
    expect(one('1 GB', '1 GB/Month').caveats).toEqual([expect.stringContaining('units of 1 meter differently')]);
  });

  test('a meter that it does not have: the row has no price, is counted, said, and in no total', () => {
    const { rows, summary, caveats } = assess(
      [usageLine('m', 1, 10), usageLine('gone', 1, 7.5)],
      rateCard([cardMeter('m', 10)]),
      { discountPercent: 0 },
    );
    const unpriced = rows.find(({ meterId }) => meterId === 'gone');
    expect(unpriced).toMatchObject({ costBefore: 7.5 });
    expect(unpriced).not.toHaveProperty('rateAfter');
    expect(unpriced).not.toHaveProperty('difference');
    expect(summary).toMatchObject({ services: 2, withoutRate: 1, roundedSum: { before: 10, after: 10, difference: 0 } });
    expect(summary.sumOfRoundedRows.before).toBe(10);
    expect(caveats).toEqual([expect.stringContaining('1 row, which costs 7.5 USD')]);
  });

  test('in another currency is refused, and so is usage in one: with what to do', () => {
    const euros = rateCard([cardMeter('m', 1)], { currency: 'EUR' });
    expect(() => assess([usageLine('m', 1, 1)], euros)).toThrow(CurrencyMismatch);
    expect(() => assess([usageLine('m', 1, 1, { currency: 'GBP' })], rateCard([cardMeter('m', 1)]))).toThrow(
      /cost\.currency: is USD, and the usage of .* is in GBP; nothing is converted: ask for GBP/,
    );
    expect(assess([usageLine('m', 1, 1, { currency: '' })], rateCard([])).caveats[0]).toMatch(/without a currency/);
  });

  test('prices with tax are said to be', () => {
    const { caveats } = assess([usageLine('m', 1, 1)], rateCard([cardMeter('m', 1)], { isTaxIncluded: true }));
    expect(caveats).toEqual([expect.stringContaining('include tax')]);
  });
});

describe('lines that cannot be counted', () => {
  const good = usageLine('m', 1, 1);
  const card = rateCard([cardMeter('m', 1)]);

  test.each([
    ['a negative quantity', { quantity: -1 }, /quantity is -1/],
    ['no quantity', { quantity: null }, /quantity is missing/],
    ['a quantity in words', { quantity: 'many' as unknown as number }, /quantity is "many"/],
    ['no rate', { rate: null }, /rate is missing/],
    ['a negative rate', { rate: -0.1 }, /rate is -0.1/],
    ['a day that is none', { date: '2026-13-01' }, /date is "2026-13-01"/],
    ['no meter', { meterId: '' }, /names no meter/],
  ])('%s: left out, counted, said with what to do', (_what, wrong: Partial<UsageLine>, message) => {
    const { rows, badRows, summary } = assess([good, { ...good, ...wrong }], card);
    expect(rows).toHaveLength(1);
    expect(summary.roundedSum.before).toBe(1);
    expect(badRows).toEqual([
      { source: `usage of ${good.subscriptionId}`, message: expect.stringMatching(message), fix: expect.stringMatching(/\w\.$/) },
    ]);
  });

  test('days before and after the thirty are left out and said', () => {
    const lines = ['2026-10-24', '2026-10-25', '2026-11-23', '2026-11-24'].map((date) => ({ ...good, date }));
    const { rows, badRows, caveats } = assess(lines, card);
    expect(rows[0]?.quantity).toBe(2);
    expect(badRows).toEqual([]);
    expect(caveats).toEqual(['2 lines of usage are of days before 2026-10-25 or after 2026-11-23 and left out.']);
  });

  test('no usage at all is said, and sums to nothing', () => {
    const { summary, caveats } = assess([], card);
    expect(summary).toMatchObject({ services: 0, roundedSum: { before: 0, after: 0, difference: 0 } });
    expect(caveats).toEqual([expect.stringContaining('There is no usage')]);
  });

  test('what the usage says it cost is compared with quantity times rate', () => {
    expect(assess([{ ...good, cost: 1.001 }], card).caveats).toEqual([]);
    expect(assess([{ ...good, cost: 0.5 }], card).caveats).toEqual([expect.stringMatching(/it cost 0\.5 USD.* comes to 1,/)]);
  });
});

function fill(count: number, value: number): number[] {
  return Array.from({ length: count }, () => value);
}
