import type { PartnerTransfer } from '../../ports/partner-center';
import { idIn, type Json, objectIn, objectsIn, textIn } from '../http/json';

/** The pages and the answers of both generations write the same status in several ways. */
const STATUSES: Readonly<Record<string, string>> = {
  pending: 'Pending',
  active: 'Active',
  inprogress: 'InProgress',
  complete: 'Complete',
  completed: 'Complete',
  partiallycomplete: 'PartiallyComplete',
  partiallycompleted: 'PartiallyComplete',
  expired: 'Expired',
  cancel: 'Cancelled',
  cancelled: 'Cancelled',
  canceled: 'Cancelled',
  reject: 'Rejected',
  rejected: 'Rejected',
  failed: 'Failed',
};

/**
 * A TransferEntity of either generation as one partner sees it. What has arrived shows the target its own, new ids, and nobody else: there
 * `subscriptionId` is the new one too, and old and new are told apart by Azure's id, which stays.
 */
export function transferIn(value: Json, viewerTenantId: string): PartnerTransfer {
  const status = textIn(value.status) ?? '';
  const targetPartnerTenantId = idIn(value.targetPartnerTenantId);
  const isTarget = targetPartnerTenantId === viewerTenantId.toLowerCase();
  const expirationTime = textIn(value.expirationTime);
  const completedTime = textIn(value.completedTime);
  return {
    id: idIn(value.id),
    status: STATUSES[status.toLowerCase().replaceAll(' ', '')] ?? status,
    customerTenantId: idIn(value.customerTenantId),
    sourcePartnerTenantId: idIn(value.sourcePartnerTenantId),
    targetPartnerTenantId,
    createdTime: textIn(value.createdTime) ?? '',
    ...(expirationTime === undefined ? {} : { expirationTime }),
    ...(completedTime === undefined ? {} : { completedTime }),
    lineItems: objectsIn(value.lineItems).map((line) => lineIn(line, isTarget)),
  };
}

function lineIn(line: Json, isTarget: boolean): PartnerTransfer['lineItems'][number] {
  const subscriptionId = idIn(line.subscriptionId);
  const productType = textIn(line.productType);
  const orderId = textIn(line.orderId);
  const arrived = isTarget && orderId !== undefined;
  const { code, description } = objectIn(line.transferError);
  const error = [textIn(code), textIn(description)].filter((part) => part !== undefined).join(': ');
  return {
    subscriptionId,
    ...(productType === undefined ? {} : { productType }),
    ...(arrived ? { newSubscriptionId: subscriptionId, newOrderId: orderId } : {}),
    ...(error === '' ? {} : { error }),
  };
}
