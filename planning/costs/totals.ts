import type { CostSummary, Money } from '../../contracts/processes/assessment';
import { type Decimal, minus, plus, rounded, toNumber, ZERO } from './decimal';

interface Sums {
  before: Decimal;
  after: Decimal;
}

/** Sums of a cost assessment: of the rows as they are shown, and exact. */
export class Totals {
  private shown = { before: ZERO, after: ZERO, difference: ZERO };
  private readonly exact = new Map<string, Sums>();

  /** @param shown what the row shows of its three amounts */
  addRow(subscriptionId: string, before: Decimal, shown: Record<keyof Money, Decimal>): void {
    for (const key of ['before', 'after', 'difference'] as const) this.shown[key] = plus(this.shown[key], shown[key]);
    const sums = this.of(subscriptionId);
    sums.before = plus(sums.before, before);
  }

  /** The whole cost of a meter in CSP: what its rows are shares of. */
  addCharge(subscriptionId: string, cost: Decimal): void {
    const sums = this.of(subscriptionId);
    sums.after = plus(sums.after, cost);
  }

  /** Sums of all subscriptions, to 2 places. */
  all(): Pick<CostSummary, 'sumOfRoundedRows' | 'roundedSum'> {
    const whole: Sums = { before: ZERO, after: ZERO };
    for (const sums of this.exact.values()) {
      whole.before = plus(whole.before, sums.before);
      whole.after = plus(whole.after, sums.after);
    }
    return { sumOfRoundedRows: money(this.shown), roundedSum: exactly(whole) };
  }

  bySubscription(): Record<string, Money> {
    return Object.fromEntries([...this.exact].map(([id, sums]) => [id, exactly(sums)]));
  }

  private of(subscriptionId: string): Sums {
    const id = subscriptionId.toLowerCase();
    let sums = this.exact.get(id);
    if (!sums) this.exact.set(id, (sums = { before: ZERO, after: ZERO }));
    return sums;
  }
}

function exactly({ before, after }: Sums): Money {
  return money({ before, after, difference: minus(before, after) });
}

function money({ before, after, difference }: Record<keyof Money, Decimal>): Money {
  const shown = (amount: Decimal) => toNumber(rounded(amount, 2));
  return { before: shown(before), after: shown(after), difference: shown(difference) };
}
