import type { Sku } from './skus';

/** Reserved virtual machines: ids of products and names of sizes and regions are those of Microsoft's documentation. */

const REGIONS = [
  ['westus2', 'US West 2'],
  ['westus', 'US West'],
  ['eastus', 'US East'],
  ['eastus2', 'US East 2'],
  ['centralus', 'US Central'],
  ['northcentralus', 'US North Central'],
  ['southcentralus', 'US South Central'],
  ['westcentralus', 'US West Central'],
  ['canadacentral', 'CA Central'],
  ['canadaeast', 'CA East'],
  ['brazilsouth', 'BR South'],
  ['northeurope', 'EU North'],
  ['westeurope', 'EU West'],
  ['uksouth', 'UK South'],
  ['ukwest', 'UK West'],
  ['francecentral', 'FR Central'],
  ['germanywestcentral', 'DE West Central'],
  ['eastasia', 'AP East'],
  ['southeastasia', 'AP Southeast'],
  ['japaneast', 'JA East'],
  ['japanwest', 'JA West'],
  ['koreacentral', 'KR Central'],
  ['australiaeast', 'AU East'],
  ['australiasoutheast', 'AU Southeast'],
  ['centralindia', 'IN Central'],
  ['southindia', 'IN South'],
  ['westindia', 'IN West'],
] as const;

/** Sizes of a series: name, cores, memory in GB. */
type Size = readonly [name: string, cores: number, memory: number];

const doubling = (prefix: string, suffix: string, cores: readonly number[], memoryPerCore: number): Size[] =>
  cores.map((count) => [`${prefix}${count}${suffix}`, count, count * memoryPerCore]);

interface Series {
  id: string;
  title: string;
  category: string;
  sizes: readonly Size[];
}

const CORES = [1, 2, 4, 8, 16, 20, 32, 48, 64, 72, 80, 96];

export const SERIES: readonly Series[] = [
  { id: 'DZH318Z0BQ3Q', title: 'DSv2 Series', category: 'General purpose', sizes: doubling('DS', '_v2', CORES, 3.5) },
  { id: 'DZH318Z0BQ3V', title: 'Dsv3 Series', category: 'General purpose', sizes: doubling('D', 's_v3', CORES, 4) },
  { id: 'DZH318Z0BQ3P', title: 'Dv3 Series', category: 'General purpose', sizes: doubling('D', '_v3', CORES, 4) },
  { id: 'DZH318Z0BQ3W', title: 'Esv3 Series', category: 'Memory optimized', sizes: doubling('E', 's_v3', CORES, 8) },
  { id: 'DZH318Z0BQ4B', title: 'D Series', category: 'General purpose', sizes: doubling('D', '', CORES, 3.5) },
  { id: 'DZH318Z0BQ4Z', title: 'NC Series', category: 'GPU', sizes: doubling('NC', '', [6, 12, 24], 9.3) },
  { id: 'DZH318Z0BQ36', title: 'NV Series', category: 'GPU', sizes: doubling('NV', '', [6, 12, 24, 48], 9.3) },
  { id: 'DZH318Z0BQ5S', title: 'NDS Series', category: 'GPU', sizes: doubling('ND', 's', [12, 6, 24], 18.7) },
];

const TERMS = [
  ['1Year', 'P1Y', '1 Year'],
  ['3Years', 'P3Y', '3 Years'],
] as const;

/** What the documentation calls by name stands under the id that it has there; the rest is counted through. */
const DOCUMENTED: Record<string, readonly [size: string, region: string, duration: string]> = {
  'DZH318Z0BQ36 004G': ['NV12', 'eastus2', '1Year'],
  'DZH318Z0BQ36 004J': ['NV12', 'eastus2', '3Years'],
  'DZH318Z0BQ5S 0001': ['ND12s', 'westus2', '1Year'],
  'DZH318Z0BQ5S 0002': ['ND6s', 'westus2', '1Year'],
  'DZH318Z0BQ3V 00G1': ['D32s_v3', 'westus2', '3Years'],
  'DZH318Z0BQ4B 000Z': ['D1', 'eastasia', '1Year'],
  'DZH318Z0BQ4B 0047': ['D2', 'westus2', '1Year'],
  'DZH318Z0BQ4Z 002L': ['NC12', 'australiaeast', '1Year'],
  'DZH318Z0BQ4Z 002P': ['NC12', 'australiaeast', '3Years'],
};

/** SKU ids count up in base 36, four places: 0001, 0002, … 000A, … */
const skuId = (at: number) => (at + 1).toString(36).toUpperCase().padStart(4, '0');

function reservationSku(
  productId: string,
  category: string,
  size: Size,
  region: (typeof REGIONS)[number],
  term: (typeof TERMS)[number],
  id: string,
): Sku {
  const [name, cores, memory] = size;
  const [arm, regionName] = region;
  const [duration, iso, text] = term;
  return {
    id,
    productId,
    title: `Reserved VM Instance, Standard_${name}, ${regionName}, ${text}`,
    description: `Reserved Virtual Machines Instance, Standard_${name}, ${regionName}, ${text}`,
    kind: 'reservation',
    largest: 999_999_999,
    isTrial: false,
    billingCycles: ['one_time'],
    prerequisites: ['AzureSubscriptionRegistration', 'InventoryCheck'],
    terms: [iso],
    attributes: {
      armSkuName: `Standard_${name}`,
      cores: String(cores),
      ram: String(memory),
      skuDisplayName: name.replaceAll('_', ' '),
      category,
      armRegionName: arm,
      duration,
      region: regionName,
      diskType: name.includes('s') || name.startsWith('DS') ? 'Ssd' : 'Hdd',
    },
  };
}

/** A series of virtual machines in every size, region and term. */
export function reservationSkus({ id: productId, category, sizes }: Series): Sku[] {
  const each = sizes.flatMap((size) => REGIONS.flatMap((region) => TERMS.map((term) => [size, region, term] as const)));
  return each.map(([size, region, term], at) => {
    const id = skuId(at);
    const documented = DOCUMENTED[`${productId} ${id}`];
    return reservationSku(
      productId,
      category,
      sizes.find(([name]) => name === documented?.[0]) ?? size,
      REGIONS.find(([name]) => name === documented?.[1]) ?? region,
      TERMS.find(([name]) => name === documented?.[2]) ?? term,
      id,
    );
  });
}
