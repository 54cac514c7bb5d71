import { FABRIKAM, NORTHWIND } from '../partner-center/support';
import type { Example } from './partner-center-examples';

/** What takes the place of what the example's path and body name: by the collection that it stands below, and by the name of the member. */
export interface Places {
  /** Path segment before the id → the id. */
  path?: Record<string, string>;
  /** Member of the body → what stands there instead, at any depth. */
  body?: Record<string, unknown>;
}

function replaced(value: unknown, places: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, places));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      // An empty member stays so: the example says that there is none.
      return [name, key in places && inner !== null ? places[key] : replaced(inner, places)];
    }),
  );
}

/** Words that stand where an id could. */
const LITERAL = ['events', 'estimates', 'summaries', 'relationshiprequests'];

function segment(part: string, before: string, ids: Record<string, string>): string {
  const id = ids[before];
  if (part === '' || id === undefined || LITERAL.includes(part)) return encodeURIComponent(part.trim());
  return encodeURIComponent(id);
}

/** The example's request with what exists in place of what it names. */
export function placed(example: Example, places: Places): Pick<Example, 'method' | 'path' | 'body'> {
  const ids: Record<string, string> = { customers: FABRIKAM, entity_id: FABRIKAM, ...places.path };
  const [at = '', query] = example.path.split('?');
  const parts = decodeURIComponent(at).split('/');
  const path = parts.map((part, index) => segment(part, parts[index - 1] ?? '', ids)).join('/');
  const options = query
    ?.replace(/\b(entity_id|mpn_id|mpnId)=[^&]*/, (whole: string, name: string) =>
      ids[name] === undefined ? whole : `${name}=${ids[name]}`,
    )
    .replace(/0c39d6d5-c70d-4c55-bc02-f620844f3fd1|0112A436-B14E-4888-967B-CA4BB2CF1234/gi, FABRIKAM)
    .replace('484e548c-f5f3-4528-93a9-c16c6373cb59', NORTHWIND)
    .replace(/[{}"]/g, (one) => encodeURIComponent(one));
  return {
    method: example.method,
    path: path.replace(/\/$/, '') + (options === undefined ? '' : `?${options}`),
    body: replaced(example.body, places.body ?? {}),
  };
}
