/** What may be read from a notice of Partner Center: whom to look for. */
interface Named {
  partnerTenantId: string;
  /** Ids that runs may know the work by: the customer's tenant and, of a transfer, its own. */
  externalIds: string[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * `AuditUri` ends in `{partner}_{customer}_{transfer}_{event}_{ticks}`, for a relationship without the transfer. `ResourceUri` of real notices
 * lacks the transfer's id (techcommunity.microsoft.com 4351688). Undefined for any other text.
 */
export function namedBy(auditUri: unknown): Named | undefined {
  if (typeof auditUri !== 'string') return undefined;
  const parts = auditUri
    .slice(auditUri.lastIndexOf('/') + 1)
    .toLowerCase()
    .split('_');
  const end = parts.findIndex((part) => !GUID.test(part));
  const [partnerTenantId, ...externalIds] = parts.slice(0, Math.min(end < 0 ? 0 : end, 3));
  return partnerTenantId === undefined || externalIds.length === 0 ? undefined : { partnerTenantId, externalIds };
}
