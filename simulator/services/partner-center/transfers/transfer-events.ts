import type { Azure } from '../../../kernel/azure';
import { keyOf } from '../../../kernel/ids';
import { auditId, writeAudit } from '../account/audit';
import type { Transfer } from '../model';
import { announce, type EventName } from '../webhooks/webhook-events';
import { transferView } from './transfer-views';

/** Who did it, when nobody sent a request: Microsoft. */
const SYSTEM = { userPrincipalName: 'system', applicationId: 'Partner Center' };

/**
 * Tells both partners of a transfer what has become of it. The event names the customer's transfers but not which one: as on the real wire,
 * the transfer's id is only in AuditUri, `{partner}_{customer}_{transfer}_{event}_{ticks}`.
 */
export function tellBoth(azure: Azure, transfer: Transfer, event: EventName, by = SYSTEM): void {
  const customer = azure.store.tenants.get(keyOf(transfer.customerTenantId));
  if (!customer) return;
  const now = azure.clock.now();
  for (const partner of [transfer.sourcePartnerTenantId, transfer.targetPartnerTenantId]) {
    const id = auditId(partner, [transfer.customerTenantId, transfer.id], event, now);
    const done = {
      id,
      resourceType: 'transfer',
      operationType: event === 'create-transfer' ? 'create_transfer' : 'update_transfer',
      value: transferView(azure.store, transfer, partner),
      data: { TransferId: transfer.id, Status: transfer.status },
    };
    writeAudit(azure, partner, customer, done, by);
    announce(azure, partner, {
      event,
      resourceName: 'transfer',
      resourceUri: `${azure.origin}/v1/customers/${transfer.customerTenantId}/transfers`,
      auditUri: `${azure.origin}/v1/auditrecords/${id}`,
    });
  }
}
