import { HandoverError } from '../api/errors';

/** A number of at least `least` (without it: above 0). Throws HandoverError `badInput`. */
export function positive(text: string, option: string, least?: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && (least === undefined ? value > 0 : value >= least)) return value;
  const message = least === undefined ? 'must be a number above 0' : `must be a number, ${least} or more`;
  throw new HandoverError('badInput', `"${text}" cannot be used.`, { problems: [{ path: option, message }] });
}
