import type { Azure } from '../../../kernel/azure';
import { newGuid } from '../../../kernel/guids';
import type { Tenant } from '../../../kernel/state/model';
import type { PartnerCall } from '../api/call';
import { type AuditRecord, partnerCenterState } from '../model';

const KEPT = 10_000;

/** .NET's way to count time, which ids of audit records end with: 100 ns since the year 1. */
function ticks(at: number): string {
  return String(BigInt(Math.trunc(at)) * 10_000n + 621_355_968_000_000_000n);
}

/** The id that AuditUri ends with: `{partner}_{what}…_{event}_{ticks}`. */
export function auditId(partnerTenantId: string, what: readonly string[], event: string, at: number): string {
  return [partnerTenantId, ...what, event, ticks(at)].join('_');
}

interface Done {
  resourceType: string;
  operationType: string;
  /** What it is now. */
  value: unknown;
  id?: string;
  data?: Record<string, string>;
}

/** Writes one record for a partner. */
export function writeAudit(
  azure: Azure,
  partnerId: string,
  customer: Tenant,
  done: Done,
  by: { userPrincipalName: string; applicationId: string },
): void {
  const record: AuditRecord = {
    id: done.id ?? newGuid(),
    partnerId,
    customerId: customer.tenantId,
    customerName: customer.displayName,
    ...by,
    resourceType: done.resourceType,
    resourceNewValue: JSON.stringify(done.value),
    operationType: done.operationType,
    operationStatus: 'succeeded',
    at: azure.clock.now(),
    customizedData: Object.entries(done.data ?? {}).map(([key, value]) => ({ key, value })),
  };
  const { auditRecords } = partnerCenterState.of(azure.store);
  auditRecords.push(record);
  if (auditRecords.length > 2 * KEPT) auditRecords.splice(0, KEPT);
}

/** Notes what a request has done, for the partner who sent it. */
export function recordAudit({ azure, request, partner }: PartnerCall, customer: Tenant, done: Done): void {
  const { caller } = request;
  writeAudit(azure, partner.tenantId, customer, done, { userPrincipalName: caller.name, applicationId: caller.name });
}
