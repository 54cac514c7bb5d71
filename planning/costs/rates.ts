import type { RateCard, RateCardMeter } from '../../contracts/azure/usage';
import { type Decimal, decimal, isLess, minus, plus, quotient, times, toNumber, ZERO } from './decimal';
import { unitOf } from './units';

/** Enough that a division (units of 3, say) cannot be seen in any total. */
const EXACT_PLACES = 30;

const RATE_PLACES = 4;

/** What one meter of one subscription costs by the rate card. */
export interface Charge {
  /** Exact cost of the whole quantity. */
  cost: Decimal;
  /** Price of one unit of the usage, on average when there are tiers; as people read it, to 4 places. */
  rate: number;
  /** Usage and card count in units of different names (`GB`, `GB/Month`). */
  otherUnit: boolean;
}

/** A partner's prices: the card's list prices less its discount. */
export class Rates {
  private readonly meters: Map<string, RateCardMeter>;
  private readonly kept: Decimal;

  /** @param discountPercent 0 to 100 */
  constructor(
    card: RateCard,
    private readonly discountPercent: number,
  ) {
    this.meters = new Map(card.meters.map((meter) => [meter.id.toLowerCase(), meter]));
    this.kept = quotient(minus(decimal(100), decimal(discountPercent)), decimal(100), EXACT_PLACES);
  }

  /**
   * Price of a subscription's whole `quantity` of a meter in the month; undefined when the card does not have the meter. The included quantity
   * comes first and is free; each further unit has the rate of the tier that it falls in, the tiers being counted from the first unit used.
   * Units of usage and card are brought together by their numbers: 3 of `10 GB` are 30 of `1 GB`.
   */
  charge(meterId: string, quantity: Decimal, unit: string): Charge | undefined {
    const meter = this.meters.get(meterId.toLowerCase());
    if (!meter) return undefined;
    const [used, priced] = [unitOf(unit), unitOf(meter.unit)];
    const [perUsed, perPriced] = [decimal(used.count), decimal(priced.count)];
    const list = quotient(graduated(meter, times(quantity, perUsed), perPriced), perPriced, EXACT_PLACES);
    const listRate =
      quantity.digits === 0n
        ? quotient(times(decimal(meter.rates[0]?.[1] ?? 0), perUsed), perPriced, EXACT_PLACES)
        : quotient(list, quantity, EXACT_PLACES);
    return { cost: times(list, this.kept), rate: this.shown(toNumber(listRate)), otherUnit: used.name !== priced.name };
  }

  /** This one number enters no sum and is computed in binary, as the seed's tool does it: 0.087 × 0.85 is a little less than 0.07395 there, and shows as 0.0739. */
  private shown(listRate: number): number {
    return Number((listRate * (1 - this.discountPercent / 100)).toFixed(RATE_PLACES));
  }
}

/** Rate times quantity, tier by tier. `quantity` in base units, the card's numbers in units of `size` base units. */
function graduated({ rates, includedQuantity }: RateCardMeter, quantity: Decimal, size: Decimal): Decimal {
  const included = times(decimal(includedQuantity), size);
  let cost = ZERO;
  rates.forEach(([from, rate], nth) => {
    const next = rates[nth + 1];
    const begins = larger(included, nth === 0 ? ZERO : times(decimal(from), size));
    const ends = next === undefined ? quantity : smaller(quantity, times(decimal(next[0]), size));
    if (isLess(begins, ends)) cost = plus(cost, times(minus(ends, begins), decimal(rate)));
  });
  return cost;
}

const larger = (a: Decimal, b: Decimal) => (isLess(a, b) ? b : a);
const smaller = (a: Decimal, b: Decimal) => (isLess(a, b) ? a : b);
