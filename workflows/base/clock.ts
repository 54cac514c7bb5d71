const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Workflow time, ISO 8601: the sandbox's Date is the time of the workflow task, the same on replay. */
export function now(): string {
  return new Date().toISOString();
}

export function inMs(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** `2026-11-23 14:05 UTC`, for sentences people read. */
export function readable(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Between two looks at something that takes people or Microsoft so many minutes, ms; a local Azure's clock runs faster by its `timeScale`. */
export function pace(minutes: number, timeScale = 1): number {
  return Math.max(500, (minutes * MINUTE) / timeScale);
}
