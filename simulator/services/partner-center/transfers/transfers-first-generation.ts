import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import { created, link, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, type PartnerCall, queryOf } from '../api/call';
import { refusal } from '../api/errors';
import { carryOver } from '../customers/carry-over';
import { partnerCenterState, type Transfer } from '../model';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { statusOf } from '../subscriptions/subscription-views';
import { tellBoth } from './transfer-events';
import {
  assertAgreement,
  assertNoOther,
  assertWaiting,
  lineFor,
  linesNamed,
  opened,
  sender,
  touch,
  transferOf,
  transferWith,
} from './transfer-rules';
import { isSource, isTarget, transferView } from './transfer-views';

/**
 * Transfers that the source creates and the target accepts: licences and legacy Azure.
 * Source: MicrosoftDocs/partner-center-sdk develop/{create,accept,reject,withdraw}-a-transfer (2021).
 */

/** @throws PartnerError 800002, 900148, 900137, 900101, and for each line 800078, 900105 */
export function createFirst(call: PartnerCall): Answer {
  const { azure, partner } = call;
  const body = bodyOf(call);
  const target = body['targetPartnerTenantId'];
  if (typeof target !== 'string') throw refusal(800002, 'targetPartnerTenantId is required');
  if (keyOf(target) === keyOf(partner.tenantId)) throw refusal(900148);
  const known = azure.store.partners.get(keyOf(target));
  if (!known) throw refusal(900137, target);
  assertNoOther(call, partner.tenantId, target);
  const lines = linesNamed(body).map((named) => {
    const { sold, ...line } = lineFor(call, partner.tenantId, named);
    if (saleOf(sold.subscription.offerId) === 'plan') throw refusal(800078, named.subscriptionId);
    return line;
  });
  const transfer = opened(call, {
    generation: 1,
    sourcePartnerTenantId: partner.tenantId,
    targetPartnerTenantId: known.tenantId,
    status: 'Active',
    lines,
    asked: {},
  });
  tellBoth(azure, transfer, 'create-transfer', sender(call));
  return created(transferView(azure.store, transfer, partner.tenantId));
}

function orders(transfer: Transfer): Fields[] {
  return transfer.lines.flatMap(({ arrivedAs, offerId, friendlyName, quantity, billingCycle }) =>
    arrivedAs === undefined
      ? []
      : [
          {
            id: arrivedAs.orderId,
            referenceCustomerId: transfer.customerTenantId,
            billingCycle,
            lineItems: [{ lineItemNumber: 0, offerId, subscriptionId: arrivedAs.subscriptionId, friendlyName, quantity }],
            status: 'completed',
            links: { self: link(`/customers/${transfer.customerTenantId}/orders/${arrivedAs.orderId}`) },
            attributes: { objectType: 'Order' },
          },
        ],
  );
}

function errors(transfer: Transfer): Fields[] {
  return transfer.lines.flatMap(({ error, subscriptionId }, at) =>
    error === undefined ? [] : [{ transferGroupId: String(at), ...error, lineItems: [{ subscriptionId }] }],
  );
}

/** @throws PartnerError 900141 for anybody but the target, 900102 when it has ended, 13605 */
export function accept(call: PartnerCall): Answer {
  const transfer = transferOf(call);
  if (transfer.generation !== 1 || !isTarget(transfer, call.partner.tenantId)) throw refusal(900141, 'accept');
  assertWaiting(transfer);
  assertAgreement(call);
  carryOver(call.azure, transfer);
  const transferErrors = errors(transfer);
  // When nothing at all could go, the transfer stands as it was, for the source to withdraw or the target to accept later.
  if (transfer.status === 'Failed') {
    transfer.status = 'Active';
    for (const line of transfer.lines) {
      delete line.status;
      delete line.error;
    }
  }
  touch(call, transfer);
  tellBoth(call.azure, transfer, transfer.status === 'Active' ? 'fail-transfer' : 'complete-transfer', sender(call));
  return ok({ orders: orders(transfer), transferErrors, attributes: { objectType: 'TransferSubmitResult' } });
}

/** @throws PartnerError 900141 unless the target rejects, 900102 when it has ended */
export function changeFirst(call: PartnerCall, transfer: Transfer): Answer {
  const { status } = bodyOf(call);
  if (!isTarget(transfer, call.partner.tenantId) || typeof status !== 'string' || !/^reject(ed)?$/i.test(status))
    throw refusal(900141, 'only the target changes a transfer, and only to Reject');
  assertWaiting(transfer);
  transfer.status = 'Reject';
  touch(call, transfer);
  tellBoth(call.azure, transfer, 'update-transfer', sender(call));
  return ok(transferView(call.azure.store, transfer, call.partner.tenantId));
}

/** @throws PartnerError 900141 unless the source withdraws, 900102 when it has ended */
export function withdraw(call: PartnerCall): Answer {
  const transfer = transferOf(call);
  if (transfer.generation !== 1 || !isSource(transfer, call.partner.tenantId)) throw refusal(900141, 'withdraw');
  assertWaiting(transfer);
  touch(call, transfer);
  const state = partnerCenterState.of(call.azure.store);
  state.transfers = state.transfers.filter((one) => one !== transfer);
  tellBoth(call.azure, transfer, 'update-transfer', sender(call));
  return { status: 204 };
}

/** Which of the caller's subscriptions of a customer could go, as a bare list. */
export function eligibility(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const type = queryOf(call, 'transferType');
  if (type?.toLowerCase() !== 'directtoindirect') throw refusal(3000, 'transferType is directtoindirect');
  return ok(
    soldBy(call.azure.store, call.partner.tenantId, tenant.tenantId).map((subscription) => {
      const { id } = commerceOf(call.azure.store, subscription);
      const status = statusOf(subscription);
      const other = transferWith(call, subscription);
      if (status !== 'active') {
        const state = status === 'deleted' ? 'Deleted' : 'Suspended';
        return { id, isEligible: false, reason: `Subscription: ${id} is in state: ${state}` };
      }
      if (other)
        return { id, isEligible: false, reason: `subscription is already part of another transfer request id : ${other.id}` };
      if (saleOf(subscription.offerId) === 'plan')
        return { id, isEligible: false, reason: `Subscription: ${id} is under an Azure plan: its new partner asks for it` };
      return { id, isEligible: true };
    }),
  );
}
