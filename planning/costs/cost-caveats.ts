import type { CostRow } from '../../contracts/processes/assessment';
import type { RateCard } from '../../contracts/azure/usage';
import type { Meter } from './cost-row';
import type { Days } from './days';
import { type Decimal, decimal, plus, rounded, toNumber, ZERO } from './decimal';

interface Seen {
  days: Days;
  currency: string;
  rateCard: RateCard;
  rows: CostRow[];
  meters: Meter[];
  /** Lines of other days. */
  outside: number;
  withoutCurrency: number;
  /** What the lines say they cost, and what quantity and rate come to. */
  stated: Decimal;
  computed: Decimal;
}

/** What a reader of the comparison has to know, a sentence each. */
export function costCaveats(seen: Seen): string[] {
  const { days, currency, rateCard, rows, meters } = seen;
  const caveats: string[] = [];
  if (rows.length === 0) caveats.push(`There is no usage from ${days.from} to ${days.to}, so there are no costs to compare.`);
  if (seen.outside > 0) caveats.push(`${lines(seen.outside)} of days before ${days.from} or after ${days.to} and left out.`);
  if (seen.withoutCurrency > 0)
    caveats.push(`${lines(seen.withoutCurrency)} without a currency and taken to be in ${currency}, as was asked for.`);
  const unpriced = rows.filter(({ rateAfter }) => rateAfter === undefined);
  if (unpriced.length > 0) {
    const cost = toNumber(
      rounded(
        unpriced.reduce((sum, { costBefore }) => plus(sum, decimal(costBefore)), ZERO),
        2,
      ),
    );
    caveats.push(
      unpriced.length === 1
        ? `The rate card has no price for the meter of 1 row, which costs ${cost} ${currency} now: it is in no total. Ask Microsoft or the marketplace for its price.`
        : `The rate card has no price for the meters of ${unpriced.length} rows, which cost ${cost} ${currency} now: they are in no total. Ask Microsoft or the marketplace for their prices.`,
    );
  }
  const others = meters.filter(({ charge }) => charge?.otherUnit).length;
  if (others > 0)
    caveats.push(
      `Usage and rate card name the units of ${others === 1 ? '1 meter' : `${others} meters`} differently; they are taken to be the same, by their numbers.`,
    );
  if (differs(seen.stated, seen.computed))
    caveats.push(
      `The usage says it cost ${toNumber(rounded(seen.stated, 2))} ${currency}; quantity times rate comes to ${toNumber(rounded(seen.computed, 2))}, which is what is compared (credits and reservations make the difference).`,
    );
  if (rateCard.isTaxIncluded) caveats.push('The rate card’s prices include tax, which those of the usage may not.');
  return caveats;
}

function lines(count: number): string {
  return count === 1 ? '1 line of usage is' : `${count} lines of usage are`;
}

/** The two differ by more than a hundredth, which no rounding of lines comes to. */
function differs(stated: Decimal, computed: Decimal): boolean {
  const [a, b] = [toNumber(stated), toNumber(computed)];
  return Math.abs(a - b) > Math.max(0.01, Math.abs(a) / 100);
}
