import type { ArmResource } from '../../kernel/arm-types';
import { keyOf, parseId, topLevelKey, typeOf } from '../../kernel/ids';

/** What rules ask of the id of a resource inside a group. Case is kept as given. */
interface DescribedId {
  subscriptionId: string;
  resourceGroup: string;
  namespace: string;
  /** `Microsoft.Network/virtualNetworks/subnets` */
  type: string;
  /** Last segment. */
  name: string;
  /** `vnet1/subnet1`: every name after the type, as error messages write it. */
  fullName: string;
  /** Neither a child nor an extension of another resource. */
  isTopLevel: boolean;
}

/** Undefined when the text is no id of a resource inside a group. */
export function describeId(id: string): DescribedId | undefined {
  if (topLevelKey(id) === undefined) return undefined;
  const parsed = parseId(id);
  const part = parsed?.providers.at(-1);
  if (parsed?.subscriptionId === undefined || parsed.resourceGroup === undefined || part === undefined) return undefined;
  if (part.names.length !== part.types.length) return undefined;
  return {
    subscriptionId: parsed.subscriptionId,
    resourceGroup: parsed.resourceGroup,
    namespace: part.namespace,
    type: typeOf(part),
    name: part.names.at(-1) ?? '',
    fullName: part.names.join('/'),
    isTopLevel: topLevelKey(id) === keyOf(id),
  };
}

/** Every resource id that stands anywhere in a value, as written. What stands below a key named in `except` is left out. */
export function idsIn(value: unknown, except: ReadonlySet<string> = new Set()): string[] {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') && topLevelKey(value) !== undefined ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, except));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (except.has(key) ? [] : idsIn(item, except)));
}

const remembered = new WeakMap<ArmResource, readonly string[]>();

/** Ids in a resource's properties, as written. Resources are replaced and never changed, so each is read once. */
export function idsOf(resource: ArmResource): readonly string[] {
  let ids = remembered.get(resource);
  if (!ids) remembered.set(resource, (ids = idsIn(resource.properties)));
  return ids;
}
