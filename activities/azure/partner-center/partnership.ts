import { ServiceClient } from '@azure/core-client';
import { auxiliaryAuthenticationHeaderPolicy } from '@azure/core-rest-pipeline';
import type { Partnership, Support } from '../../ports/partner-center';
import type { AzureEndpoints, Connection } from '../http/connection';
import { createDirectory } from '../directory/directory';
import { linkPartner } from './management-partner';
import { createPartnerCenter } from '.';
import { prices } from './prices';
import { createTransport } from './transport';
import { createSupport } from '../support/support';

/**
 * What one organisation's worker acts with, by its own sign-in: at its own tenant for Partner Center and Graph, at the customer's for what
 * belongs to ARM. Nothing is asked for before the first call.
 * @param transferType of transfers that are asked for; see TRANSFER_TYPE of partnerCenter/transfers.ts
 */
export function createPartnership(
  connection: Connection,
  endpoints: AzureEndpoints,
  tenantId: string,
  transferType?: string,
): Partnership {
  const { options } = connection;
  const clients = new Map<string, ServiceClient>();
  const arm = (customerTenantId: string): ServiceClient => {
    const known = clients.get(customerTenantId);
    if (known) return known;
    const client = new ServiceClient({ ...options, credential: connection.credential(customerTenantId) });
    // On behalf of a customer Microsoft.Support wants to see the partner's own token too (x-ms-authorization-auxiliary).
    client.pipeline.addPolicy(
      auxiliaryAuthenticationHeaderPolicy({ credentials: [connection.credential(tenantId)], scopes: options.credentialScopes }),
      { phase: 'Sign' },
    );
    clients.set(customerTenantId, client);
    return client;
  };
  const supports = new Map<string, Support>();
  const transport = createTransport(
    { getToken: (...asked) => connection.credential(tenantId).getToken(...asked) },
    unslashed(endpoints.partnerCenter),
    options.tlsOptions ? { tlsOptions: options.tlsOptions } : {},
  );
  return {
    tenantId,
    center: createPartnerCenter(transport, tenantId, transferType),
    prices: prices(transport),
    support(customerTenantId) {
      const support = supports.get(customerTenantId) ?? createSupport(arm(customerTenantId), unslashed(options.endpoint));
      supports.set(customerTenantId, support);
      return support;
    },
    directory: createDirectory(connection, unslashed(endpoints.graph), tenantId),
    async linkPartner(customerTenantId, mpnId) {
      return linkPartner(arm(customerTenantId), unslashed(options.endpoint), mpnId);
    },
  };
}

const unslashed = (url: string) => url.replace(/\/+$/, '');
