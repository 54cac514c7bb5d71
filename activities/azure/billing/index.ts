import type { Billing } from '../../ports/billing';
import type { Connection } from '../http/connection';
import { accounts } from './accounts';
import { createRest } from './rest';
import { transfers } from './transfers';

/** Microsoft.Billing with the credentials of one tenant: a partner's, or the customer's. No published client has the transfers of 2024. */
export function createBilling(connection: Connection, tenantId: string): Billing {
  const rest = createRest(connection, tenantId);
  return { ...accounts(rest), ...transfers(rest) };
}
