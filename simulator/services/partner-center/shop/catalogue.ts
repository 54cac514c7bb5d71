import { createHash } from 'node:crypto';
import { reservationSkus, SERIES } from './reservations';
import type { Product, Sku } from './skus';

/** A small part of the catalogue: products, and SKUs below them. Ids and names are those of Microsoft's documentation. */

function simple(productId: string, id: string, title: string, rest: Partial<Sku> & Pick<Sku, 'kind'>): Sku {
  return {
    id,
    productId,
    title,
    description: title,
    largest: 999_999_999,
    isTrial: false,
    billingCycles: ['one_time'],
    prerequisites: [],
    terms: [],
    attributes: {},
    ...rest,
  };
}

const SOFTWARE = [
  ['DG7GMGF0DWTL', '0001', 'Windows Server 2016 Standard'],
  ['DG7GMGF0DWM3', '0002', 'BizTalk Server 2016 Branch'],
  ['DG7GMGF0DWT0', '0001', 'Microsoft Identity Manager 2016 - 1 User CAL'],
  ['DG7GMGF0DWTK', '0002', 'SQL Server 2017 Standard'],
  ['DG7GMGF0DWBQ', '0003', 'SQL Server 2017 Enterprise'],
] as const;

export const PRODUCTS: readonly Product[] = [
  {
    id: 'DZH318Z0BPS6',
    title: 'Microsoft Azure plan',
    description: 'Gain access to Azure Services.',
    kind: 'azurePlan',
    subType: 'Azure',
    publisher: 'Microsoft Corporation',
  },
  ...SERIES.map(({ id, title }): Product => ({
    id,
    title: `Virtual Machines ${title}`,
    description: `Reserved capacity for virtual machines of the ${title}.`,
    kind: 'reservation',
    subType: 'VirtualMachines',
    publisher: 'Microsoft',
  })),
  ...SOFTWARE.map(([id, , title]): Product => ({
    id,
    title,
    description: title,
    kind: 'software',
    publisher: 'Microsoft Corporation',
  })),
  {
    id: 'DZH318Z0BXWC',
    title: 'Barracuda WAF-as-a-Service',
    description: 'A web application firewall as a service.',
    kind: 'saas',
    publisher: 'Barracuda Networks',
  },
  {
    id: 'DZH318Z0C0WF',
    title: 'Site monitoring',
    description: 'Watches web sites, with a free trial.',
    kind: 'saas',
    publisher: 'Relecloud',
  },
];

const SKUS: readonly Sku[] = [
  simple('DZH318Z0BPS6', '0001', 'Microsoft Azure plan', {
    kind: 'azurePlan',
    description: 'Microsoft Azure plan (MS-AZR-0017G)',
    largest: 1,
    prerequisites: ['MicrosoftCustomerAgreement'],
    attributes: { isMicrosoftProduct: true, pilotProgram: 'modernazurepilot' },
  }),
  ...SERIES.flatMap(reservationSkus),
  ...SOFTWARE.map(([product, id, title]) => simple(product, id, title, { kind: 'software' })),
  simple('DZH318Z0BXWC', '0002', 'Barracuda WaaS - Medium Plan', {
    kind: 'saas',
    billingCycles: ['monthly'],
    terms: ['P1M', 'P1Y'],
  }),
  simple('DZH318Z0C0WF', '0001', 'Site monitoring - trial', {
    kind: 'saas',
    billingCycles: ['none', 'monthly'],
    terms: ['P1M', 'P1Y'],
    isTrial: true,
  }),
];

export function productOf(id: string): Product | undefined {
  return PRODUCTS.find((one) => one.id === id.toUpperCase());
}

export function skusOf(productId: string): Sku[] {
  return SKUS.filter((one) => one.productId === productId.toUpperCase());
}

export function catalogueSku(productId: string, id: string): Sku | undefined {
  return skusOf(productId).find((one) => one.id === id.toUpperCase());
}

/** The availability under which a SKU is sold now. */
export function availabilityOf(sku: Sku): string {
  const letters = createHash('sha1').update(`${sku.productId} ${sku.id}`).digest('hex').slice(0, 6).toUpperCase();
  return `${sku.productId.slice(0, 6)}${letters}`;
}

/**
 * `product:sku:availability`, as it is put into carts and orders. Availabilities are issued anew from time to time and older ones stay
 * good, so any that has the form of one will do.
 */
export function catalogueItem(id: string): { sku: Sku; availabilityId: string } | undefined {
  const [, product, skuName, availabilityId] = /^(\w{12}):(\w{4}):(\w{12})$/.exec(id) ?? [];
  const sku = catalogueSku(product ?? '', skuName ?? '');
  return sku && availabilityId !== undefined ? { sku, availabilityId } : undefined;
}
