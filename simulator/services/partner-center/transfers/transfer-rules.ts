import { GUID, newGuid } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Subscription } from '../../../kernel/state/model';
import { customerOf, type Fields, param, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState, type Transfer, type TransferAddOn, type TransferLine } from '../model';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { findSold, type Sold, statusOf } from '../subscriptions/subscription-views';
import { isSource, isTarget } from './transfer-views';

const OPEN = ['Active', 'Pending', 'InProgress'];

function isOpen(transfer: Transfer): boolean {
  return OPEN.includes(transfer.status);
}

/** Transfers of the customer in the path in which the caller is one of the two partners. */
export function transfersOf(call: PartnerCall): Transfer[] {
  const { tenant } = customerOf(call);
  return partnerCenterState
    .of(call.azure.store)
    .transfers.filter(
      (one) =>
        keyOf(one.customerTenantId) === keyOf(tenant.tenantId) &&
        (isSource(one, call.partner.tenantId) || isTarget(one, call.partner.tenantId)),
    );
}

/** @throws PartnerError 900100 when the path names no transfer of the caller's */
export function transferOf(call: PartnerCall): Transfer {
  const found = transfersOf(call).find((one) => keyOf(one.id) === keyOf(param(call, 'transfer')));
  if (!found) throw refusal(900100);
  return found;
}

/** @throws PartnerError 900104 while it is being carried out, 900102 when it has ended */
export function assertWaiting(transfer: Transfer): void {
  if (transfer.status === 'InProgress') throw refusal(900104, transfer.id);
  if (!isOpen(transfer)) throw refusal(900102, transfer.id, transfer.status);
}

/** @throws PartnerError 900101 while another one goes between the same two for the same customer */
export function assertNoOther(call: PartnerCall, source: string, target: string): void {
  const other = transfersOf(call).find((one) => isOpen(one) && isSource(one, source) && isTarget(one, target));
  if (other) throw refusal(900101, other.id);
}

/** The open transfer that names this subscription already. */
export function transferWith(call: PartnerCall, subscription: Subscription): Transfer | undefined {
  return partnerCenterState
    .of(call.azure.store)
    .transfers.find((one) => isOpen(one) && one.lines.some((line) => line.azureKey === keyOf(subscription.subscriptionId)));
}

/** @throws PartnerError 800002 when the list is missing, empty, or an entry names no subscription */
export function linesNamed(body: Fields): (Fields & { subscriptionId: string })[] {
  const { lineItems } = body;
  if (!Array.isArray(lineItems) || lineItems.length === 0) throw refusal(800002, 'lineItems names at least one subscription');
  return lineItems.map((one: unknown) => {
    const { subscriptionId } = one as Fields;
    if (typeof subscriptionId !== 'string' || !GUID.test(subscriptionId))
      throw refusal(800002, 'every line item has a subscriptionId, a GUID');
    return { ...(one as Fields), subscriptionId };
  });
}

function addOnsOf({ azure }: PartnerCall, source: string, { subscription, commerce }: Sold): TransferAddOn[] {
  return soldBy(azure.store, source, subscription.tenantId)
    .filter((one) => statusOf(one) !== 'deleted')
    .map((one) => ({ one, addOn: commerceOf(azure.store, one) }))
    .filter(({ addOn }) => keyOf(addOn.parentSubscriptionId ?? '') === keyOf(commerce.id))
    .map(({ one, addOn }) => ({
      azureKey: keyOf(one.subscriptionId),
      subscriptionId: addOn.id,
      offerId: one.offerId,
      billingCycle: addOn.billingCycle,
      friendlyName: one.displayName,
      quantity: addOn.quantity,
    }));
}

/**
 * A line for a subscription that the source sells to the customer.
 * @throws PartnerError 800078 for any other or a deleted one, 900105 for a suspended one, 900101 for one that another transfer names
 */
export function lineFor(
  call: PartnerCall,
  source: string,
  named: Fields & { subscriptionId: string },
): TransferLine & { sold: Sold } {
  const { tenant } = customerOf(call);
  const sold = findSold(call.azure.store, source, tenant.tenantId, named.subscriptionId);
  if (!sold || statusOf(sold.subscription) === 'deleted') throw refusal(800078, named.subscriptionId);
  if (statusOf(sold.subscription) === 'suspended') throw refusal(900105);
  const other = transferWith(call, sold.subscription);
  if (other) throw refusal(900101, other.id);
  const { partnerIdOnRecord } = named;
  const addOns = addOnsOf(call, source, sold);
  return {
    sold,
    ...(addOns.length === 0 ? {} : { addOns }),
    azureKey: keyOf(sold.subscription.subscriptionId),
    subscriptionId: sold.commerce.id,
    offerId: sold.subscription.offerId,
    friendlyName: sold.subscription.displayName,
    quantity: sold.commerce.quantity,
    billingCycle: sold.commerce.billingCycle,
    ...(typeof partnerIdOnRecord === 'string' ? { partnerIdOnRecord } : {}),
  };
}

/** @throws PartnerError 13605 unless the partner has confirmed that the customer accepted the customer agreement */
export function assertAgreement(call: PartnerCall): void {
  const { relationship } = customerOf(call);
  if (!relationship.agreements.some((one) => one.type === 'MicrosoftCustomerAgreement')) throw refusal(13605);
}

/** Whether a partner sells this customer anything of a kind that is not deleted. */
export function sells(call: PartnerCall, partnerTenantId: string, sale: 'legacy' | 'plan'): boolean {
  const { tenant } = customerOf(call);
  return soldBy(call.azure.store, partnerTenantId, tenant.tenantId).some(
    (one) => saleOf(one.offerId) === sale && one.state !== 'Deleted',
  );
}

/** A transfer that is only just asked for. */
export function opened(
  call: PartnerCall,
  facts: Pick<Transfer, 'generation' | 'sourcePartnerTenantId' | 'targetPartnerTenantId' | 'status' | 'lines' | 'asked'>,
): Transfer {
  const now = call.azure.clock.now();
  const transfer: Transfer = {
    ...facts,
    id: newGuid(),
    customerTenantId: customerOf(call).tenant.tenantId,
    createdAt: now,
    modifiedAt: now,
    modifiedBy: call.request.caller.objectId,
  };
  partnerCenterState.of(call.azure.store).transfers.push(transfer);
  return transfer;
}

export function touch(call: PartnerCall, transfer: Transfer): void {
  transfer.modifiedAt = call.azure.clock.now();
  transfer.modifiedBy = call.request.caller.objectId;
}

/** Who sent the request, for the audit. */
export function sender({ request: { caller } }: PartnerCall): { userPrincipalName: string; applicationId: string } {
  return { userPrincipalName: caller.name, applicationId: caller.name };
}
