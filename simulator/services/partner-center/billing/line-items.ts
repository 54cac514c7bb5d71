import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { link, ok } from '../api/answers';
import { type Fields, param, type PartnerCall, queryOf } from '../api/call';
import { refusal } from '../api/errors';
import { findInvoice } from './books';
import { licenceLines, oneTimeLines } from './charge-lines';
import type { Source } from './lines';
import { monthOf, monthSoFar } from './usage';
import { usageLines } from './usage-lines';

/** Lines of an invoice, and those that are not billed yet. */

const MOST = 2000;

/** @throws PartnerError 1000 for an unknown invoice, 3000 for a period of the unbilled that is neither current nor previous */
function sourceOf(call: PartnerCall): Source {
  const id = param(call, 'invoice');
  const now = call.azure.clock.now();
  if (keyOf(id) === 'unbilled') {
    const named = queryOf(call, 'period')?.toLowerCase() ?? 'current';
    if (named !== 'current' && named !== 'previous') throw refusal(3000, 'period is current or previous');
    return { id: '', type: 'OneTime', period: named === 'current' ? monthSoFar(now) : monthOf(now, 1) };
  }
  const found = findInvoice(call.azure.store, call.partner, now, id);
  if (!found) throw refusal(1000, `no invoice ${id}`);
  return found;
}

function linesOf(call: PartnerCall, source: Source): Fields[] {
  const kind = (queryOf(call, 'invoicelineitemtype') ?? param(call, 'kind')).toLowerCase();
  const provider = (queryOf(call, 'provider') ?? param(call, 'provider')).toLowerCase();
  const known = ['office', 'azure', 'onetime', 'marketplace', 'all'];
  if (!known.includes(provider)) throw refusal(3000, `provider is one of ${known.join(', ')}`);
  if (kind === 'usagelineitems') return provider === 'office' ? [] : usageLines(call, source);
  if (kind !== 'billinglineitems') throw refusal(3000, 'invoicelineitemtype is billinglineitems or usagelineitems');
  return [
    ...(provider === 'office' || provider === 'all' ? licenceLines(call, source) : []),
    ...(provider === 'azure' || provider === 'office' ? [] : oneTimeLines(call, source)),
  ];
}

/** A page of at most 2,000 lines. With seekOperation=next it has those after the MS-ContinuationToken, the first ones when there is none. */
export function lineItems(call: PartnerCall): Answer {
  const source = sourceOf(call);
  const lines = linesOf(call, source);
  const size = Number(queryOf(call, 'size') ?? MOST);
  if (!Number.isInteger(size) || size < 1 || size > MOST) throw refusal(3000, `size is a whole number from 1 to ${MOST}`);
  const token = call.request.headers['ms-continuationtoken'];
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw refusal(3000, 'MS-ContinuationToken is not one that was given');
  const items = lines.slice(from, from + size);
  const self = call.request.rawUrl.replace(/^\/+v1/i, '').replace(/&seekoperation=next/i, '');
  const value = Buffer.from(String(from + size)).toString('base64');
  const next =
    from + size < lines.length ? { next: link(`${self}&seekOperation=Next`, [{ key: 'MS-ContinuationToken', value }]) } : {};
  return ok({ totalCount: items.length, items, links: { self: link(self), ...next }, attributes: { objectType: 'Collection' } });
}
