import type { CostRow } from '../../contracts/processes/assessment';
import { type Decimal, decimal, minus, quotient, rounded, times, toNumber } from './decimal';
import type { Charge } from './rates';
import type { Totals } from './totals';
import type { Counted } from './usage';

/** Decimal places of rates, quantities and costs as they are shown. */
const PLACES = 4;

/** A meter of one subscription. */
export interface Meter {
  subscriptionId: string;
  id: string;
  unit: string;
  quantity: Decimal;
  charge?: Charge | undefined;
}

/** What becomes a row: a meter of a resource. `line`: the first of its lines. */
export interface Item {
  key: string;
  line: Counted;
  meter: Meter;
  quantity: Decimal;
  before: Decimal;
}

/** The row, and what it shows added to the totals. */
export function rowOf({ line, meter, quantity, before }: Item, totals: Totals): CostRow {
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
