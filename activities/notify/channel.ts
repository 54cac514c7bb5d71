import type { Delivery } from './delivery';

/** One way to tell people. */
export interface Channel {
  name: string;
  /** Whether it has somebody to tell. */
  takes(delivery: Delivery): boolean;
  /** Answers what kept some from being told; throws when nobody was. What it throws is reduced to `problemOf` before it is written. */
  deliver(delivery: Delivery): Promise<string[]>;
}

/** How long one connection may take, ms. */
export const SEND_MS = 10_000;

/** How long one channel may take, ms: less than Temporal gives the activity (30 s), so that a silent one is named and not waited for. */
const CHANNEL_MS = 25_000;

/** A refusal whose text holds no address, link or secret. */
export class ChannelError extends Error {}

/** What went wrong, without what an error's own text may quote: a Teams URL is a secret, a link signs for a party. */
export function problemOf(error: unknown): string {
  if (error instanceof ChannelError) return error.message;
  if (typeof error !== 'object' || error === null) return 'unknown error';
  const { code, responseCode, name, cause } = error as Record<string, unknown>;
  const said = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number');
  if (said.length > 0) return said.join(' ');
  if (cause !== undefined) return problemOf(cause);
  return typeof name === 'string' ? name : 'unknown error';
}

/** What `work` gives, or ChannelError when that takes longer than a channel may. */
export async function inTime<T>(work: Promise<T>, limitMs = CHANNEL_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChannelError(`no answer within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
