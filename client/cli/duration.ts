import { HandoverError } from '../api/errors';

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `10m`, `2h`, `1d` → milliseconds. Throws HandoverError `badInput`. */
export function milliseconds(text: string, option: string): number {
  const found = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  const unit = UNITS[found?.[2] ?? ''];
  if (unit !== undefined) return Number(found?.[1]) * unit;
  throw new HandoverError('badInput', `"${text}" is not a time.`, {
    problems: [{ path: option, message: 'must be a number and s, m, h or d, e.g. 10m' }],
  });
}
