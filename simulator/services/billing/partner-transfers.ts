import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { badRequest, invalidContent } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { adminAgents, identitiesOf } from '../../kernel/identity/identities';
import { keyOf } from '../../kernel/ids';
import type { Partner, Tenant } from '../../kernel/state/model';
import { customerNamed, notThere, partnerNamed } from './accounts';
import { billingState, type BillingTransfer } from './model';
import { assertPending } from './transfer-rules';
import { partnerView } from './transfer-views';

/** What a partner does with its own requests. Source: Billing 2024-04-01, PartnerTransfers. */

const EXPIRES_AFTER = 30 * 86_400_000;

interface Place {
  partner: Partner;
  customer: Tenant;
}

/** @throws ArmError 404, 403 unless the caller is an admin agent of the partner */
function placeOf(azure: Azure, request: ArmRequest, [account = '', profile = '', customer = '']: string[]): Place {
  const partner = partnerNamed(azure, request, account, profile);
  const agents = adminAgents(azure.store.tenants.get(keyOf(partner.tenantId)) as Tenant, 0);
  if (!request.caller.isDevelopment && !identitiesOf(azure.store, request.caller.objectId).has(keyOf(agents.objectId)))
    throw new ArmError(403, {
      code: 'InsufficientPermission',
      message: `The client '${request.caller.name}' is no admin agent of ${partner.name}: it cannot ask for billing ownership.`,
    });
  return { partner, customer: customerNamed(azure.store, partner, customer) };
}

function isAt({ partner, customer }: Place, one: BillingTransfer): boolean {
  return keyOf(one.partnerTenantId) === keyOf(partner.tenantId) && keyOf(one.customerTenantId) === keyOf(customer.tenantId);
}

function named(azure: Azure, place: Place, name: string): BillingTransfer {
  const found = billingState.of(azure.store).transfers.find((one) => one.name === name && isAt(place, one));
  if (!found) throw notThere(`The transfer '${name}'`);
  return found;
}

/** PUT: the same request under the same name again is answered with what is there. @throws ArmError 409 for another request under that name */
export function putPartnerTransfer(azure: Azure, request: ArmRequest, path: string[]): Answer {
  const place = placeOf(azure, request, path);
  const name = path[3] ?? '';
  if (!/^[a-z0-9]+$/.test(name))
    throw badRequest('InvalidTransferName', `'${name}' is no name of a transfer: lower-case letters and digits.`);
  const { recipientEmailId, resellerId } = (objectBody(request)['properties'] ?? {}) as Record<string, unknown>;
  if (typeof recipientEmailId !== 'string' || !recipientEmailId.includes('@'))
    throw invalidContent('properties.recipientEmailId is required: an e-mail address');
  if (resellerId !== undefined && (typeof resellerId !== 'string' || !/^\d+$/.test(resellerId)))
    throw invalidContent('properties.resellerId is an MPN id: a number as text');
  const there = billingState.of(azure.store).transfers.find((one) => one.name === name);
  if (there) {
    const isSame =
      isAt(place, there) && keyOf(there.recipientEmail) === keyOf(recipientEmailId) && there.resellerId === resellerId;
    if (!isSame)
      throw new ArmError(409, { code: 'TransferAlreadyExists', message: `There is another transfer by the name '${name}'.` });
    return { status: 200, body: partnerView(azure.store, there) };
  }
  const now = azure.clock.now();
  const made: BillingTransfer = {
    name,
    partnerTenantId: place.partner.tenantId,
    customerTenantId: place.customer.tenantId,
    recipientEmail: recipientEmailId,
    initiatorEmail: place.partner.contactEmail,
    ...(resellerId === undefined ? {} : { resellerId }),
    status: 'Pending',
    createdAt: now,
    expiresAt: now + EXPIRES_AFTER,
    products: [],
  };
  billingState.of(azure.store).transfers.push(made);
  return { status: 201, body: partnerView(azure.store, made) };
}

export function getPartnerTransfer(azure: Azure, request: ArmRequest, path: string[]): Answer {
  return { status: 200, body: partnerView(azure.store, named(azure, placeOf(azure, request, path), path[3] ?? '')) };
}

export function listPartnerTransfers(azure: Azure, request: ArmRequest, path: string[]): Answer {
  const place = placeOf(azure, request, path);
  return page(
    request,
    billingState
      .of(azure.store)
      .transfers.filter((one) => isAt(place, one))
      .map((one) => partnerView(azure.store, one)),
  );
}

/** @throws ArmError 409 once it is not pending */
export function cancelPartnerTransfer(azure: Azure, request: ArmRequest, path: string[]): Answer {
  const place = placeOf(azure, request, path);
  const transfer = named(azure, place, path[3] ?? '');
  assertPending(transfer, 'canceled');
  Object.assign(transfer, { status: 'Canceled', canceledBy: place.partner.contactEmail });
  return { status: 200, body: partnerView(azure.store, transfer) };
}
