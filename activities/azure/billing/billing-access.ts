import type { BillingAccess } from '../../ports/billing';
import { createBilling } from '.';
import type { Connection } from '../http/connection';
import { createSubscriptionTenant } from '../directory/subscription-tenant';
import { createUsage } from '../arm/usage';

/** One client of each kind for a tenant, so that tokens and connections are shared. */
export function createBillingAccess(connection: Connection): BillingAccess {
  return {
    billing: perTenant((tenantId) => createBilling(connection, tenantId)),
    subscriptionTenant: perTenant((tenantId) => createSubscriptionTenant(connection, tenantId)),
    usage: perTenant((tenantId) => createUsage(connection, tenantId)),
  };
}

function perTenant<T>(make: (tenantId: string) => T): (tenantId: string) => T {
  const made = new Map<string, T>();
  return (tenantId) => {
    const known = made.get(tenantId) ?? make(tenantId);
    made.set(tenantId, known);
    return known;
  };
}
