type Json = Record<string, unknown>;

/**
 * Names the places where `after` does not hold what `before` did, as paths (`properties.hardwareProfile.vmSize`), sorted. What is only in `after` is none:
 * Azure fills in its newer defaults when a resource is written. Lists are compared as wholes.
 */
export function notAsBefore(before: unknown, after: unknown, at = ''): string[] {
  if (isObject(before) && isObject(after)) {
    return Object.keys(before)
      .sort()
      .flatMap((name) => notAsBefore(before[name], after[name], at ? `${at}.${name}` : name));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.some((item, i) => notAsBefore(item, after[i]).length > 0) ? [at] : [];
  return before === after ? [] : [at];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
