import type { Clock } from './clock';

export type OperationClass = 'reads' | 'writes' | 'deletes';

interface Bucket {
  size: number;
  /** Tokens that come back every virtual second. */
  perSecond: number;
}

/** ARM's published buckets: per subscription (or tenant), principal and class of operation. */
export const AZURE_BUCKETS: Readonly<Record<OperationClass, Bucket>> = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
};

export function classOf(method: string): OperationClass {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}

/** Token buckets on virtual time. */
export class Throttle {
  buckets: Record<OperationClass, Bucket> = { ...AZURE_BUCKETS };
  private readonly levels = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly clock: Clock) {}

  /** Takes one token. `waitMilliseconds` (virtual) is set when there was none. */
  take(subject: string, principal: string, kind: OperationClass): { remaining: number; waitMilliseconds?: number } {
    const { size, perSecond } = this.buckets[kind];
    const now = this.clock.now();
    const key = `${subject}|${principal}|${kind}`;
    const level = this.levels.get(key) ?? { tokens: size, at: now };
    const tokens = Math.min(size, level.tokens + (Math.max(0, now - level.at) / 1000) * perSecond);
    if (tokens < 1) {
      this.levels.set(key, { tokens, at: now });
      return { remaining: 0, waitMilliseconds: ((1 - tokens) / perSecond) * 1000 };
    }
    this.levels.set(key, { tokens: tokens - 1, at: now });
    return { remaining: Math.floor(tokens - 1) };
  }

  reset(): void {
    this.buckets = { ...AZURE_BUCKETS };
    this.levels.clear();
  }
}
