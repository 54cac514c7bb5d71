/** Partner Center's answers are read field by field: members come in Pascal case from some services, in camel case from others. */
export type Json = Readonly<Record<string, unknown>>;

/** An object with its members in camel case; an empty one when it is none. */
export function objectIn(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inner]));
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}

/** Text, or a number written as text; undefined for everything else and for nothing. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id, in lower case; empty when there is none. */
export function idIn(value: unknown): string {
  return (textIn(value) ?? '').toLowerCase();
}

/** The ETag of the version that was read. */
export function etagIn(value: unknown): string | undefined {
  return textIn(objectIn(objectIn(value).attributes).etag);
}
