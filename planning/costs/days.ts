const DAY_MS = 86_400_000;

/** A span of whole UTC days, `2024-01-31`; both belong to it. */
export interface Days {
  from: string;
  to: string;
}

/** The past 30 days (seed l.14880): whole ones, so without today, whose usage is not complete. @param at ISO 8601 */
export function past30Days(at: string): Days {
  const today = Date.parse(at.slice(0, 10));
  return { from: dayOf(today - 30 * DAY_MS), to: dayOf(today - DAY_MS) };
}

/** Is this a day as usage writes it, `2024-01-31`? */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
