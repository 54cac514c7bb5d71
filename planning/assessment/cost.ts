import type { BadRow, CostOptions, CostRow, CostSummary, Money } from '../../contracts/assessment';
import type { RateCard, UsageLine } from '../../contracts/usage';
import { by } from '../indexInventory';
import { costCaveats } from './costCaveats';
import type { Days } from './days';
import { type Decimal, decimal, minus, plus, quotient, rounded, times, toNumber, ZERO } from './decimal';
import { type Charge, Rates } from './rates';
import { Totals } from './totals';
import { type Counted, nameOf, problemOf } from './usage';

export interface CostInput {
  lines: Iterable<UsageLine>;
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
}

const PLACES = 4;

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
 * @throws CurrencyMismatch
 */
export function assessCosts({ lines, rateCard, options, days }: CostInput): CostAssessment {
  const badRows: BadRow[] = [];
  const seen = { outside: 0, withoutCurrency: 0, stated: ZERO, computed: ZERO };
  const items = new Map<string, Item>();
  const meters = new Map<string, Meter>();
  refuseOtherCurrency('the rate card', rateCard.currency, options.currency);

  for (const line of lines) {
    const problem = problemOf(line);
    if (problem) {
      badRows.push({
        source: `usage of ${line.subscriptionId}`,
        message: `${nameOf(line)}: ${problem.message}`,
        fix: problem.fix,
      });
      continue;
    }
    if (line.date < days.from || line.date > days.to) {
      seen.outside += 1;
      continue;
    }
    if (line.currency === '') seen.withoutCurrency += 1;
    else refuseOtherCurrency(`the usage of ${line.subscriptionId}`, line.currency, options.currency);
    const counted = line as Counted;
    const item = gather(items, meters, counted);
    if (typeof line.cost === 'number') {
      seen.stated = plus(seen.stated, decimal(line.cost));
      seen.computed = plus(seen.computed, times(decimal(counted.quantity), decimal(counted.rate)));
    }
    item.quantity = plus(item.quantity, decimal(counted.quantity));
    item.before = plus(item.before, times(decimal(counted.quantity), decimal(counted.rate)));
    item.meter.quantity = plus(item.meter.quantity, decimal(counted.quantity));
  }

  const rates = new Rates(rateCard, options.discountPercent);
  for (const meter of meters.values()) meter.charge = rates.charge(meter.id, meter.quantity, meter.unit);

  const totals = new Totals();
  const rows = [...items.values()].sort(by(({ key }) => key)).map((item) => rowOf(item, totals));
  for (const { subscriptionId, charge } of meters.values()) if (charge) totals.addCharge(subscriptionId, charge.cost);
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
    badRows,
    caveats: costCaveats({ ...seen, days, currency: options.currency, rateCard, rows, meters: [...meters.values()] }),
  };
}

/** A meter of one subscription. */
export interface Meter {
  subscriptionId: string;
  id: string;
  unit: string;
  quantity: Decimal;
  charge?: Charge | undefined;
}

/** What becomes a row. */
interface Item {
  key: string;
  line: Counted;
  meter: Meter;
  quantity: Decimal;
  before: Decimal;
}

function gather(items: Map<string, Item>, meters: Map<string, Meter>, line: Counted): Item {
  const { subscriptionId, resourceGroup, resourceId, meterName, meterId, unit } = line;
  const meterKey = [subscriptionId, meterId, unit].join('\n').toLowerCase();
  const key = [subscriptionId, resourceGroup, resourceId, meterName, meterId, unit].join('\n').toLowerCase();
  let meter = meters.get(meterKey);
  if (!meter) meters.set(meterKey, (meter = { subscriptionId: subscriptionId.toLowerCase(), id: meterId, unit, quantity: ZERO }));
  let item = items.get(key);
  if (!item) items.set(key, (item = { key, line, meter, quantity: ZERO, before: ZERO }));
  return item;
}

function rowOf({ line, meter, quantity, before }: Item, totals: Totals): CostRow {
  const {
    subscriptionId,
    resourceGroup,
    resourceId,
    consumedService,
    meterId,
    meterCategory,
    meterSubCategory,
    meterName,
    unit,
  } = line;
  const nothing = quantity.digits === 0n;
  const row: CostRow = {
    subscriptionId,
    resourceGroup,
    resourceId,
    consumedService,
    meterId,
    meterCategory,
    meterSubCategory,
    meterName,
    unit,
    quantity: toNumber(rounded(quantity, PLACES)),
    rateBefore: toNumber(nothing ? rounded(decimal(line.rate), PLACES) : quotient(before, quantity, PLACES)),
    costBefore: toNumber(rounded(before, PLACES)),
  };
  const { charge } = meter;
  if (!charge) return row;
  const used = meter.quantity.digits === 0n ? decimal(1) : meter.quantity;
  const share = times(quantity, charge.cost);
  const shown = {
    before: rounded(before, PLACES),
    after: quotient(share, used, PLACES),
    difference: quotient(minus(times(before, used), share), used, PLACES),
  };
  totals.addRow(subscriptionId, before, shown);
  return {
    ...row,
    rateAfter: charge.rate,
    costAfter: toNumber(shown.after),
    difference: toNumber(shown.difference),
  };
}

function refuseOtherCurrency(what: string, found: string, wanted: string): void {
  if (found.toUpperCase() === wanted) return;
  throw new CurrencyMismatch(
    `cost.currency: is ${wanted}, and ${what} is in ${found || 'none that it names'}; nothing is converted: ask for ${found || 'its currency'}, or for usage and prices in ${wanted}`,
  );
}
