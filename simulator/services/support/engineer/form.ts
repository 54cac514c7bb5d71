import { GUID } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import type { Store } from '../../../kernel/state/store';
import type { FileWorkspace, SupportTicket } from '../model';
import type { TransferForm } from './state';

const ANY_GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** "Destination partner", then "tenant", then a GUID, with no other party's name in between. */
const LABELLED =
  /destination\s*partner(?:(?!source\s*partner|existing\s*partner|customer)[^])*?tenant(?:(?!source\s*partner|existing\s*partner|customer)[^])*?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

/** The text of the file that was completed last; undefined when no file is complete. */
export function newestForm(workspace: FileWorkspace): string | undefined {
  const [newest] = workspace.files
    .flatMap(({ chunks, completedAt, before }) => (completedAt === undefined ? (before ?? []) : { chunks, completedAt }))
    .sort((a, b) => b.completedAt - a.completedAt);
  return newest && Buffer.concat(newest.chunks.map((chunk) => Buffer.from(chunk, 'base64'))).toString('utf8');
}

/** The tenant id below `destinationPartner`, however deep it stands. */
function destinationInJson(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { destinationPartner } = value as { destinationPartner?: { tenantId?: unknown } | null };
  const tenantId = destinationPartner?.tenantId;
  if (typeof tenantId === 'string' && GUID.test(tenantId)) return tenantId;
  for (const one of Object.values(value)) {
    const found = destinationInJson(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The destination partner's tenant id as a form names it, in JSON or in HTML or other text; undefined when it does not. */
export function destinationTenant(form: string): string | undefined {
  try {
    return destinationInJson(JSON.parse(form));
  } catch {
    return LABELLED.exec(form.replace(/<[^>]*>/g, ' '))?.[1];
  }
}

/** The ticket's subscription and the others of its customer and partner that the form names. */
function subscriptionsIn(store: Store, ticket: SupportTicket, form: string): string[] {
  const own = store.subscriptions.get(keyOf(ticket.subscriptionId ?? ''));
  const named = [...form.matchAll(ANY_GUID)].flatMap(([guid]) => store.subscriptions.get(keyOf(guid)) ?? []);
  const tenantId = own?.tenantId ?? ticket.tenantId ?? '';
  const partner = (own ?? named[0])?.partnerTenantId;
  const found = [...(own ? [own] : []), ...named].filter(
    (one) => partner !== undefined && keyOf(one.tenantId) === keyOf(tenantId) && one.partnerTenantId === partner,
  );
  return [...new Set(found.map((one) => one.subscriptionId))];
}

/** Reads the newest form. Returns what it says, or a sentence that tells what is wrong with it. */
export function formOf(store: Store, ticket: SupportTicket, workspace: FileWorkspace): TransferForm | string {
  const form = newestForm(workspace) ?? '';
  const destinationTenantId = destinationTenant(form);
  if (destinationTenantId === undefined) return 'The form does not name the tenant id of the destination partner.';
  if (!store.partners.has(keyOf(destinationTenantId)))
    return `The tenant ${destinationTenantId} is not that of a partner in the Cloud Solution Provider program.`;
  const subscriptionIds = subscriptionsIn(store, ticket, form);
  if (subscriptionIds.length === 0) return 'The form is about no subscription of the Cloud Solution Provider program.';
  const isThere = subscriptionIds.every(
    (one) => keyOf(store.subscriptions.get(keyOf(one))?.partnerTenantId ?? '') === keyOf(destinationTenantId),
  );
  if (isThere) return 'The subscription is with the destination partner already.';
  return { destinationTenantId, subscriptionIds };
}
