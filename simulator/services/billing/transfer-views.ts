import { keyOf } from '../../kernel/ids';
import type { Store } from '../../kernel/state/store';
import { accountName, ACCOUNTS, profileName } from './accounts';
import type { BillingTransfer } from './model';

type Fields = Record<string, unknown>;
const iso = (at: number) => new Date(at).toISOString();

function common(store: Store, transfer: BillingTransfer): Fields {
  const reseller = [...store.partners.values()].find((one) => one.mpnId === transfer.resellerId);
  return {
    expirationTime: iso(transfer.expiresAt),
    transferStatus: transfer.status,
    recipientEmailId: transfer.recipientEmail,
    initiatorEmailId: transfer.initiatorEmail,
    initiatorCustomerType: 'Partner',
    ...(transfer.resellerId === undefined ? {} : { resellerId: transfer.resellerId }),
    ...(reseller === undefined ? {} : { resellerName: reseller.name }),
    ...(transfer.canceledBy === undefined ? {} : { canceledBy: transfer.canceledBy }),
    detailedTransferStatus: transfer.products.map(({ productType, productId, status, error }) => {
      const subscription = store.subscriptions.get(keyOf(productId));
      return {
        productType,
        productId,
        ...(subscription === undefined ? {} : { productName: subscription.displayName, skuDescription: subscription.offerId }),
        transferStatus: status,
        ...(error === undefined ? {} : { errorDetails: error }),
      };
    }),
  };
}

function envelope(transfer: BillingTransfer, id: string, properties: Fields): Fields {
  const createdAt = iso(transfer.createdAt);
  return {
    id,
    name: transfer.name,
    type: 'Microsoft.Billing/transfers',
    systemData: { createdBy: transfer.initiatorEmail, createdByType: 'User', createdAt },
    properties,
  };
}

/** The request that the partner sees. */
export function partnerView(store: Store, transfer: BillingTransfer): Fields {
  const partner = store.partners.get(keyOf(transfer.partnerTenantId));
  const at = partner ? `${ACCOUNTS}/${accountName(partner)}/billingProfiles/${profileName(partner)}` : ACCOUNTS;
  return envelope(transfer, `${at}/customers/${transfer.customerTenantId}/transfers/${transfer.name}`, common(store, transfer));
}

/** The request that the recipient sees. */
export function recipientView(store: Store, transfer: BillingTransfer): Fields {
  return envelope(transfer, `/providers/Microsoft.Billing/transfers/${transfer.name}`, {
    ...common(store, transfer),
    allowedProductType: ['StandardAzureSubscription', 'DevTestAzureSubscription'],
    customerTenantId: transfer.customerTenantId,
    supportedAccounts: ['Enterprise'],
  });
}
