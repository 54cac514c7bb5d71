import type { Answer } from '../../../kernel/http/request';
import { collection, link } from '../api/answers';
import { type PartnerCall, queryOf } from '../api/call';
import { refusal } from '../api/errors';

const KINDS = [
  {
    type: 'daily_rated_usage',
    title: 'Daily rated usage unbilled',
    description: 'This invoice line items includes unbilled consumption based data only.',
    query: 'provider=Marketplace&invoicelineitemtype=UsageLineItems',
  },
  {
    type: 'non_consumption',
    title: 'Unbilled reconciliation line items',
    description: 'This includes reconciliation line items for unbilled data only.',
    query: 'provider=all&invoicelineitemtype=billinglineitems',
  },
] as const;

/** Where the lines that are not on an invoice yet are read. @throws PartnerError 3000 without a currency */
export function estimateLinks(call: PartnerCall): Answer {
  const currency = queryOf(call, 'currencycode')?.toUpperCase();
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) throw refusal(3000, 'currencycode is three letters, ISO 4217');
  return collection(
    KINDS.flatMap(({ query, ...kind }) =>
      ['Current', 'Previous'].map((period) => ({
        ...kind,
        period,
        link: link(`/invoices/unbilled/lineitems?${query}&currencycode=${currency}&period=${period.toLowerCase()}&size=2000`),
      })),
    ),
  );
}
