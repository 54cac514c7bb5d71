import type { UsageLine } from '../../contracts/azure/usage';
import { isDay } from './days';

/** A line of which all numbers are there. */
export interface Counted extends UsageLine {
  quantity: number;
  rate: number;
}

/** What is wrong with a line of usage, and what to do about it; undefined: it can be counted. */
export function problemOf(line: UsageLine): { message: string; fix: string } | undefined {
  const { quantity, rate, date, meterId } = line;
  if (!isNumber(quantity))
    return {
      message: `its quantity is ${shown(quantity)}, not a number`,
      fix: 'Put the number there, or export the usage again.',
    };
  if (quantity < 0)
    return {
      message: `its quantity is ${quantity}: a credit or a correction, not usage`,
      fix: 'Leave the credit out of the comparison, or take it off the line that it corrects.',
    };
  if (!isNumber(rate))
    return {
      message: `its rate is ${shown(rate)}, not a number`,
      fix: 'Export the usage with prices, by an account that may see them.',
    };
  if (rate < 0) return { message: `its rate is ${rate}, less than nothing`, fix: 'Correct the rate, or leave the line out.' };
  if (!isDay(date)) return { message: `its date is ${shown(date)}, not a day`, fix: 'Write days as 2024-01-31.' };
  if (meterId === '') return { message: 'it names no meter', fix: 'Export the usage with the column of the meter’s id.' };
  return undefined;
}

/** The line in few words, for where it has no number. */
export function nameOf({ meterName, meterId, resourceId, date }: UsageLine): string {
  return `${meterName || meterId || 'a meter without a name'} of ${resourceId || 'the subscription'} on ${date || 'no day'}`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function shown(value: unknown): string {
  return value === null || value === undefined || value === '' ? 'missing' : JSON.stringify(value);
}
