import type { Fields } from './call';
import { refusal } from './errors';

/** A member that has to be a text. @throws PartnerError 3000 naming it when it is not one or is empty */
export function requiredText(fields: Fields, name: string, path = name): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw refusal(3000, `${path} is required`);
  return value;
}

/** A member that has to be a list. @throws PartnerError 3000 naming it when it is not one or is empty */
export function requiredList(fields: Fields, name: string, path = name): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) throw refusal(3000, `${path} is a list with at least one element`);
  return value as unknown[];
}

/** A quantity. @throws PartnerError 3000 unless it is a whole number from 1 to the largest that may be bought */
export function quantityIn(value: unknown, path: string, largest = 999_999_999): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest)
    throw refusal(3000, `${path} is a whole number from 1 to ${largest}`);
  return value;
}

/** A text that may be left out. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
