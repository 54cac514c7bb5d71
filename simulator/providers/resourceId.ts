/** An ARM resource id taken apart. Case is kept as given; compare in lower case. */
export interface ResourceId {
  subscriptionId: string;
  resourceGroup: string;
  namespace: string;
  /** `Microsoft.Network/virtualNetworks/subnets` */
  type: string;
  /** Last segment. */
  name: string;
  /** Id of the resource that a move would name: the parent of all parents, without extension resources. */
  topLevelId: string;
  isTopLevel: boolean;
}

const SHAPE = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+)$/i;

/** Undefined when the text is no id of a resource inside a group. */
export function parseResourceId(id: string): ResourceId | undefined {
  const match = SHAPE.exec(id.replace(/\/+$/, ''));
  if (!match) return undefined;
  const [, subscriptionId, resourceGroup, firstNamespace, rest] = match as unknown as [string, string, string, string, string];
  const [own = '', ...extensions] = rest.split(/\/providers\//i);
  const ownPath = own.split('/');
  if (ownPath.length < 2 || ownPath.some((segment) => segment === '')) return undefined;
  const last = extensions.at(-1);
  const [namespace = '', ...path] = last === undefined ? [firstNamespace, ...ownPath] : last.split('/');
  if (path.length < 2 || path.length % 2 === 1 || path.some((segment) => segment === '')) return undefined;
  return {
    subscriptionId,
    resourceGroup,
    namespace,
    type: [namespace, ...path.filter((_, index) => index % 2 === 0)].join('/'),
    name: path.at(-1) ?? '',
    topLevelId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${firstNamespace}/${ownPath[0]}/${ownPath[1]}`,
    isTopLevel: last === undefined && ownPath.length === 2,
  };
}

/** Every resource id that stands anywhere in a value, as written. Keys named in `except` are not entered. */
export function idsIn(value: unknown, except: ReadonlySet<string> = new Set()): string[] {
  if (typeof value === 'string') return SHAPE.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, except));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (except.has(key) ? [] : idsIn(item, except)));
}
