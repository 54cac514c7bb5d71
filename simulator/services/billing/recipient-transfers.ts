import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { invalidContent } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { notThere } from './accounts';
import { billingState, type BillingTransfer, type BillingTransferProduct } from './model';
import { assertPending, isRecipient, PRODUCT_TYPES, type Reason, reasonsAgainst } from './transfer-rules';
import { recipientView } from './transfer-views';

/** What the recipient of a request does. Source: Billing 2024-04-01, RecipientTransfers. */

/** Virtual milliseconds: an accepted transfer takes a quarter of an hour. */
const TAKES = 15 * 60_000;

type Product = Pick<BillingTransferProduct, 'productType' | 'productId'>;

/** One that the caller may know of: the recipient's, or one about the caller's own tenant. @throws ArmError 404 */
function named(azure: Azure, { caller }: ArmRequest, name: string): BillingTransfer {
  const found = billingState.of(azure.store).transfers.find((one) => one.name === name);
  const isOwn = found && (isRecipient(azure, caller, found) || keyOf(caller.tenantId ?? '') === keyOf(found.customerTenantId));
  if (!isOwn) throw notThere(`The transfer '${name}'`);
  return found;
}

const stranger = (transfer: BillingTransfer): Reason => ({
  code: 'NotIntendedRecipient',
  message: `The transfer '${transfer.name}' was sent to somebody else.`,
});

/** @throws ArmError 403 NotIntendedRecipient */
function assertRecipient(azure: Azure, { caller }: ArmRequest, transfer: BillingTransfer): void {
  if (!isRecipient(azure, caller, transfer)) throw new ArmError(403, stranger(transfer));
}

/** @throws ArmError 400 unless the body names products, each once */
function productsIn(request: ArmRequest): Product[] {
  const { productDetails } = (objectBody(request)['properties'] ?? {}) as Record<string, unknown>;
  if (!Array.isArray(productDetails) || productDetails.length === 0)
    throw invalidContent('properties.productDetails names at least one product');
  const products = productDetails.map((one: unknown): Product => {
    const { productType, productId } = (one ?? {}) as Record<string, unknown>;
    if (typeof productType !== 'string' || !PRODUCT_TYPES.includes(productType))
      throw invalidContent(`productType is one of ${PRODUCT_TYPES.join(', ')}`);
    if (typeof productId !== 'string' || productId === '') throw invalidContent('productId is required');
    return { productType, productId: keyOf(productId).replace(/^\/subscriptions\//, '') };
  });
  if (new Set(products.map((one) => one.productId)).size < products.length) throw invalidContent('a product is named twice');
  return products;
}

export function listReceivedTransfers(azure: Azure, request: ArmRequest): Answer {
  return page(
    request,
    billingState
      .of(azure.store)
      .transfers.filter((one) => isRecipient(azure, request.caller, one))
      .map((one) => recipientView(azure.store, one)),
  );
}

export function getReceivedTransfer(azure: Azure, request: ArmRequest, name: string): Answer {
  const transfer = named(azure, request, name);
  if (!isRecipient(azure, request.caller, transfer)) throw notThere(`The transfer '${name}'`);
  return { status: 200, body: recipientView(azure.store, transfer) };
}

/** Tells what would become of each product, and changes nothing. */
export function validateTransfer(azure: Azure, request: ArmRequest, name: string): Answer {
  const transfer = named(azure, request, name);
  const isOwn = isRecipient(azure, request.caller, transfer);
  const value = productsIn(request).map((product) => {
    const reasons = isOwn ? reasonsAgainst(azure, transfer, product) : [stranger(transfer)];
    return {
      properties: {
        productId: product.productId,
        status: reasons.length === 0 ? 'Succeeded' : 'Failed',
        results: reasons.map((one) => ({ level: 'Error', ...one })),
      },
    };
  });
  return { status: 200, body: { value } };
}

/** Each product is judged when its turn comes, not here. @throws ArmError 403, 409 once it is not pending, 400 */
export function acceptTransfer(azure: Azure, request: ArmRequest, name: string): Answer {
  const transfer = named(azure, request, name);
  assertRecipient(azure, request, transfer);
  assertPending(transfer, 'accepted');
  const products = productsIn(request).map((one): BillingTransferProduct => ({ ...one, status: 'NotStarted' }));
  const { neverEnds, lro } = request.effects;
  Object.assign(transfer, { products, status: 'InProgress' });
  if (!neverEnds) transfer.dueAt = azure.clock.now() + (lro?.afterSeconds === undefined ? TAKES : lro.afterSeconds * 1000);
  if (lro) transfer.willFail = { code: lro.code, message: lro.message };
  return { status: 200, body: recipientView(azure.store, transfer) };
}

/** @throws ArmError 403, 409 once it is not pending */
export function declineTransfer(azure: Azure, request: ArmRequest, name: string): Answer {
  const transfer = named(azure, request, name);
  assertRecipient(azure, request, transfer);
  assertPending(transfer, 'declined');
  transfer.status = 'Declined';
  return { status: 200, body: recipientView(azure.store, transfer) };
}
