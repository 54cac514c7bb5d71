/** An exact decimal: `digits` × 10^-`scale`. Money in binary fractions drifts: 0.1 + 0.2 is not 0.3 there. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/**
 * The decimal that a number is written as (0.1 is one tenth).
 * @throws RangeError for what is not finite
 */
export function decimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a number that can be counted with`);
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: at(a, scale) + at(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, { digits: -b.digits, scale: b.scale });
}

export function isLess(a: Decimal, b: Decimal): boolean {
  return minus(a, b).digits < 0n;
}

/** `a` / `b`, rounded half up (away from zero) to `places` decimals. `b` must be greater than 0. */
export function quotient(a: Decimal, b: Decimal, places: number): Decimal {
  const shift = places + b.scale - a.scale;
  const numerator = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const denominator = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  const twice = 2n * (numerator < 0n ? -numerator : numerator);
  const size = (twice + denominator) / (2n * denominator);
  return { digits: numerator < 0n ? -size : size, scale: places };
}

/** Rounded half up (away from zero): 0.08075 to 4 places is 0.0808. */
export function rounded(value: Decimal, places: number): Decimal {
  return quotient(value, { digits: 1n, scale: 0 }, places);
}

/** The nearest number: exact for what JSON and people write. */
export function toNumber({ digits, scale }: Decimal): number {
  return Number(`${digits}e-${scale}`);
}

function at({ digits, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? digits : digits * 10n ** BigInt(wanted - scale);
}
