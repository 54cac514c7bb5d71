import type { UsageLine } from '../../contracts/azure/usage';
import { isDay } from './days';
import { problemOf } from './usage';

type Cells = (part: keyof UsageLine) => unknown;
type Problem = { message: string; fix: string };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A row of an export as a line of usage, or what is wrong with it. @param cell text, number or nothing that the row has for a part */
export function lineOf(cell: Cells): UsageLine | Problem {
  const text = (part: keyof UsageLine) => {
    const value = cell(part);
    return typeof value === 'string' ? value.trim() : '';
  };
  for (const part of ['quantity', 'rate', 'cost'] as const) {
    const value = cell(part);
    if (typeof value === 'string' && value.trim() !== '' && !NUMBER.test(value.trim()))
      return {
        message: `its ${part} is "${value.trim()}", not a number`,
        fix: 'Write numbers with a point and without thousands separators: 1234.5.',
      };
  }
  const subscriptionId = text('subscriptionId')
    .toLowerCase()
    .replace(/^\/subscriptions\//, '');
  if (!GUID.test(subscriptionId))
    return {
      message: `its subscription is ${subscriptionId === '' ? 'missing' : `"${subscriptionId}", not an id`}`,
      fix: 'Export the usage with the subscription’s GUID, or leave the row out.',
    };
  const line: UsageLine = {
    subscriptionId,
    resourceGroup: text('resourceGroup'),
    resourceId: text('resourceId'),
    consumedService: text('consumedService'),
    meterId: text('meterId').toLowerCase(),
    meterName: text('meterName'),
    meterCategory: text('meterCategory'),
    meterSubCategory: text('meterSubCategory'),
    unit: text('unit'),
    quantity: numberOf(cell('quantity')),
    rate: numberOf(cell('rate')),
    cost: numberOf(cell('cost')),
    currency: text('currency').toUpperCase(),
    date: dayOf(text('date')),
  };
  return problemOf(line) ?? line;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : null;
}

/** Microsoft's CSV files write days as in the United States, 01/31/2024; services as 2024-01-31, with a time behind it. */
function dayOf(text: string): string {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text) ?? [];
  const american = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(american) ? american : (/^(\d{4}-\d\d-\d\d)(?:T.*)?$/.exec(text)?.[1] ?? text);
}
