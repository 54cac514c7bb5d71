/** Looks until the condition holds, in real time; unless told otherwise ever less often, since each look is work for the same processors. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { withinMs = 120_000, everyMs }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const end = Date.now() + withinMs;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs ?? pause));
  }
}
