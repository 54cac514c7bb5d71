/** Virtual time: real time times a rate, plus what was skipped. Every delay of the simulator is measured by it. */
export class Clock {
  private base = Date.now();
  private realBase = Date.now();
  private speed = 1;

  /** Virtual milliseconds since the epoch. */
  now(): number {
    return this.base + (Date.now() - this.realBase) * this.speed;
  }

  get rate(): number {
    return this.speed;
  }

  advance(milliseconds: number): void {
    this.base += milliseconds;
  }

  /** @param rate virtual seconds per real second */
  setRate(rate: number): void {
    this.base = this.now();
    this.realBase = Date.now();
    this.speed = rate;
  }

  /** Restores a moment kept in a snapshot. */
  set(now: number, rate: number): void {
    this.base = now;
    this.realBase = Date.now();
    this.speed = rate;
  }

  /** What a client has to be told to wait: real seconds, whole, at least 1. */
  realSeconds(virtualMilliseconds: number): number {
    return Math.max(1, Math.ceil(virtualMilliseconds / 1000 / this.speed));
  }
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * `"90s"`, `"6h"`, `"1h30m"`, or a number of seconds, as milliseconds.
 * @throws Error when it is none of these
 */
export function parseDuration(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value * 1000;
  if (typeof value === 'string' && /^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) {
    let total = 0;
    for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
      total += Number(amount) * UNITS[unit as keyof typeof UNITS];
    return total;
  }
  throw new Error(`'${String(value)}' is not a duration: write 45s, 5m, 6h or 1h30m`);
}
