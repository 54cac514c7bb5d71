import { keyOf } from '../../../kernel/ids';
import type { Store } from '../../../kernel/state/store';
import { link, moment } from '../api/answers';
import type { Fields } from '../api/call';
import type { Transfer, TransferLine } from '../model';

/** Shapes: learn.microsoft.com/partner-center/developer/transfer-entity-resources and get-a-transfer-by-id. */

export function isTarget(transfer: Transfer, partnerTenantId: string): boolean {
  return keyOf(transfer.targetPartnerTenantId) === keyOf(partnerTenantId);
}

export function isSource(transfer: Transfer, partnerTenantId: string): boolean {
  return keyOf(transfer.sourcePartnerTenantId) === keyOf(partnerTenantId);
}

function lineView(line: TransferLine, at: number, arrived: boolean): Fields {
  const { arrivedAs } = line;
  const shown = arrived && arrivedAs ? arrivedAs.subscriptionId : line.subscriptionId;
  return {
    id: at,
    subscriptionId: shown,
    offerId: line.offerId,
    ...(arrivedAs && arrived ? { orderId: arrivedAs.orderId } : {}),
    billingCycle: line.billingCycle,
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    ...(line.productType === undefined ? {} : { productType: line.productType }),
    ...(line.partnerIdOnRecord === undefined ? {} : { partnerIdOnRecord: line.partnerIdOnRecord }),
    ...(line.status === undefined ? {} : { transferGroupId: String(at), status: line.status }),
    ...(line.error === undefined ? {} : { transferError: { ...line.error, transferGroupId: String(at) } }),
    addonItems: (line.addOns ?? []).map(({ azureKey: _key, ...addOn }, number) => ({ id: number, ...addOn })),
  };
}

/** The target of a second-generation transfer sees no line before the end, and then its own new ids; the source always sees what it gave. */
function linesFor(transfer: Transfer, partnerTenantId: string): Fields[] {
  if (transfer.generation === 1) return transfer.lines.map((line, at) => lineView(line, at, line.status === 'Complete'));
  if (!isTarget(transfer, partnerTenantId)) return transfer.lines.map((line, at) => lineView(line, at, false));
  return transfer.completedAt === undefined ? [] : transfer.lines.map((line, at) => lineView(line, at, true));
}

function moments({ completedAt, expiresAt }: Transfer): Fields {
  return {
    ...(completedAt === undefined ? {} : { completedTime: moment(completedAt) }),
    ...(expiresAt === undefined ? {} : { expirationTime: moment(expiresAt) }),
  };
}

/** A transfer as one of its two partners sees it. `transferDirection` is 1 for what comes in and 2 for what goes out. */
export function transferView(store: Store, transfer: Transfer, viewer: string): Fields {
  const name = (tenantId: string) => store.partners.get(keyOf(tenantId))?.name;
  return {
    id: transfer.id,
    status: transfer.status,
    createdTime: moment(transfer.createdAt),
    lastModifiedTime: `${new Date(transfer.modifiedAt).toISOString().slice(0, 19)}Z`,
    ...moments(transfer),
    customerTenantId: transfer.customerTenantId,
    partnertenantid: viewer,
    sourcePartnerName: name(transfer.sourcePartnerTenantId),
    sourcePartnerTenantId: transfer.sourcePartnerTenantId,
    targetPartnerName: name(transfer.targetPartnerTenantId),
    targetPartnerTenantId: transfer.targetPartnerTenantId,
    lastModifiedUser: transfer.modifiedBy,
    ...transfer.asked,
    ...(transfer.generation === 1
      ? {}
      : { transferDirection: isTarget(transfer, viewer) ? 1 : 2, ignoreEligibilityCheck: false }),
    lineItems: linesFor(transfer, viewer),
    links: { self: link(`/customers/${transfer.customerTenantId}/transfers/${transfer.id}`) },
    attributes: { objectType: 'TransferEntity' },
  };
}
