/** Tokens that come back with time; one bucket a key. */
export interface RateLimit {
  /** Takes one. Answers 0, or the seconds after which there is one again. */
  take: (key: string, now: Date) => number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Keeps its buckets in memory and bounds them: beyond `keys` buckets the one unused for longest goes, and starts full when it comes back.
 * @param burst how many at once @param perSecond how many come back
 */
export function createRateLimit({ burst, perSecond, keys }: { burst: number; perSecond: number; keys: number }): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, now) {
      const at = now.getTime();
      const before = buckets.get(key) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + (Math.max(0, at - before.at) / 1000) * perSecond);
      const enough = tokens >= 1;
      buckets.delete(key);
      buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at });
      const oldest = buckets.keys().next().value;
      if (buckets.size > keys && oldest !== undefined) buckets.delete(oldest);
      return enough ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
