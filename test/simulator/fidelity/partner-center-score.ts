import { LEFT_OUT } from './partner-center-json';

function* pathsIn(value: unknown, at: string): Generator<string> {
  if (value === LEFT_OUT) return;
  if (Array.isArray(value)) {
    if (value.length === 0) yield `${at} []`;
    for (const one of value) yield* pathsIn(one, `${at}/#`);
  } else if (value !== null && typeof value === 'object') {
    if (Object.keys(value).length === 0) yield `${at} {}`;
    for (const [name, one] of Object.entries(value)) yield* pathsIn(one, `${at}/${name}`);
  } else yield `${at} ${value === null ? 'null' : typeof value}`;
}

/** Every path of a body with the type that stands there; the elements of a list count together. */
function pathsOf(body: unknown): Set<string> {
  return new Set(body === undefined ? [] : pathsIn(body, ''));
}

export interface Likeness {
  /** The same status, and nine tenths of the paths. */
  isAlike: boolean;
  /** What is different, for a person. */
  difference: string;
}

/** How like what is documented an answer is. */
export function likeness(wanted: { status: number; body: unknown }, got: { status: number; body: unknown }): Likeness {
  const paths = pathsOf(wanted.body);
  const found = pathsOf(got.body);
  const missing = [...paths].filter((path) => !found.has(path));
  const share = paths.size === 0 ? 1 : 1 - missing.length / paths.size;
  return {
    isAlike: got.status === wanted.status && share >= 0.9,
    difference: `${wanted.status} wanted, ${got.status} got, ${Math.round(share * 100)} % of ${paths.size} paths${
      missing.length === 0 ? '' : `; missing ${missing.slice(0, 8).join(', ')}`
    }${got.status >= 400 && got.status !== wanted.status ? `; ${JSON.stringify(got.body)}` : ''}`,
  };
}
