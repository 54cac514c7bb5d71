import type { ArmResource } from '../../kernel/arm-types';
import { type Json, objectOf, textOf } from './json';
import { describeId } from './resource-id';

const CARRIED = ['kind', 'managedBy', 'sku', 'plan', 'identity', 'zones', 'extendedLocation'];

/**
 * What every PUT makes of its body: id, name and type from the path, the caller's location, tags and the like, and the given
 * properties. What a caller may not set (etag, an id of its own) is not taken.
 */
export function envelope(type: string, id: string, body: Json, existing: ArmResource | undefined, properties: Json): ArmResource {
  const location = textOf(body['location']) ?? existing?.location;
  const tags = body['tags'] === undefined ? undefined : (objectOf(body['tags']) as Record<string, string>);
  const resource: ArmResource = { id, name: describeId(id)?.name ?? '', type };
  if (location !== undefined) resource.location = location;
  if (tags) resource.tags = tags;
  for (const key of CARRIED) {
    const value = body[key] ?? existing?.[key];
    if (value !== undefined) resource[key] = value;
  }
  return { ...resource, properties };
}

/** The second over the first, objects into objects; lists and plain values replace. */
export function merged(before: Json, over: Json): Json {
  const result: Json = { ...before };
  for (const [key, value] of Object.entries(over)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    result[key] = isObject ? merged(objectOf(before[key]), value as Json) : value;
  }
  return result;
}
