import fc from 'fast-check';
import { assessCosts } from '../../../planning/costs/cost';
import { decimal, quotient, rounded, toNumber } from '../../../planning/costs/decimal';
import { cardMeter, COST, DAYS, rateCard, usageLine } from '../costs/usage-builder';

const amount = fc.integer({ min: 0, max: 10 ** 9 }).map((n) => n / 10 ** 6);
const lines = fc.array(
  fc.record({ meter: fc.integer({ min: 0, max: 5 }), resource: fc.integer({ min: 0, max: 3 }), quantity: amount }),
  { minLength: 1, maxLength: 60 },
);
const rates = fc.array(fc.tuple(amount, amount), { minLength: 6, maxLength: 6 });

/** Half up in text alone: an arithmetic of its own, to hold the other against. */
function halfUp(digits: bigint, scale: number, places: number): number {
  const text = digits.toString().padStart(scale + 1, '0');
  const kept = BigInt(text.slice(0, text.length - scale + places));
  return Number(`${(text[text.length - scale + places] ?? '') >= '5' ? kept + 1n : kept}e-${places}`);
}

describe('rounding', () => {
  test('is half up on what the number is written as', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (digits) => {
        expect(toNumber(rounded({ digits, scale: 9 }, 4))).toBe(halfUp(digits, 9, 4));
        expect(toNumber(rounded({ digits: -digits, scale: 9 }, 4))).toBe(0 - halfUp(digits, 9, 4));
      }),
    );
  });

  test('a number and its decimal are the same, however it is written', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => expect(toNumber(decimal(n))).toBe(n + 0)));
  });

  test('a quotient times its divisor is within half a last place', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (a, b) => {
        const { digits } = quotient(decimal(a), decimal(b), 4);
        const off = 2n * (digits * BigInt(b) - BigInt(a) * 10_000n);
        expect((off < 0n ? -off : off) <= BigInt(b)).toBe(true);
      }),
    );
  });
});

describe('totals', () => {
  const assess = (used: { meter: number; resource: number; quantity: number }[], prices: [number, number][], discount = 15) =>
    assessCosts({
      lines: used.map(({ meter, resource, quantity }) =>
        usageLine(`m${meter}`, quantity, prices[meter]?.[0] ?? 0, {
          resourceId: `/subscriptions/s/resourceGroups/g/providers/a/b/${resource}`,
        }),
      ),
      rateCard: rateCard(prices.map(([, rate], nth) => cardMeter(`m${nth}`, rate))),
      options: { ...COST, discountPercent: discount },
      days: DAYS,
    });

  test('the sum of rounded rows is what a reader adds up; the rounded sum is the exact one', () => {
    fc.assert(
      fc.property(lines, rates, (used, prices) => {
        const { rows, summary } = assess(used, prices);
        for (const [column, total] of [
          ['costBefore', 'before'],
          ['costAfter', 'after'],
          ['difference', 'difference'],
        ] as const) {
          const sum = rows.reduce((all, row) => all + BigInt(Math.round((row[column] ?? 0) * 10_000)), 0n);
          const size = sum < 0n ? -sum : sum;
          expect(summary.sumOfRoundedRows[total]).toBe(0 + (sum < 0n ? -1 : 1) * halfUp(size, 4, 2) + 0);
        }
        // 6 + 6 + 2 decimals at the most
        const exact = (pick: (prices: [number, number]) => number, kept: bigint) =>
          used.reduce(
            (all, { meter, quantity }) =>
              all + BigInt(Math.round(quantity * 1e6)) * BigInt(Math.round(pick(prices[meter] ?? [0, 0]) * 1e6)) * kept,
            0n,
          );
        expect(summary.roundedSum.before).toBe(
          halfUp(
            exact(([before]) => before, 100n),
            14,
            2,
          ),
        );
        expect(summary.roundedSum.after).toBe(
          halfUp(
            exact(([, after]) => after, 85n),
            14,
            2,
          ),
        );
      }),
    );
  });

  test('the order of the lines changes nothing', () => {
    fc.assert(
      fc.property(lines, rates, (used, prices) => {
        const { rows, summary } = assess([...used].reverse(), prices);
        expect({ rows, summary }).toEqual((({ rows, summary }) => ({ rows, summary }))(assess(used, prices)));
      }),
    );
  });

  test('everything off costs nothing, nothing off is the list price', () => {
    fc.assert(
      fc.property(lines, rates, (used, prices) => {
        expect(assess(used, prices, 100).summary.roundedSum.after).toBe(0);
        const same = prices.map(([, rate]): [number, number] => [rate, rate]);
        expect(assess(used, same, 0).summary.roundedSum.difference).toBe(0);
      }),
    );
  });
});
