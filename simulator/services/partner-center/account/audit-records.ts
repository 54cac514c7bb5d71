import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { ok, page } from '../api/answers';
import { type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { filterOf } from '../api/filter';
import { type AuditRecord, partnerCenterState } from '../model';

const DAY = 86_400_000;
/** Partner Center forgets after 90 days. */
const KEPT = 90 * DAY;

function view(record: AuditRecord): Fields {
  const { at, ...rest } = record;
  return { ...rest, operationDate: new Date(at).toISOString().replace('Z', '0000Z'), attributes: { objectType: 'AuditRecord' } };
}

function dateNamed(call: PartnerCall, name: string): number | undefined {
  const text = queryOf(call, name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw refusal(3000, `${name} is a date`);
  return at;
}

function ownOf({ azure, partner }: PartnerCall): AuditRecord[] {
  const oldest = azure.clock.now() - KEPT;
  return partnerCenterState
    .of(azure.store)
    .auditRecords.filter((one) => keyOf(one.partnerId) === keyOf(partner.tenantId) && one.at >= oldest);
}

const FIELDS: Record<string, 'customerName' | 'customerId' | 'resourceType'> = {
  companyname: 'customerName',
  customerid: 'customerId',
  resourcetype: 'resourceType',
};

/**
 * What was done through Partner Center, oldest first. `endDate` names a day that counts whole.
 * Source: learn.microsoft.com/partner-center/developer/get-a-record-of-partner-center-activity-by-user.
 * @throws PartnerError 3000 without startDate, or for a date or filter that cannot be read
 */
function list(call: PartnerCall): Answer {
  const from = dateNamed(call, 'startDate');
  if (from === undefined) throw refusal(3000, 'startDate is required');
  const until = dateNamed(call, 'endDate');
  const filter = filterOf(call, Object.keys(FIELDS), ['equals', 'substring']);
  const shown = ownOf(call).filter((one) => {
    if (one.at < from || (until !== undefined && one.at >= until + DAY)) return false;
    if (!filter) return true;
    const value = one[FIELDS[filter.field] ?? 'customerId'].toLowerCase();
    const wanted = filter.value.toLowerCase();
    return filter.operator === 'equals' ? value === wanted : value.includes(wanted);
  });
  const query = new URLSearchParams({ startDate: new Date(from).toISOString().slice(0, 10) });
  for (const name of ['endDate', 'size', 'filter']) {
    const value = queryOf(call, name);
    if (value !== undefined) query.set(name, value);
  }
  return page(call, shown.map(view), `/auditrecords?${query.toString()}`);
}

function get(call: PartnerCall): Answer {
  const found = ownOf(call).find((one) => keyOf(one.id) === keyOf(param(call, 'record')));
  if (!found) throw refusal(1000, 'no such audit record');
  return ok(view(found));
}

export const AUDIT_RECORDS: readonly Route[] = [
  ['GET', '/v1/auditrecords', list],
  ['GET', '/v1/auditrecords/{record}', get],
];
