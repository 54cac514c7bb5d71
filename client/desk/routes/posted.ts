import type { Context } from 'hono';
import { CSRF_FIELD, isCsrfToken } from '../csrf';
import { type Fields, one } from '../decision-form';
import type { Desk } from '../desk';
import { PageError } from '../page-error';
import type { RateLimit } from '../rate-limit';
import type { Session } from '../session';

/** Refuses what comes too often. Throws PageError 429. */
export function limit(c: Context, rate: RateLimit, key: string, now: Date): void {
  const seconds = rate.take(key, now);
  if (seconds === 0) return;
  c.header('Retry-After', String(seconds));
  throw new PageError(429, 'Too many requests', `Wait ${seconds} seconds, then try again. Nothing was done.`);
}

/** Text fields of a form that a page of this session sent. Throws PageError 403 for any other. */
export async function postedForm(c: Context, { config }: Desk, { token }: Session): Promise<Fields> {
  const body = await c.req.parseBody({ all: true });
  const text = (value: unknown): string | string[] => {
    if (Array.isArray(value)) return value.filter((part): part is string => typeof part === 'string');
    return typeof value === 'string' ? value : '';
  };
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, text(value)]));
  if (isCsrfToken(one(fields, CSRF_FIELD), token, config.linkKey)) return fields;
  throw new PageError(
    403,
    'This form did not come from here',
    'Open the page again by its link, and send it from there. Nothing was done.',
  );
}
