import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { Caller } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import type { Subscription } from '../../kernel/state/model';
import { speaksFor } from '../enterprise/people';
import { relationshipOf } from '../partner-center/relationships/relationships';
import { agreementOf } from './accounts';
import { billingState, type BillingTransfer, type BillingTransferProduct } from './model';

export const PRODUCT_TYPES = ['AzureSubscription', 'AzureReservation', 'Department', 'SavingsPlan', 'SAAS'];

export interface Reason {
  code: string;
  message: string;
}

/**
 * Whether the caller is whom a request was sent to: the person of that address, or an application of that person's directory,
 * which answers for its people (billing roles are not modelled).
 */
export function isRecipient(azure: Azure, caller: Caller, transfer: BillingTransfer): boolean {
  if (caller.isDevelopment) return true;
  const principal = azure.store.principals.get(keyOf(caller.objectId));
  if (principal?.type === 'User') return keyOf(principal.userPrincipalName ?? '') === keyOf(transfer.recipientEmail);
  return speaksFor(azure, caller, transfer.recipientEmail);
}

function hasReservations(azure: Azure, { subscriptionId }: Subscription): boolean {
  return [...azure.store.resourcesOf(subscriptionId)].some(({ resource }) => /^microsoft\.capacity\//i.test(resource.type));
}

function buysFromMarketplace(azure: Azure, { subscriptionId }: Subscription): boolean {
  return [...azure.store.resourcesOf(subscriptionId)].some(({ resource }) => resource.plan !== undefined);
}

/**
 * Why a product cannot go now; none when it can. Pay-as-you-go cannot be taken over, only enterprise agreements and customer agreements can
 * (learn.microsoft.com, subscription-transfer); codes: Billing 2024-04-01.
 */
export function reasonsAgainst(
  azure: Azure,
  transfer: BillingTransfer,
  product: Pick<BillingTransferProduct, 'productType' | 'productId'>,
): Reason[] {
  if (product.productType !== 'AzureSubscription')
    return [{ code: 'ProductTypeNotSupported', message: `Products of type ${product.productType} cannot be transferred here.` }];
  const subscription = azure.store.subscriptions.get(keyOf(product.productId));
  if (!subscription) return [{ code: 'ProductNotFound', message: `The subscription '${product.productId}' was not found.` }];
  const reasons: Reason[] = [];
  const against = (isSo: boolean, code: string, message: string) => {
    if (isSo) reasons.push({ code, message });
  };
  const relationship = relationshipOf(azure.store, transfer.partnerTenantId, transfer.customerTenantId);
  const purchases = billingState.of(azure.store).marketplacePurchases[keyOf(transfer.partnerTenantId)] ?? 'AllAllowed';
  against(subscription.state !== 'Enabled', 'SubscriptionNotActive', `The subscription is ${subscription.state}.`);
  against(
    agreementOf(subscription) !== 'EnterpriseAgreement',
    'SubscriptionTypeNotSupported',
    `Subscriptions of offer ${subscription.offerId} cannot be transferred to a partner.`,
  );
  against(
    keyOf(subscription.tenantId) !== keyOf(transfer.customerTenantId),
    'CrossBillingAccountNotAllowed',
    'The subscription is not in the directory of the customer whom the request was sent to.',
  );
  against(
    subscription.accountOwner !== undefined && keyOf(subscription.accountOwner) !== keyOf(transfer.recipientEmail),
    'InsufficientPermissionOnSource',
    `${transfer.recipientEmail} is not the account owner of the subscription.`,
  );
  against(!relationship, 'InsufficientPermissionOnDestination', 'The partner has no reseller relationship with the customer.');
  against(
    relationship !== undefined && relationship.azurePlan !== 'active',
    'NoActiveAzurePlan',
    'The partner has no active Azure plan for the customer.',
  );
  against(hasReservations(azure, subscription), 'SubscriptionHasReservations', 'Reservations are bought with the subscription.');
  against(
    purchases !== 'AllAllowed' && buysFromMarketplace(azure, subscription),
    'MarketplaceNotEnabledOnDestination',
    'The subscription uses marketplace products, and the partner’s billing profile does not allow their purchase.',
  );
  return reasons;
}

/** @throws ArmError 409 unless it waits for an answer */
export function assertPending(transfer: BillingTransfer, verb: string): void {
  if (transfer.status === 'Pending') return;
  throw new ArmError(409, {
    code: 'TransferNotPending',
    message: `The transfer '${transfer.name}' is ${transfer.status}: it cannot be ${verb} any more.`,
  });
}
