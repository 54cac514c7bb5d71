import type { Azure } from '../../kernel/azure';
import { keyOf } from '../../kernel/ids';
import { changePartner } from '../../kernel/state/change-partner';
import { leaveEnrolment } from '../enterprise/membership';
import { enterCommerce } from '../partner-center/subscriptions/commerce';
import { billingState, type BillingTransfer, type BillingTransferProduct } from './model';
import { reasonsAgainst } from './transfer-rules';

/** The offer of subscriptions under a partner's Azure plan. */
const AZURE_PLAN = 'MS-AZR-0017G';

/**
 * Puts a subscription under the partner's Azure plan. Its id, its resources and all role assignments stay; it leaves the enrolment and its
 * account (learn.microsoft.com, mpa-request-ownership).
 */
function takeOver(azure: Azure, transfer: BillingTransfer, product: BillingTransferProduct): void {
  const [reason] = reasonsAgainst(azure, transfer, product);
  const subscription = azure.store.subscriptions.get(keyOf(product.productId));
  if (reason || !subscription) {
    Object.assign(product, { status: 'Failed', error: reason });
    return;
  }
  subscription.offerId = AZURE_PLAN;
  delete subscription.accountOwner;
  leaveEnrolment(azure.store, subscription.subscriptionId);
  changePartner(azure.store, subscription.subscriptionId, transfer.partnerTenantId);
  enterCommerce(azure.store, subscription, azure.clock.now());
  product.status = 'Completed';
}

function finish(azure: Azure, transfer: BillingTransfer): void {
  for (const product of transfer.products) {
    if (transfer.willFail) Object.assign(product, { status: 'Failed', error: transfer.willFail });
    else takeOver(azure, transfer, product);
  }
  const failed = transfer.products.filter((one) => one.status === 'Failed').length;
  transfer.status = failed === 0 ? 'Completed' : failed === transfer.products.length ? 'Failed' : 'CompletedWithErrors';
}

/** Carries out and expires requests for billing ownership whose time has come. */
export function settleBilling(azure: Azure): void {
  const now = azure.clock.now();
  for (const transfer of billingState.of(azure.store).transfers) {
    if (transfer.status === 'Pending' && transfer.expiresAt <= now) transfer.status = 'Expired';
    if (transfer.status !== 'InProgress' || transfer.dueAt === undefined) continue;
    if (transfer.dueAt <= now) finish(azure, transfer);
    else for (const product of transfer.products) product.status = 'InProgress';
  }
}
