import type { ArmResource } from '../arm-types';
import { topLevelKey } from '../ids';

/** A resource's tags are its owner's text: ids in them are neither references nor rewritten by a move. */
const NOT_REFERENCES = new Set(['id', 'name', 'type', 'location', 'tags', 'etag']);

function walk(value: unknown, visit: (id: string) => void): void {
  if (typeof value === 'string') {
    if (value.startsWith('/subscriptions/') && topLevelKey(value) !== undefined) visit(value);
  } else if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key.startsWith('/subscriptions/')) walk(key, visit);
      walk(item, visit);
    }
  }
}

/**
 * Keys of the top-level resources that a resource refers to anywhere in its JSON (property names too: that is how
 * user-assigned identities are listed), itself not among them.
 */
export function referencesOf(resource: ArmResource): Set<string> {
  const own = topLevelKey(resource.id);
  const found = new Set<string>();
  for (const [key, value] of Object.entries(resource)) {
    if (NOT_REFERENCES.has(key)) continue;
    walk(value, (id) => {
      const target = topLevelKey(id);
      if (target !== undefined && target !== own) found.add(target);
    });
  }
  return found;
}

/** The same value with every ARM id put through `translate`, which gives undefined for an id that stays. */
function rewrite(value: unknown, translate: (id: string) => string | undefined): unknown {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') ? (translate(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((item) => rewrite(item, translate));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.startsWith('/subscriptions/') ? (translate(key) ?? key) : key,
      rewrite(item, translate),
    ]),
  );
}

/** A copy of the resource in which ids (its own, its children's, those it refers to) are translated. */
export function rewriteIds(resource: ArmResource, translate: (id: string) => string | undefined): ArmResource {
  const copy: ArmResource = { ...resource, id: translate(resource.id) ?? resource.id };
  for (const key of Object.keys(resource)) if (!NOT_REFERENCES.has(key)) copy[key] = rewrite(resource[key], translate);
  return copy;
}

/** Old id → new id, for ids at or below a moved top-level resource. */
export function translator(moved: Map<string, string>): (id: string) => string | undefined {
  return (id) => {
    const top = topLevelKey(id);
    if (top === undefined) return undefined;
    const to = moved.get(top);
    return to === undefined ? undefined : to + id.slice(top.length);
  };
}
