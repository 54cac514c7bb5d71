import type { Answer } from '../../../kernel/http/request';
import { collection, link, ok } from '../api/answers';
import { customerOf, type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { relationshipOf } from '../relationships/relationships';
import { availabilityOf, productOf, PRODUCTS, skusOf } from './catalogue';
import type { Kind, Product, Sku } from './skus';

/** Shapes: learn.microsoft.com/partner-center/developer/product-resources. */

const TYPES: Record<Kind, { id: string; displayName: string }> = {
  azurePlan: { id: 'Azure', displayName: 'Azure' },
  reservation: { id: 'Azure', displayName: 'Azure' },
  software: { id: 'Software', displayName: 'Software' },
  saas: { id: 'SaaS', displayName: 'SaaS' },
};

/** Which collections of the catalogue a kind stands in. */
const VIEWS: Record<Kind, readonly string[]> = {
  azurePlan: ['azure', 'modernazure'],
  reservation: ['azure', 'azurereservations', 'azurereservationsvm', 'azurevirtualmachine'],
  software: ['software', 'softwareperpetual', 'softwaresubscriptions'],
  saas: ['saas', 'marketplacesaas'],
};

/** What the listing is for: a country, or a customer's. @throws PartnerError 3000 without a country, or as customerOf does */
function countryOf(call: PartnerCall): string {
  if (call.params['customer'] !== undefined) return customerOf(call).tenant.country;
  const country = queryOf(call, 'country');
  if (country === undefined || !/^[a-z]{2}$/i.test(country)) throw refusal(3000, 'country is two letters, ISO 3166-1');
  return country.toUpperCase();
}

function productView(product: Product, country: string): Fields {
  const { id, kind, subType } = product;
  const at = `/products/${id}`;
  return {
    id,
    title: product.title,
    description: product.description,
    productType: {
      ...TYPES[kind],
      ...(subType === undefined ? {} : { subType: { id: subType, displayName: subType } }),
    },
    isMicrosoftProduct: product.publisher.startsWith('Microsoft'),
    publisherName: product.publisher,
    links: { skus: link(`${at}/skus?country=${country}`), self: link(`${at}?country=${country}`) },
    ...(kind === 'azurePlan'
      ? { localizedAttributes: ['OfferType', 'Standard', 'DevTest'].map((key) => ({ key, value: key })) }
      : {}),
  };
}

function skuView(sku: Sku, country: string): Fields {
  const at = `/products/${sku.productId}/skus/${sku.id}`;
  const isReservation = sku.kind === 'reservation';
  return {
    id: sku.id,
    productId: sku.productId,
    title: sku.title,
    description: sku.description,
    minimumQuantity: 1,
    maximumQuantity: sku.largest,
    isTrial: sku.isTrial,
    supportedBillingCycles: sku.billingCycles,
    purchasePrerequisites: sku.prerequisites,
    inventoryVariables: isReservation ? ['CustomerId', 'AzureSubscriptionId'] : [],
    provisioningVariables: isReservation ? ['Scope', 'SubscriptionId'] : [],
    actions: sku.kind === 'azurePlan' ? ['Refund'] : ['Refund', 'Cancel'],
    dynamicAttributes: sku.attributes,
    links: { availabilities: link(`${at}/availabilities?country=${country}`), self: link(`${at}?country=${country}`) },
  };
}

const TERM_TEXTS: Record<string, string> = { P1M: '1 Month', P1Y: '1 Year Prepaid', P3Y: '3 Years Prepaid' };

function availabilityView(call: PartnerCall, sku: Sku, id: string, country: string): Fields {
  const product = productOf(sku.productId) as Product;
  return {
    id,
    productId: sku.productId,
    skuId: sku.id,
    catalogItemId: `${sku.productId}:${sku.id}:${id}`,
    defaultCurrency: { code: 'USD', symbol: '$' },
    segment: queryOf(call, 'targetSegment')?.toLowerCase() ?? 'commercial',
    country,
    isPurchasable: true,
    isRenewable: sku.kind === 'saas',
    terms: sku.terms.map((duration) => ({ duration, description: TERM_TEXTS[duration] ?? duration })),
    product: productView(product, country),
    sku: skuView(sku, country),
    links: { self: link(`/products/${sku.productId}/skus/${sku.id}/availabilities/${id}?country=${country}`) },
  };
}

function list(call: PartnerCall): Answer {
  const country = countryOf(call);
  const view = queryOf(call, 'targetView');
  if (view === undefined) throw refusal(3000, 'targetView is required');
  const known = Object.values(VIEWS).flat();
  if (!known.includes(view.toLowerCase())) throw refusal(3000, `targetView is one of ${known.join(', ')}`);
  const shown = PRODUCTS.filter((one) => VIEWS[one.kind].includes(view.toLowerCase()));
  return collection(
    shown.map((one) => productView(one, country)),
    `/products?country=${country}&targetView=${view}`,
  );
}

function productNamed(call: PartnerCall): Product {
  const found = productOf(param(call, 'product'));
  if (!found) throw refusal(1000, `no product ${param(call, 'product')}`);
  return found;
}

function skuNamed(call: PartnerCall): Sku {
  const product = productNamed(call);
  const found = skusOf(product.id).find((one) => one.id === param(call, 'sku').toUpperCase());
  if (!found) throw refusal(1000, `product ${product.id} has no SKU ${param(call, 'sku')}`);
  return found;
}

function skus(call: PartnerCall): Answer {
  const country = countryOf(call);
  const { id } = productNamed(call);
  return collection(
    skusOf(id).map((one) => skuView(one, country)),
    `/products/${id}/skus?country=${country}`,
  );
}

/** The Azure plan is there only for customers who have accepted the customer agreement. */
function isSoldTo(call: PartnerCall, sku: Sku): boolean {
  const customer = call.params['customer'];
  if (customer === undefined || sku.kind !== 'azurePlan') return true;
  const agreements = relationshipOf(call.azure.store, call.partner.tenantId, customer)?.agreements ?? [];
  return agreements.some((one) => one.type === 'MicrosoftCustomerAgreement');
}

function availabilities(call: PartnerCall): Answer {
  const country = countryOf(call);
  const sku = skuNamed(call);
  return collection(isSoldTo(call, sku) ? [availabilityView(call, sku, availabilityOf(sku), country)] : []);
}

/** Earlier availabilities stay readable; what does not look like one is not found. */
function availability(call: PartnerCall): Answer {
  const country = countryOf(call);
  const sku = skuNamed(call);
  const id = param(call, 'availability').toUpperCase();
  if (!/^\w{12}$/.test(id)) throw refusal(1000, `SKU ${sku.id} has no availability ${id}`);
  return ok(availabilityView(call, sku, id, country));
}

function routesAt(at: string): Route[] {
  return [
    ['GET', `${at}/products`, list],
    ['GET', `${at}/products/{product}`, (call) => ok(productView(productNamed(call), countryOf(call)))],
    ['GET', `${at}/products/{product}/skus`, skus],
    ['GET', `${at}/products/{product}/skus/{sku}`, (call) => ok(skuView(skuNamed(call), countryOf(call)))],
    ['GET', `${at}/products/{product}/skus/{sku}/availabilities`, availabilities],
    ['GET', `${at}/products/{product}/skus/{sku}/availabilities/{availability}`, availability],
  ];
}

export const CATALOGUE: readonly Route[] = [...routesAt('/v1'), ...routesAt('/v1/customers/{customer}')];
