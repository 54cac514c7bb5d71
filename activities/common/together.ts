type Named = Record<string, unknown>;

type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Joined) => void ? Joined : never;

/** One object of all. Temporal knows an activity by its name alone, so two of one name are refused: the later one would quietly do the work of both. */
export function together<Each extends Named>(parts: readonly Each[]): All<Each> {
  const all: Named = {};
  for (const part of parts) {
    const twice = Object.keys(part).find((name) => name in all);
    if (twice !== undefined) throw new Error(`Two activities are named ${twice}.`);
    Object.assign(all, part);
  }
  return all as All<Each>;
}
