import type { Azure } from '../../../kernel/azure';
import { guidFrom } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { changePartner } from '../../../kernel/state/change-partner';
import { type PartnerErrorCode, refusal } from '../api/errors';
import { partnerCenterState, type Transfer, type TransferLine } from '../model';
import { relationshipOf } from '../relationships/relationships';
import { commerceOf } from '../subscriptions/commerce';
import { statusOf } from '../subscriptions/subscription-views';

function fail(line: TransferLine, code: PartnerErrorCode, ...words: string[]): void {
  const { description } = refusal(code, ...words);
  Object.assign(line, { status: 'Failed', error: { code: String(code), description } });
}

function carry(azure: Azure, transfer: Transfer, line: TransferLine): void {
  const { store } = azure;
  const subscription = store.subscriptions.get(line.azureKey);
  if (!subscription || keyOf(subscription.partnerTenantId ?? '') !== keyOf(transfer.sourcePartnerTenantId))
    return fail(line, 800078, line.subscriptionId);
  if (statusOf(subscription) === 'suspended') return fail(line, 900105);
  if (statusOf(subscription) === 'deleted') return fail(line, 800078, line.subscriptionId);
  const { supportContact: _old, partnerOnRecord: _oldRecord, ...kept } = commerceOf(store, subscription);
  // New ids at the target in the second generation; in the first one only the order is new. The Azure subscription keeps its id.
  const subscriptionId = transfer.generation === 2 ? guidFrom('arrived', transfer.id, line.subscriptionId) : line.subscriptionId;
  const orderId = guidFrom('order', transfer.id, line.subscriptionId);
  changePartner(store, subscription.subscriptionId, transfer.targetPartnerTenantId);
  partnerCenterState.of(store).commerce[line.azureKey] = {
    ...kept,
    id: subscriptionId,
    orderId,
    createdAt: azure.clock.now(),
    version: 1,
    ...(line.partnerIdOnRecord === undefined ? {} : { partnerOnRecord: line.partnerIdOnRecord }),
  };
  for (const addOn of line.addOns ?? []) {
    const known = partnerCenterState.of(store).commerce[addOn.azureKey];
    if (!known) continue;
    changePartner(store, addOn.azureKey, transfer.targetPartnerTenantId);
    partnerCenterState.of(store).commerce[addOn.azureKey] = { ...known, orderId, parentSubscriptionId: subscriptionId };
  }
  Object.assign(line, { status: 'Complete', arrivedAs: { subscriptionId, orderId } });
}

/** Puts what was accepted under the target, line by line. A line that cannot be transferred says why, and the others are transferred all the same. */
export function carryOver(azure: Azure, transfer: Transfer): void {
  const isRelated = relationshipOf(azure.store, transfer.targetPartnerTenantId, transfer.customerTenantId) !== undefined;
  for (const line of transfer.lines) {
    if (isRelated) carry(azure, transfer, line);
    else fail(line, 20002);
  }
  const failed = transfer.lines.filter((one) => one.status === 'Failed').length;
  const now = azure.clock.now();
  transfer.status = failed === 0 ? 'Complete' : failed === transfer.lines.length ? 'Failed' : 'PartiallyComplete';
  transfer.modifiedAt = now;
  if (transfer.status !== 'Failed') transfer.completedAt = now;
}
