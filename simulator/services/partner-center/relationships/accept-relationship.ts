import type { Azure } from '../../../kernel/azure';
import type { Partner, Tenant } from '../../../kernel/state/model';
import { auditId, writeAudit } from '../account/audit';
import { announce } from '../webhooks/webhook-events';
import { relate, relationshipOf } from './relationships';

/** A customer's administrator takes a partner as reseller. Doing it again changes nothing and tells nobody. */
export function acceptRelationship(azure: Azure, partner: Partner, customer: Tenant, delegatedAdmin: boolean): void {
  if (relationshipOf(azure.store, partner.tenantId, customer.tenantId)) return;
  const now = azure.clock.now();
  relate(azure.store, partner.tenantId, customer.tenantId, now, { delegatedAdmin });
  const event = 'reseller-relationship-accepted-by-customer';
  const id = auditId(partner.tenantId, [customer.tenantId], event, now);
  const by = { userPrincipalName: `admin@${customer.domain}`, applicationId: 'Microsoft Admin Center' };
  const done = { resourceType: 'customer', operationType: 'dap_admin_relationship_approved', value: { delegatedAdmin }, id };
  writeAudit(azure, partner.tenantId, customer, done, by);
  announce(azure, partner.tenantId, {
    event,
    resourceName: 'relationship',
    resourceUri: `${azure.origin}/v1/customers/${customer.tenantId}`,
    auditUri: `${azure.origin}/v1/auditrecords/${id}`,
  });
}
