import { GUID } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import { created, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import type { Transfer } from '../model';
import { tellBoth } from './transfer-events';
import {
  assertAgreement,
  assertNoOther,
  assertWaiting,
  lineFor,
  linesNamed,
  opened,
  sells,
  sender,
  touch,
} from './transfer-rules';
import { isSource, isTarget, transferView } from './transfer-views';

/**
 * Transfers that the target creates and the source accepts with the lines it gives: what is under an Azure plan.
 * Source: learn.microsoft.com/partner-center/developer/create-a-transfer and update-a-transfer.
 */

/** Virtual milliseconds. The source has 30 days to answer; what it accepts takes up to half an hour. */
const EXPIRES_AFTER = 30 * 86_400_000;
const TAKES = 30 * 60_000;

const PRODUCT_TYPES = ['AzureSubscription', 'AzureReservation', 'AzureSavingsPlan', 'OnlineServicesNCE', 'Software', 'SaaS'];

function productTypes(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const wrong = refusal(800002, `targetProductTypes are of ${PRODUCT_TYPES.join(', ')}`);
  if (!Array.isArray(value)) throw wrong;
  return value.map((one: unknown) => {
    if (!PRODUCT_TYPES.includes(String(one))) throw wrong;
    return String(one);
  });
}

/** 3 and 5 are the same kind of transfer: the older name for it and the one to be used now (transfer-entity-resources). */
function transferType(value: unknown): number {
  const type = value === undefined || value === null ? 5 : Number(value);
  if (type !== 3 && type !== 5) throw refusal(800002, 'transferType is 3 or 5');
  return type;
}

function text(body: Fields, name: string): Fields {
  return typeof body[name] === 'string' && body[name] !== '' ? { [name]: body[name] } : {};
}

/** @throws PartnerError 900132, 900133 for the target's Azure plan, 900131 when the source has nothing but legacy Azure to give */
function assertPlan(call: PartnerCall, source: string): void {
  const { azurePlan } = customerOf(call).relationship;
  if (azurePlan === 'none') throw refusal(900133);
  if (azurePlan === 'suspended') throw refusal(900132);
  if (sells(call, source, 'legacy') && !sells(call, source, 'plan')) throw refusal(900131);
}

/** @throws PartnerError 900136, 800002, 900148, 900137, 900101, 13605, 900131-900133 */
export function createSecond(call: PartnerCall): Answer {
  const { azure, partner } = call;
  const body = bodyOf(call);
  const source = body['sourcePartnerTenantId'];
  const email = body['customerEmailId'];
  if (typeof source !== 'string' || !GUID.test(source)) throw refusal(900136, 'sourcePartnerTenantId');
  if (typeof email !== 'string' || !email.includes('@')) throw refusal(900136, 'customerEmailId');
  const target = body['targetPartnerTenantId'] ?? partner.tenantId;
  if (typeof target !== 'string' || keyOf(target) !== keyOf(partner.tenantId))
    throw refusal(800002, 'targetPartnerTenantId is the partner who asks');
  if (keyOf(source) === keyOf(partner.tenantId)) throw refusal(900148);
  const known = azure.store.partners.get(keyOf(source));
  if (!known) throw refusal(900137, source);
  assertAgreement(call);
  assertNoOther(call, source, partner.tenantId);
  const targetProductTypes = productTypes(body['targetProductTypes']);
  if (targetProductTypes.length === 0 || targetProductTypes.includes('AzureSubscription')) assertPlan(call, source);
  const transfer = opened(call, {
    generation: 2,
    sourcePartnerTenantId: known.tenantId,
    targetPartnerTenantId: partner.tenantId,
    status: 'Pending',
    lines: [],
    asked: {
      transferType: transferType(body['transferType']),
      customerEmailId: email,
      customerName: customerOf(call).tenant.displayName,
      ...text(body, 'customerName'),
      ...text(body, 'targetPartnerEmailId'),
      ...text(body, 'partnerOnRecord'),
      ...(targetProductTypes.length === 0 ? {} : { targetProductTypes }),
    },
  });
  transfer.expiresAt = transfer.createdAt + EXPIRES_AFTER;
  tellBoth(azure, transfer, 'create-transfer', sender(call));
  return created(transferView(azure.store, transfer, partner.tenantId));
}

function assertWanted(transfer: Transfer, productType: string): void {
  const wanted = transfer.asked['targetProductTypes'] as string[] | undefined;
  if (wanted && !wanted.includes(productType)) throw refusal(900141, `the target has not asked for ${productType}`);
}

/** The source gives these. @throws PartnerError for the first line that cannot go, with nothing changed */
function accept(call: PartnerCall, transfer: Transfer): void {
  const { effects } = call.request;
  const lines = linesNamed(bodyOf(call)).map((named) => {
    const { sold, ...line } = lineFor(call, transfer.sourcePartnerTenantId, named);
    if (saleOf(sold.subscription.offerId) === 'legacy') throw refusal(900131);
    if (saleOf(sold.subscription.offerId) !== 'plan') throw refusal(800078, named.subscriptionId);
    const productType = named['productType'] ?? 'AzureSubscription';
    if (productType !== 'AzureSubscription') throw refusal(800002, 'productType of an Azure subscription is AzureSubscription');
    assertWanted(transfer, productType);
    const partnerIdOnRecord = line.partnerIdOnRecord ?? transfer.asked['partnerOnRecord'];
    return { ...line, productType, ...(typeof partnerIdOnRecord === 'string' ? { partnerIdOnRecord } : {}) };
  });
  if (new Set(lines.map((one) => one.azureKey)).size < lines.length) throw refusal(800002, 'a subscription is named twice');
  const { lro } = effects;
  Object.assign(transfer, { lines, status: 'InProgress' });
  if (!effects.neverEnds)
    transfer.dueAt = call.azure.clock.now() + (lro?.afterSeconds === undefined ? TAKES : lro.afterSeconds * 1000);
  if (lro) transfer.willFail = { code: lro.code, description: lro.message };
}

/**
 * The target cancels while it is pending; the source accepts by naming what it gives.
 * @throws PartnerError 900104 in progress, 900102 ended, 900141 for anything else
 */
export function changeSecond(call: PartnerCall, transfer: Transfer): Answer {
  const { status, lineItems } = bodyOf(call);
  const cancels = typeof status === 'string' && /^cancel(l?ed)?$/i.test(status);
  assertWaiting(transfer);
  if (isTarget(transfer, call.partner.tenantId)) {
    if (!cancels) throw refusal(900141, 'the target can only cancel');
    transfer.status = 'Cancelled';
  } else if (isSource(transfer, call.partner.tenantId)) {
    if (cancels || lineItems === undefined)
      throw refusal(900141, 'the source accepts with lineItems or lets the transfer expire');
    accept(call, transfer);
  }
  touch(call, transfer);
  tellBoth(call.azure, transfer, 'update-transfer', sender(call));
  return ok(transferView(call.azure.store, transfer, call.partner.tenantId));
}
