import type { BadRow } from '../../contracts/processes/assessment';
import type { RateCard, RateCardMeter } from '../../contracts/azure/usage';
import { ExportError, isObject, parseJson } from '../inventory/exports';

const EXPECTED = 'currency, isTaxIncluded, meters';

/**
 * Reads a rate card as Partner Center answers it (GET /v1/ratecards/azure), as JSON text. A meter without a usable price is left out and told.
 * @param file its name, for the bad rows
 * @throws ExportError for another tool's format, with what was expected and what was found
 */
export function readRateCard(text: string, file: string): { rateCard: RateCard; badRows: BadRow[] } {
  const json = parseJson(text, 'get the rate card anew from Partner Center');
  if (!isObject(json) || typeof json.currency !== 'string' || !Array.isArray(json.meters)) {
    const found = isObject(json) ? Object.keys(json).slice(0, 40).join(', ') : 'no object';
    throw new ExportError([
      { path: '', message: `this is no rate card of Partner Center, which has ${EXPECTED}; found ${found || 'nothing in it'}` },
    ]);
  }
  const badRows: BadRow[] = [];
  const meters = (json.meters as unknown[]).flatMap((row, nth) => {
    const meter = meterOf(row);
    if (typeof meter !== 'string') return [meter];
    badRows.push({
      source: file,
      message: `/meters/${nth}: ${meter}`,
      fix: 'Get the rate card anew from Partner Center, or correct the meter.',
    });
    return [];
  });
  return { rateCard: { currency: json.currency.toUpperCase(), isTaxIncluded: json.isTaxIncluded === true, meters }, badRows };
}

/** The meter, or what is wrong with it. */
function meterOf(row: unknown): RateCardMeter | string {
  if (!isObject(row) || typeof row.id !== 'string' || row.id === '') return 'it has no id';
  const text = (key: string) => (typeof row[key] === 'string' ? row[key] : '');
  const rates = Object.entries(isObject(row.rates) ? row.rates : {})
    .map(([from, rate]): [number, unknown] => [Number(from), rate])
    .sort(([a], [b]) => a - b);
  if (rates.length === 0) return 'it has no rates';
  const isPrice = (rate: [number, unknown]): rate is [number, number] =>
    rate.every((n) => typeof n === 'number' && n >= 0 && Number.isFinite(n));
  if (!rates.every(isPrice)) return `its rates are ${JSON.stringify(row.rates)}: not all are numbers of 0 or more`;
  const included = row.includedQuantity ?? 0;
  if (typeof included !== 'number' || !(included >= 0))
    return `its included quantity is ${JSON.stringify(included)}, not a number of 0 or more`;
  return {
    id: row.id.toLowerCase(),
    name: text('name'),
    category: text('category'),
    subCategory: text('subcategory'),
    region: text('region'),
    unit: text('unit'),
    includedQuantity: included,
    rates,
  };
}
