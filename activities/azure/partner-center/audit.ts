import { failure } from '../../failures/failure';
import type { AuditRecord, PartnerCenter } from '../../ports/partner-center';
import { idIn, type Json, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

/** Partner Center refuses a start that is longer ago (get-a-record-of-partner-center-activity-by-user). */
const DAYS_KEPT = 90;
const DAY_MS = 86_400_000;

/** What was done in the partner’s Partner Center, by whomever; it asks partners to read this rather than poll every resource. */
export function audit(transport: Transport): Pick<PartnerCenter, 'auditRecords'> {
  return {
    async auditRecords(since) {
      const asked = Date.parse(since);
      if (Number.isNaN(asked)) throw failure('InvalidInput', `audit records are asked for since ${since}, which is no time`);
      const start = new Date(Math.max(asked, Date.now() - DAYS_KEPT * DAY_MS)).toISOString();
      const path = `/v1/auditrecords?startDate=${encodeURIComponent(start)}`;
      const records = (await everyItem(transport, `list the audit records since ${start}`, path)).map(recordIn);
      return records.sort((a, b) => b.operationDate.localeCompare(a.operationDate));
    },
  };
}

function recordIn(value: Json): AuditRecord {
  const customerId = idIn(value.customerId);
  return {
    operationType: textIn(value.operationType) ?? '',
    operationStatus: textIn(value.operationStatus) ?? '',
    operationDate: textIn(value.operationDate) ?? '',
    ...(customerId === '' ? {} : { customerId }),
    ...(value.resourceNewValue === undefined || value.resourceNewValue === null
      ? {}
      : { resourceNewValue: parsed(value.resourceNewValue) }),
  };
}

/** The new value is JSON written into a text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
