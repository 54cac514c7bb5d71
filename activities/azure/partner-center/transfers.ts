import { isFailure } from '../../failures/failure';
import type { NewTransfer, PartnerCenter, PartnerTransfer } from '../../ports/partner-center';
import { etagIn, objectIn } from '../http/json';
import { everyItem } from './pages';
import { transferIn } from './transfer-shape';
import type { Transport } from './transport';

/**
 * Azure under a plan. The pages of Microsoft contradict one another: create-a-transfer calls 3 NewCommerce, transfer-entity-resources calls
 * it ModernAzure and 5 NewCommerce and takes either; 3 is what both accept for Azure, and what partners in the field send.
 */
export const TRANSFER_TYPE = '3';

type Transfers = Pick<PartnerCenter, 'transfers' | 'transfer' | 'createTransfer' | 'acceptTransfer' | 'cancelTransfer'>;

/**
 * Transfers between partners. Sources: learn.microsoft.com/partner-center/developer, create-a-transfer, update-a-transfer,
 * transfer-entity-resources.
 * @param ownTenantId of the partner who signs in: what a transfer shows depends on who looks
 */
export function transfers(transport: Transport, ownTenantId: string, transferType: string): Transfers {
  const pathOf = (customerTenantId: string, id?: string) =>
    `/v1/customers/${encodeURIComponent(customerTenantId)}/transfers${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
  const read = async (customerTenantId: string, id: string): Promise<unknown> =>
    (await transport.send(`read transfer ${id}`, { method: 'GET', path: pathOf(customerTenantId, id) })).body;
  /** What a change begins with. It also signs in before anything is sent that may be sent only once. */
  const tagOf = async (customerTenantId: string, id: string): Promise<{ etag?: string }> => {
    const etag = etagIn(await read(customerTenantId, id));
    return etag === undefined ? {} : { etag };
  };
  const shown = (body: unknown) => transferIn(objectIn(body), ownTenantId);

  return {
    async transfers(customerTenantId) {
      const found = await everyItem(transport, `list the transfers of customer ${customerTenantId}`, pathOf(customerTenantId));
      return found.map((one) => transferIn(one, ownTenantId));
    },

    async transfer(customerTenantId, id) {
      return shown(await read(customerTenantId, id));
    },

    async createTransfer(transfer, requestId) {
      const doing = `ask ${transfer.sourcePartnerName} for a transfer of customer ${transfer.customerTenantId}`;
      const { body } = await transport.send(doing, {
        method: 'POST',
        path: pathOf(transfer.customerTenantId),
        body: requestFor(transfer, transferType),
        requestId,
      });
      return shown(body);
    },

    async acceptTransfer(customerTenantId, id, subscriptionIds, requestId) {
      const tag = await tagOf(customerTenantId, id);
      const { body } = await transport.sendOnce(`accept transfer ${id}`, {
        method: 'PATCH',
        path: pathOf(customerTenantId, id),
        body: {
          id,
          lineItems: subscriptionIds.map((subscriptionId) => ({ subscriptionId, productType: 'AzureSubscription' })),
        },
        requestId,
        ...tag,
      });
      return shown(body);
    },

    async cancelTransfer(transfer, customerName, requestId) {
      const { id, customerTenantId, sourcePartnerTenantId, targetPartnerTenantId } = transfer;
      const tag = await tagOf(customerTenantId, id);
      try {
        await transport.send(`cancel transfer ${id}`, {
          method: 'PATCH',
          path: pathOf(customerTenantId, id),
          body: { id, status: 'Cancel', customerTenantId, sourcePartnerTenantId, targetPartnerTenantId, customerName },
          requestId,
          ...tag,
        });
      } catch (error) {
        // When the answer of a first try was lost, the second one is told that there is nothing to cancel any more.
        if (!isFailure(error, 'TransferRefused')) throw error;
        const now: PartnerTransfer = shown(await read(customerTenantId, id));
        if (now.status !== 'Cancelled') throw error;
      }
    },
  };
}

function requestFor(transfer: NewTransfer, transferType: string): Record<string, unknown> {
  return {
    customerTenantId: transfer.customerTenantId,
    customerName: transfer.customerName,
    customerEmailId: transfer.customerEmail,
    sourcePartnerTenantId: transfer.sourcePartnerTenantId,
    sourcePartnerName: transfer.sourcePartnerName,
    targetPartnerTenantId: transfer.targetPartnerTenantId,
    targetPartnerEmailId: transfer.targetPartnerEmail,
    targetProductTypes: ['AzureSubscription'],
    transferType,
  };
}
