import { GUID } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { collection, ok } from '../api/answers';
import { customerOf, type Page, type PageHandler, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { acceptRelationship } from './accept-relationship';

/**
 * The link that a partner sends to a customer. It has the documented form on the simulator's own host.
 * Source: learn.microsoft.com/partner-center/developer/request-reseller-relationship.
 */
function request({ request: { origin }, partner }: PartnerCall): Answer {
  const query = `invType=ResellerRelationship&partnerId=${partner.tenantId}&msppId=0&DAP=true`;
  return ok({
    url: `${origin}/Adminportal/Home?${query}#/BillingAccounts/partner-invitation`,
    attributes: { objectType: 'RelationshipRequest' },
  });
}

/** Lists relationships between partners. A customer whose partner is a direct one has none. */
function relationships(call: PartnerCall): Answer {
  customerOf(call);
  return collection([]);
}

export const RELATIONSHIPS: readonly Route[] = [
  ['GET', '/v1/customers/relationshiprequests', request],
  ['GET', '/v1/customers/{customer}/relationships', relationships],
];

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);

function html(status: number, title: string, body: string): Answer {
  return {
    status,
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${body}</html>\n`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

const show: PageHandler = (azure, { query }) => {
  const partner = azure.store.partners.get(keyOf(query.get('partnerId') ?? ''));
  if (!partner) return html(404, 'This invitation is not valid', '<p>No such partner: ask for a new link.</p>');
  return html(
    200,
    `${partner.name} wants to be your reseller`,
    `<form method="post"><p><label>Your tenant <input name="customerTenantId" required></label></p><p><button>Authorise</button></p></form>`,
  );
};

/** Accepts as the administrator of the tenant that the form names. */
const accept: PageHandler = (azure, { query }, text) => {
  const partner = azure.store.partners.get(keyOf(query.get('partnerId') ?? ''));
  if (!partner) throw refusal(1000, 'partnerId names no partner');
  const customerTenantId = new URLSearchParams(text ?? '').get('customerTenantId') ?? '';
  if (!GUID.test(customerTenantId)) throw refusal(900118);
  const customer = azure.store.tenants.get(keyOf(customerTenantId));
  if (!customer) throw refusal(60003);
  acceptRelationship(azure, partner, customer, query.get('DAP')?.toLowerCase() === 'true');
  return html(200, `${partner.name} is now a reseller of ${customer.displayName}`, '<p>You can close this page.</p>');
};

export const INVITATION: readonly Page[] = [
  ['GET', '/adminportal/home', show],
  ['POST', '/adminportal/home', accept],
];
