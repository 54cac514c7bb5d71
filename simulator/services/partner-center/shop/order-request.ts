import { keyOf } from '../../../kernel/ids';
import { type Customer, type Fields, fieldsOf, type PartnerCall } from '../api/call';
import { quantityIn, requiredText, textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { findSold } from '../subscriptions/subscription-views';
import { catalogueItem } from './catalogue';
import { type Offer, offerOf } from './offers';
import type { Sku } from './skus';

/** One thing that a partner wants to buy, checked. */
export interface Wanted {
  offerId: string;
  bought: { offer: Offer } | { sku: Sku };
  quantity: number;
  friendlyName?: string;
  termDuration: string;
  parentSubscriptionId?: string;
  partnerIdOnRecord?: string;
  provisioningContext?: Record<string, string>;
}

const SCOPES = ['shared', 'single'];

/** What a reservation needs: an Azure subscription that the caller sells to this customer, and a scope. */
function assertProvisioning(call: PartnerCall, { tenant }: Customer, context: Fields, path: string): void {
  const { store } = call.azure;
  const id = requiredText(context, 'subscriptionId', `${path}.subscriptionId`);
  const known = soldBy(store, call.partner.tenantId, tenant.tenantId).some(
    (one) => [one.subscriptionId, commerceOf(store, one).id].map(keyOf).includes(keyOf(id)) && one.state === 'Enabled',
  );
  if (!known) throw refusal(800021);
  if (!SCOPES.includes(requiredText(context, 'scope', `${path}.scope`).toLowerCase()))
    throw refusal(3000, `${path}.scope is one of ${SCOPES.join(', ')}`);
}

function assertParent(call: PartnerCall, { tenant }: Customer, offer: Offer, parent: string | undefined, path: string): void {
  if (offer.addOnTo === undefined) return;
  if (parent === undefined) throw refusal(3000, `${path}.parentSubscriptionId is required: ${offer.name} is an add-on`);
  const found = findSold(call.azure.store, call.partner.tenantId, tenant.tenantId, parent);
  if (!found) throw refusal(20003);
  if (found.subscription.offerId.toUpperCase() !== offer.addOnTo)
    throw refusal(3000, `${path}.parentSubscriptionId is no subscription that ${offer.name} can be added to`);
}

function termOf(sku: Sku, named: string | undefined, path: string): string {
  if (sku.terms.length === 0) return '';
  // The older order call names no term: a SKU of one term has only that.
  const term = named ?? (sku.terms.length === 1 ? sku.terms[0] : undefined);
  if (term === undefined || !sku.terms.includes(term))
    throw refusal(3000, `${path}.termDuration is one of ${sku.terms.join(', ')}`);
  return term;
}

/**
 * Reads one line of an order or a cart.
 * @param idName what the line calls the thing: offerId, catalogItemId
 * @throws PartnerError 3000 for what is missing or unknown, 800021, 20003, 13605 for an Azure plan without the customer's agreement
 */
export function wantedIn(call: PartnerCall, customer: Customer, written: unknown, idName: string, path: string): Wanted {
  const line = fieldsOf(written);
  const offerId = requiredText(line, idName, `${path}.${idName}`);
  const offer = offerOf(offerId);
  const sku = offer ? undefined : catalogueItem(offerId)?.sku;
  if (!offer && !sku) throw refusal(3000, `${path}.${idName}: ${offerId} is not in the catalogue`);
  const context = fieldsOf(line['provisioningContext']);
  const parentSubscriptionId = textOf(line['parentSubscriptionId']);
  const friendlyName = textOf(line['friendlyName']);
  const partnerIdOnRecord = textOf(line['partnerIdOnRecord']);
  if (offer) assertParent(call, customer, offer, parentSubscriptionId, path);
  if (sku?.kind === 'reservation') assertProvisioning(call, customer, context, `${path}.provisioningContext`);
  if (sku?.kind === 'azurePlan' && !customer.relationship.agreements.some((one) => one.type === 'MicrosoftCustomerAgreement'))
    throw refusal(13605);
  return {
    offerId,
    bought: offer ? { offer } : { sku: sku as Sku },
    quantity: quantityIn(line['quantity'], `${path}.quantity`, offer?.largest ?? sku?.largest),
    termDuration: sku ? termOf(sku, textOf(line['termDuration']), path) : (textOf(line['termDuration']) ?? ''),
    ...(friendlyName === undefined ? {} : { friendlyName }),
    ...(parentSubscriptionId === undefined ? {} : { parentSubscriptionId }),
    ...(partnerIdOnRecord === undefined ? {} : { partnerIdOnRecord }),
    ...(Object.keys(context).length === 0
      ? {}
      : { provisioningContext: Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])) }),
  };
}
