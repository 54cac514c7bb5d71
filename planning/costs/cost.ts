import type { BadRow, CostOptions, CostRow, CostSummary, Money } from '../../contracts/processes/assessment';
import type { RateCard, UsageLine } from '../../contracts/azure/usage';
import { by } from '../inventory/index-inventory';
import { costCaveats } from './cost-caveats';
import { type Item, type Meter, rowOf } from './cost-row';
import type { Days } from './days';
import { decimal, plus, times, ZERO } from './decimal';
import { Rates } from './rates';
import { Totals } from './totals';
import { type Counted, nameOf, problemOf } from './usage';

/** What usage is compared with. */
interface CostTerms {
  rateCard: RateCard;
  options: CostOptions;
  /** Lines of other days are left out. */
  days: Days;
}

export interface CostAssessment {
  summary: CostSummary;
  rows: CostRow[];
  /** Rounded sums of each subscription, by its id in lower case. */
  subscriptions: Record<string, Money>;
  badRows: BadRow[];
  caveats: string[];
}

/** Usage and card are in another currency than the one that was asked for: nothing can be compared. The message says what to do. */
export class CurrencyMismatch extends Error {
  override readonly name = 'CurrencyMismatch';

  /** @param problem the message without where the process is told the currency: the command line is told it elsewhere */
  constructor(readonly problem: string) {
    super(`cost.currency: ${problem}`);
  }
}

/**
 * Compares what the usage of 30 days costs now with what it would cost in CSP, a row for each meter of each resource (seed l.14880-14943).
 *
 * The rule, read off the seed's table: everything is computed exactly, and rounded half up to 4 places only where it is shown; quantities
 * too, so that a row need not multiply out as it stands. The rate in CSP is list rate × (1 - discount / 100), shown rounded (rates.ts); the
 * cost in CSP is quantity × the rate **before** it is rounded (0.7829 × 0.08075 is 0.0632; by the shown rate, 0.0808, it would be 0.0633);
 * the difference is that of the costs before they are rounded (0.0036 and 0.0030 differ by 0.0005). A total is therefore told twice: as the
 * sum of the rows as they are shown, which is what a reader adds up and what the seed's 50.85, 43.21 and 7.62 are, and as the exact sum,
 * rounded once. A meter that the card does not have is in neither.
 *
 * Tiers and included quantities of the card count for a subscription's whole quantity of a meter; its resources share the cost by quantity.
 * Linear in the number of lines.
 */
export class CostBook {
  private readonly badRows: BadRow[] = [];
  private readonly seen = { outside: 0, withoutCurrency: 0, stated: ZERO, computed: ZERO };
  private readonly items = new Map<string, Item>();
  private readonly meters = new Map<string, Meter>();

  /** @throws CurrencyMismatch */
  constructor(private readonly terms: CostTerms) {
    refuseOtherCurrency('the rate card', terms.rateCard.currency, terms.options.currency);
  }

  /**
   * Takes usage; may be called again and again, so that nobody has to hold all of it. A line that cannot be counted is left out and told.
   * @throws CurrencyMismatch
   */
  add(lines: Iterable<UsageLine>): void {
    for (const line of lines) this.take(line);
  }

  close(): CostAssessment {
    const { options, rateCard, days } = this.terms;
    const meters = [...this.meters.values()];
    const rates = new Rates(rateCard, options.discountPercent);
    for (const meter of meters) meter.charge = rates.charge(meter.id, meter.quantity, meter.unit);
    const totals = new Totals();
    const rows = [...this.items.values()].sort(by(({ key }) => key)).map((item) => rowOf(item, totals));
    for (const { subscriptionId, charge } of meters) if (charge) totals.addCharge(subscriptionId, charge.cost);
    return {
      summary: {
        currency: options.currency,
        discountPercent: options.discountPercent,
        ...days,
        services: rows.length,
        ...totals.all(),
        withoutRate: rows.filter(({ rateAfter }) => rateAfter === undefined).length,
      },
      rows,
      subscriptions: totals.bySubscription(),
      badRows: this.badRows,
      caveats: costCaveats({ ...this.seen, days, currency: options.currency, rateCard, rows, meters }),
    };
  }

  private take(line: UsageLine): void {
    const problem = problemOf(line);
    if (problem) {
      const { message, fix } = problem;
      this.badRows.push({ source: `usage of ${line.subscriptionId}`, message: `${nameOf(line)}: ${message}`, fix });
      return;
    }
    const { seen, terms } = this;
    const counted = line as Counted;
    if (line.date < terms.days.from || line.date > terms.days.to) {
      seen.outside += 1;
      return;
    }
    if (line.currency === '') seen.withoutCurrency += 1;
    else refuseOtherCurrency(`the usage of ${line.subscriptionId}`, line.currency, terms.options.currency);
    const quantity = decimal(counted.quantity);
    const cost = times(quantity, decimal(counted.rate));
    if (typeof line.cost === 'number') {
      seen.stated = plus(seen.stated, decimal(line.cost));
      seen.computed = plus(seen.computed, cost);
    }
    const item = this.itemOf(counted);
    item.quantity = plus(item.quantity, quantity);
    item.before = plus(item.before, cost);
    item.meter.quantity = plus(item.meter.quantity, quantity);
  }

  private itemOf(line: Counted): Item {
    const { subscriptionId, resourceGroup, resourceId, meterName, meterId, unit } = line;
    const meterKey = [subscriptionId, meterId, unit].join('\n').toLowerCase();
    const key = [subscriptionId, resourceGroup, resourceId, meterName, meterId, unit].join('\n').toLowerCase();
    let meter = this.meters.get(meterKey);
    if (!meter) this.meters.set(meterKey, (meter = { subscriptionId, id: meterId, unit, quantity: ZERO }));
    let item = this.items.get(key);
    if (!item) this.items.set(key, (item = { key, line, meter, quantity: ZERO, before: ZERO }));
    return item;
  }
}

/** All of it at once. @throws CurrencyMismatch */
export function assessCosts({ lines, ...terms }: CostTerms & { lines: Iterable<UsageLine> }): CostAssessment {
  const book = new CostBook(terms);
  book.add(lines);
  return book.close();
}

function refuseOtherCurrency(what: string, found: string, wanted: string): void {
  if (found.toUpperCase() === wanted) return;
  throw new CurrencyMismatch(
    `is ${wanted}, and ${what} is in ${found || 'none that it names'}; nothing is converted: ask for ${found || 'its currency'}, or for usage and prices in ${wanted}`,
  );
}
