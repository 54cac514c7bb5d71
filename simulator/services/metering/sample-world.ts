import { METERS as LISTED } from './meters';
import type { WorldMeter, WorldUsage } from './world-schema';

type Meter = Partial<WorldMeter> & Pick<WorldMeter, 'id' | 'name' | 'category' | 'unit'>;
type Usage = Partial<WorldUsage> & Pick<WorldUsage, 'subscriptionId' | 'meterId' | 'quantity'>;

export interface MeteringWorld {
  meters: Meter[];
  usage: Usage[];
}

const EA = 'MS-AZR-0017P';
const PAYG = 'MS-AZR-0003P';
/** A thirty-day window, wherever it begins, holds what is used every thirty days once. */
const MONTHLY = 30;

/** List price and EA price are the same here: what CSP is cheaper by is the partner's discount. */
function meter(id: string, name: string, category: string, subcategory: string, unit: string, rate: number): Meter {
  return { id, name, category, subcategory, unit, rates: { '0': rate }, before: { [EA]: rate, [PAYG]: rate } };
}

const PAGE_BLOB = '0e9d3c9b-ab6d-4312-9c7e-3794e22af9c4';
const TRANSFER_IN = '32c3ebec-1646-49e3-8127-2cafbd3a04d8';
const TRANSFER_OUT = '9995d93a-7d35-4d3f-9c69-7a7fea447ef4';
const COMPUTE_A0 = 'ec2457ae-8775-48bf-8bdc-11c94e96eb56';
const BLOB_DELETE = '923078e1-fd3f-4bd5-a798-44b533057e46';
const TABLE_WRITE = 'ad22fac8-9da5-4577-8683-56ae94d39e42';
const COMPUTE_A1 = '7a2639ce-ae47-4413-9837-6b4f4b78be3d';
const STORED = 'd23a5753-ff85-4ddf-af28-8cc5cf2d3882';
const ADDRESS = 'f114cb19-ea64-40b5-bcd7-aee474b62853';
const NOT_IN_CSP = '6f1c6a4e-37f5-4a0b-8d0c-3d5a1a7b9c02';

/** The meters of the assessment tool's table, and those of a virtual machine, its disk and its address. */
const METERS: Meter[] = [
  meter(PAGE_BLOB, 'Standard IO - Page Blob/Disk (GB)', 'Storage', 'Geo Redundant', '1 GB', 0.095),
  meter(TRANSFER_IN, 'Data Transfer In (GB)', 'Networking', 'Networking', '1 GB', 0),
  meter(TRANSFER_OUT, 'Data Transfer Out (GB)', 'Networking', 'Networking', '1 GB', 0.087),
  meter(COMPUTE_A0, 'Compute Hours', 'Virtual Machines', 'A0 VM (Windows)', '1 Hour', 0.02),
  meter(BLOB_DELETE, 'Standard IO-Block Blob Delete Operation Units', 'Data Management', 'Geo Redundant', '10K', 0.0004),
  meter(TABLE_WRITE, 'Standard IO-Table Write Operation Units', 'Data Management', 'Geo Redundant', '10K', 0.0004),
  {
    ...meter(COMPUTE_A1, 'Compute Hours', 'Virtual Machines', 'Standard_A1 VM', '1 Hour', 0.06),
    region: 'EU West',
    before: { [EA]: 0.054, [PAYG]: 0.06 },
  },
  {
    ...meter(STORED, 'Standard IO - Page Blob/Disk (GB)', 'Storage', 'Locally Redundant', '1 GB/Month', 0.05),
    rates: { '0': 0.05, '1024': 0.045, '51200': 0.04 },
    before: { [EA]: 0.045, [PAYG]: 0.05 },
  },
  { ...meter(ADDRESS, 'IP Address Hours', 'Networking', 'Public IP Addresses', '1 Hour', 0.004), includedQuantity: 5 },
  {
    id: NOT_IN_CSP,
    name: 'Standard Edition',
    category: 'Third Party',
    subcategory: 'Marketplace',
    unit: '1 Month',
    before: { [EA]: 25, [PAYG]: 25 },
  },
];

/** The six rows that the seed prints (l.14880-14905): quantities of thirty days, as they are before they are rounded for the table. */
const PRINTED: [meterId: string, consumedService: string, quantity: number][] = [
  [PAGE_BLOB, 'Storage', 0.7829],
  [TRANSFER_IN, 'Compute', 0.018],
  // 0.0408 and 0.0036 in the table: 0.0408 × 0.087 alone would be 0.0035.
  [TRANSFER_OUT, 'Compute', 0.04084],
  [COMPUTE_A0, 'Compute', 24],
  [BLOB_DELETE, 'Storage', 0.1439],
  [TABLE_WRITE, 'Storage', 0.0146],
];

/** The table of the assessment tool counts this many services (seed l.14911). */
const SERVICES = 375;
/** Rows that cost 0.0001 when they are rounded, and nothing at 15 % less: by these the table's totals differ from each other (l.14905). */
const TINY = 187;
/** What is left for one machine, so that the table's totals are 50.85, 43.21 and 7.62. */
const MACHINE_HOURS = 2513.6;

function classic(subscriptionId: string, at: number): string {
  const name = `devstorage${String(at).padStart(3, '0')}`;
  return `/subscriptions/${subscriptionId}/resourceGroups/Default-Storage-WestEurope/providers/Microsoft.ClassicStorage/storageAccounts/${name}`;
}

/**
 * The seed's whole table: 375 services of thirty days, six of them printed, with its totals. With 15 % off the list: the rows' numbers are those
 * of l.14880-14905; the sums of the rounded rows are 50.85, 43.21 and 7.62.
 */
export function seedUsage(subscriptionId: string): Usage[] {
  const monthly = (meterId: string, consumedService: string, quantity: number, resourceId: string): Usage => ({
    subscriptionId,
    meterId,
    quantity,
    consumedService,
    resourceId,
    everyDays: MONTHLY,
  });
  const printed = PRINTED.map(([meterId, service, quantity]) => monthly(meterId, service, quantity, meterId));
  const machine = monthly(COMPUTE_A0, 'Compute', MACHINE_HOURS, 'dev-build');
  const tiny = Array.from({ length: TINY }, (_none, at) => monthly(TABLE_WRITE, 'Storage', 0.13, classic(subscriptionId, at)));
  const free = Array.from({ length: SERVICES - TINY - 7 }, (_none, at) =>
    monthly(TRANSFER_IN, 'Storage', 0.5, classic(subscriptionId, at)),
  );
  return [...printed, machine, ...tiny, ...free];
}

/** Daily usage of a machine with its disk, its address and its traffic. @param group full id of their resource group */
function machineUsage(
  subscriptionId: string,
  group: string,
  names: { machine: string; storage: string; address: string },
): Usage[] {
  const at = (type: string, name: string) => `${group}/providers/${type}/${name}`;
  const machine = at('Microsoft.Compute/virtualMachines', names.machine);
  const daily = (meterId: string, quantity: number, resourceId: string): Usage => ({
    subscriptionId,
    meterId,
    quantity,
    resourceId,
    everyDays: 1,
  });
  return [
    daily(COMPUTE_A1, 24, machine),
    daily(TRANSFER_OUT, 1.5, machine),
    daily(STORED, 1.0667, at('Microsoft.Storage/storageAccounts', names.storage)),
    daily(ADDRESS, 24, at('Microsoft.Network/publicIPAddresses', names.address)),
  ];
}

/** Daily usage of the machines and the storage of the classic shop (classic/sampleWorld.ts). */
export function shopUsage(subscriptionId: string): Usage[] {
  const daily = (meterId: string, quantity: number, group: string, resource: string): Usage => ({
    subscriptionId,
    meterId,
    quantity,
    resourceId: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${resource}`,
    everyDays: 1,
  });
  const machine = (service: string, name: string) =>
    daily(COMPUTE_A1, 24, service, `Microsoft.ClassicCompute/virtualMachines/${name}`);
  const storage = (name: string) =>
    daily(STORED, 1.0667, 'Default-Storage-WestEurope', `Microsoft.ClassicStorage/storageAccounts/${name}`);
  return [
    machine('shop-web', 'web1'),
    machine('shop-web', 'web2'),
    machine('shop-batch', 'batch1'),
    storage('shopdisks'),
    storage('shoplogs'),
  ];
}

/**
 * The seed's table for one subscription and what else is used there, with those of their meters that Partner Center's list does not have: it
 * changes no price that is there.
 */
export function seedMetering(subscriptionId: string, more: Usage[]): MeteringWorld {
  const usage = [...seedUsage(subscriptionId), ...more];
  const used = new Set(usage.map(({ meterId }) => meterId));
  return { meters: METERS.filter(({ id }) => used.has(id) && !LISTED.some((one) => one.id === id)), usage };
}

/**
 * A piece of world: meters, the seed's table for one subscription, and a machine's usage for another, with a correction and a product that CSP
 * does not sell.
 */
export function sampleMetering({ seed, machine }: { seed?: string; machine?: string }): MeteringWorld {
  const group = `/subscriptions/${machine}/resourceGroups/EAResourceGroup`;
  const of =
    machine === undefined
      ? []
      : machineUsage(machine, group, { machine: 'UbuntuVM01', storage: 'vhdstorageaccount0118', address: 'UbuntuVM01-ip' });
  const odd: Usage[] =
    machine === undefined
      ? []
      : [
          {
            subscriptionId: machine,
            meterId: COMPUTE_A1,
            quantity: -3,
            resourceId: `${group}/providers/Microsoft.Compute/virtualMachines/UbuntuVM01`,
            everyDays: MONTHLY,
          },
          { subscriptionId: machine, meterId: NOT_IN_CSP, quantity: 1, consumedService: 'Marketplace', everyDays: MONTHLY },
        ];
  return { meters: METERS, usage: [...(seed === undefined ? [] : seedUsage(seed)), ...of, ...odd] };
}
