import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MovePlan } from '../../../contracts/azure/plan';
import type { AssessmentReport } from '../../../contracts/processes/assessment';
import { run } from './cli';

export const DEV = '11111111-0000-4000-8000-000000000001';
export const PROD = '11111111-0000-4000-8000-000000000009';
export const DESTINATION = '22222222-0000-4000-8000-000000000002';
export const TENANT = '33333333-0000-4000-8000-000000000003';
export const METER = '0e9d0c9b-ab6d-4312-9c7e-3794e22af9c4';

let folder: string;
/** Gives each test of the file that calls it an empty folder. */
export function useFolder(): void {
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-assess-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
}
export const inFolder = (name: string) => join(folder, name);

export function file(name: string, content: unknown): string {
  const path = inFolder(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const resource = (type: string, name: string, more: object = {}, subscription = DEV) => ({
  id: `/subscriptions/${subscription}/resourceGroups/app/providers/${type}/${name}`,
  name,
  type,
  location: 'westeurope',
  properties: {},
  ...more,
});

export const BOOKS = resource('Microsoft.Storage/storageAccounts', 'books');
export const GATEWAY = resource('Microsoft.Network/applicationGateways', 'door');
export const SEARCH = resource('Microsoft.Search/searchServices', 'find');
export const LOGS = resource('Microsoft.Storage/storageAccounts', 'logs', {}, PROD);

const COLUMNS =
  'SubscriptionId,ResourceGroup,ResourceId,ConsumedService,MeterId,MeterName,MeterCategory,MeterSubCategory,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,BillingCurrencyCode,Date,ChargeType';
export const usageRow = (quantity: string, currency = 'EUR', date = '2026-11-10') =>
  `${DEV},app,${BOOKS.id},Microsoft.Storage,${METER},Standard IO,Storage,Geo Redundant,1 GB,${quantity},0.095,,${currency},${date},Usage`;
export const usage = (...rows: string[]) => file('usage.csv', [COLUMNS, ...rows].join('\n'));
export const card = (currency = 'EUR') =>
  file('card.json', {
    currency,
    isTaxIncluded: false,
    meters: [
      { id: METER, name: 'Standard IO', category: 'Storage', subcategory: '', region: '', unit: '1 GB', rates: { '0': 0.095 } },
    ],
  });

/** The input of a move out of DEV. */
export const moveInput = () =>
  file(
    'move.yaml',
    `source: {subscriptionId: ${DEV}}\ndestination: {subscriptionId: ${DESTINATION}}\ncustomer: {tenantId: ${TENANT}}\n`,
  );

export const inventory = (...resources: object[]) => file('inventory.json', resources);
export const assess = (...args: string[]) => run(['assess', ...args, '-o', 'json']);

/** The assessment as `handover assess` writes it as JSON. */
export async function reportOf(...args: string[]): Promise<AssessmentReport & { digest?: string; plan?: MovePlan }> {
  const out = inFolder('out.json');
  const ran = await assess(...args, '--out', out);
  if (ran.code !== 0) throw new Error(ran.err);
  return JSON.parse(readFileSync(out, 'utf8')) as AssessmentReport & { digest?: string; plan?: MovePlan };
}
