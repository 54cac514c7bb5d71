import type { PartnerCenter } from '../../ports/partner-center';
import { audit } from './audit';
import { customers } from './customers';
import { newCustomers } from './new-customers';
import { orders } from './orders';
import { serviceRequests } from './service-requests';
import { subscriptions } from './subscriptions';
import { TRANSFER_TYPE, transfers } from './transfers';
import type { Transport } from './transport';
import { users } from './users';
import { webhooks } from './webhooks';

/**
 * Partner Center as one partner.
 * @param tenantId of that partner
 * @param transferType what createTransfer asks for; see TRANSFER_TYPE
 */
export function createPartnerCenter(transport: Transport, tenantId: string, transferType = TRANSFER_TYPE): PartnerCenter {
  return {
    ...customers(transport),
    ...subscriptions(transport),
    ...transfers(transport, tenantId, transferType),
    ...newCustomers(transport),
    ...orders(transport),
    ...users(transport),
    ...audit(transport),
    ...serviceRequests(transport),
    ...webhooks(transport),
  };
}
