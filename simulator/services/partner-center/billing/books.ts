import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Partner, Subscription } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { relationshipsOf } from '../relationships/relationships';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { costOf, monthOf, type Period, type Usage, usageOf } from './usage';

/** A partner's invoices: made from what it sells and what its customers use, so every sum can be added up from its lines. */

/** USD a month for one licence, whatever it is for. */
export const LICENCE_PRICE = 20;
/** Partners pay the list price less this. */
export const PARTNER_CREDIT = 0.15;

export interface Invoice {
  id: string;
  /** Recurring: licences and legacy Azure. OneTime: what is under an Azure plan. */
  type: 'Recurring' | 'OneTime';
  period: Period;
  /** Virtual milliseconds. */
  issuedAt: number;
  total: number;
  paid: number;
  receiptId: string;
  /** An adjustment note that takes an invoice back in part. */
  amendment?: { id: string; total: number; issuedAt: number };
}

const DAY = 86_400_000;
const MONTHS = 3;

function subscriptionsOf(store: Store, partner: Partner): Subscription[] {
  return relationshipsOf(store, partner.tenantId).flatMap((one) => soldBy(store, partner.tenantId, one.customerTenantId));
}

/** Licences that an invoice charges. */
export function licencesIn(
  store: Store,
  partner: Partner,
  type: Invoice['type'],
): { subscription: Subscription; quantity: number; cost: number }[] {
  if (type === 'OneTime') return [];
  return subscriptionsOf(store, partner)
    .filter((one) => saleOf(one.offerId) === 'licence' && one.state === 'Enabled')
    .map((subscription) => {
      const { quantity } = commerceOf(store, subscription);
      return { subscription, quantity, cost: quantity * LICENCE_PRICE };
    });
}

/** Usage that an invoice charges, day by day when `perDay`. */
export function usageIn(store: Store, partner: Partner, type: Invoice['type'], period: Period): Usage[] {
  const sale = type === 'OneTime' ? 'plan' : 'legacy';
  return subscriptionsOf(store, partner)
    .filter((one) => saleOf(one.offerId) === sale)
    .flatMap((one) => usageOf(store, one, period));
}

const round = (amount: number) => Number(amount.toFixed(2));

function invoice(store: Store, partner: Partner, type: Invoice['type'], now: number, ago: number): Invoice {
  const period = monthOf(now, ago);
  const licences = licencesIn(store, partner, type).reduce((sum, one) => sum + one.cost, 0);
  const total = round(licences + costOf(usageIn(store, partner, type, period)));
  const month = new Date(period.from).toISOString().slice(2, 7).replace('-', '');
  const number = parseInt(guidFrom('invoice', partner.tenantId, type, month).slice(0, 5), 16);
  const letter = type === 'OneTime' ? 'G' : 'D';
  const id = `${letter}0${String(number).padStart(8, '0')}`;
  const issuedAt = period.until + 8 * DAY;
  // The oldest one of a kind was put right by an adjustment note, so that whoever reads invoices meets one.
  const isCorrected = type === 'OneTime' && ago === MONTHS;
  return {
    id,
    type,
    period,
    issuedAt,
    total,
    paid: ago > 1 ? total : 0,
    receiptId: String(number + 100_000),
    ...(isCorrected
      ? {
          amendment: {
            id: `${letter}0${String(number + 1).padStart(8, '0')}`,
            total: round(-total / 10),
            issuedAt: issuedAt + DAY,
          },
        }
      : {}),
  };
}

/** Invoices of the last three months, newest first; that of a month is issued on the ninth of the next. */
export function invoicesOf(store: Store, partner: Partner, now: number): Invoice[] {
  return Array.from({ length: MONTHS }, (_none, at) => at + 1)
    .flatMap((ago) => (['Recurring', 'OneTime'] as const).map((type) => invoice(store, partner, type, now, ago)))
    .filter((one) => one.issuedAt <= now);
}

export function findInvoice(store: Store, partner: Partner, now: number, id: string): Invoice | undefined {
  // Links name an invoice with its kind before it.
  const bare = keyOf(id).replace(/^(recurring|onetime)-/, '');
  return invoicesOf(store, partner, now).find((one) => keyOf(one.id) === bare);
}
