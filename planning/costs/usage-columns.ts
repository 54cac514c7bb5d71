import type { UsageLine } from '../../contracts/azure/usage';

/** A kind of usage export by its columns: names as Microsoft writes them; blanks, hyphens and case do not count. */
export interface UsageFormat {
  /** Name that a person uses. */
  name: string;
  /** Columns that may hold each part of a line; the first that is there counts. */
  columns: Record<Exclude<keyof UsageLine, 'currency'>, string[]> & { currency?: string[] };
  /** Says which rows are usage, where others (purchases, refunds, taxes) stand beside them. */
  chargeType?: string;
}

/** A row cannot be counted when one of these is missing. */
const NEEDED = ['subscriptionId', 'date', 'meterId', 'quantity', 'rate'] as const satisfies (keyof UsageLine)[];

/** "Download usage" of the EA portal, as of 2017: a preamble of some lines, then these columns. It does not name its currency. */
const EA_PORTAL: UsageFormat = {
  name: 'usage detail of the EA portal (CSV)',
  columns: {
    subscriptionId: ['SubscriptionGuid'],
    resourceGroup: ['Resource Group'],
    resourceId: ['Instance ID'],
    consumedService: ['Consumed Service'],
    meterId: ['Meter ID'],
    meterName: ['Meter Name'],
    meterCategory: ['Meter Category'],
    meterSubCategory: ['Meter Sub-Category'],
    unit: ['Unit Of Measure'],
    quantity: ['Consumed Quantity'],
    rate: ['ResourceRate'],
    cost: ['ExtendedCost'],
    date: ['Date'],
  },
};

/** Export "actual cost" of Cost Management, for EA and for the Microsoft Customer Agreement. */
const COST_MANAGEMENT: UsageFormat = {
  name: 'actual cost export of Cost Management (CSV)',
  columns: {
    subscriptionId: ['SubscriptionId', 'SubscriptionGuid'],
    resourceGroup: ['ResourceGroup', 'ResourceGroupName'],
    resourceId: ['ResourceId', 'InstanceId'],
    consumedService: ['ConsumedService'],
    meterId: ['MeterId'],
    meterName: ['MeterName'],
    meterCategory: ['MeterCategory'],
    meterSubCategory: ['MeterSubCategory'],
    unit: ['UnitOfMeasure'],
    quantity: ['Quantity', 'UsageQuantity'],
    rate: ['EffectivePrice'],
    cost: ['CostInBillingCurrency', 'Cost', 'PreTaxCost'],
    date: ['Date', 'UsageDateTime'],
    currency: ['BillingCurrencyCode', 'BillingCurrency', 'Currency'],
  },
  chargeType: 'ChargeType',
};

export const CSV_FORMATS = [EA_PORTAL, COST_MANAGEMENT];

/**
 * A usage detail of Microsoft.Consumption (2023-05-01), legacy and modern; `meterDetails` are read as if they stood beside the rest. Of
 * legacy ones they are only there when they were asked for.
 */
export const CONSUMPTION: UsageFormat = {
  name: 'usage details of Microsoft.Consumption (JSON)',
  columns: {
    ...COST_MANAGEMENT.columns,
    resourceId: ['resourceId', 'instanceName'],
    rate: ['effectivePrice'],
    cost: ['cost', 'costInBillingCurrency'],
  },
  chargeType: 'chargeType',
};

/** Column of each part of a line, by its place among `found`; undefined when one is missing that is needed. */
export function placesIn(found: readonly string[], { columns }: UsageFormat): Map<keyof UsageLine, number> | undefined {
  const at = new Map<string, number>();
  found.forEach((name, place) => {
    if (!at.has(plain(name))) at.set(plain(name), place);
  });
  const places = new Map<keyof UsageLine, number>();
  for (const [part, names] of Object.entries(columns) as [keyof UsageLine, string[]][]) {
    const place = names.map((name) => at.get(plain(name))).find((known) => known !== undefined);
    if (place !== undefined) places.set(part, place);
  }
  return NEEDED.every((part) => places.has(part)) ? places : undefined;
}

/** Names the columns that a file of this format has to have. */
export function neededColumns({ columns }: UsageFormat): string {
  return NEEDED.map((part) => columns[part].join(' or ')).join(', ');
}

/** A column's name as it is compared. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
