/** ARM ids: parsing, comparing, walking up. ARM compares ids without regard to case and keeps the case they were written in. */

interface ProviderPart {
  namespace: string;
  /** `['virtualNetworks', 'subnets']` */
  types: string[];
  /** One shorter than `types` when the path names a collection or an action. */
  names: string[];
}

interface ParsedId {
  subscriptionId?: string;
  resourceGroup?: string;
  /** More than one when the last is an extension (a lock on a virtual machine). */
  providers: ProviderPart[];
}

/** What ids are compared by. */
export function keyOf(id: string): string {
  return id.toLowerCase().replace(/\/+$/, '');
}

/** Parses an id or a collection path; undefined when it is neither. */
export function parseId(path: string): ParsedId | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const parsed: ParsedId = { providers: [] };
  let at = 0;
  if (parts[at]?.toLowerCase() === 'subscriptions') {
    const subscriptionId = parts[at + 1];
    if (subscriptionId === undefined) return undefined;
    parsed.subscriptionId = subscriptionId;
    at += 2;
    if (parts[at]?.toLowerCase() === 'resourcegroups') {
      const group = parts[at + 1];
      if (group === undefined) return undefined;
      parsed.resourceGroup = group;
      at += 2;
    }
  }
  while (at < parts.length) {
    const namespace = parts[at + 1];
    if (parts[at]?.toLowerCase() !== 'providers' || namespace === undefined) return undefined;
    at += 2;
    const part: ProviderPart = { namespace, types: [], names: [] };
    while (at < parts.length && parts[at]?.toLowerCase() !== 'providers') {
      part.types.push(parts[at] as string);
      const name = parts[at + 1];
      if (name !== undefined) part.names.push(name);
      at += 2;
    }
    parsed.providers.push(part);
  }
  return parsed;
}

/** `Microsoft.Network/virtualNetworks/subnets` of the last provider part. */
export function typeOf(part: ProviderPart): string {
  return [part.namespace, ...part.types].join('/');
}

export function groupId(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** The keys of everything an id lies under, itself last: tenant root, subscription, group, resource, child… */
export function scopeChain(id: string): string[] {
  const chain = [''];
  const parts = keyOf(id).split('/').slice(1);
  let prefix = '';
  let at = 0;
  const take = (count: number) => {
    prefix += '/' + parts.slice(at, at + count).join('/');
    at += count;
    chain.push(prefix);
  };
  while (at < parts.length) {
    if (parts[at] === 'providers') {
      prefix += `/providers/${parts[at + 1]}`;
      at += 2;
      while (at < parts.length && parts[at] !== 'providers') take(2);
    } else take(2);
  }
  return chain;
}

const TOP_LEVEL = /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+)/i;

/** The key of the top-level resource that an id belongs to; undefined for anything that is not in a resource group. */
export function topLevelKey(id: string): string | undefined {
  return TOP_LEVEL.exec(id)?.[0].toLowerCase();
}

/** The id under another resource group: `/subscriptions/a/resourceGroups/b/providers/…` → the same below `group`. */
export function rebase(id: string, group: string): string {
  const match = TOP_LEVEL.exec(id);
  if (!match) throw new Error(`not in a resource group: ${id}`);
  return group + id.slice((match[1] as string).length);
}

/** The subscription that any path below one lies in. */
export function subscriptionOf(path: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
}

/** The id of the group that any path below one lies in, as it was written. */
export function groupOf(path: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(path)?.[0];
}
