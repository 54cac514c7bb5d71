import type { ArmResource } from '../../kernel/arm-types';
import { keyOf, topLevelKey } from '../../kernel/ids';
import { idsIn } from '../providers/resource-id';
import { hasType, sharesRegion } from './resource-tests';

/** Providers that insist on what belongs together: a reference by id between them is a dependency. */
const LINKED = new Set(['microsoft.network', 'microsoft.compute', 'microsoft.storage']);

/** What was only read when the resource was made, or has a rule of its own. */
const NO_DEPENDENCY = new Set([
  'imageReference',
  'creationData',
  'remoteVirtualNetwork',
  'virtualNetworkPeerings',
  'localNetworkGateway2',
]);

const APART = [
  'microsoft.network/networkwatchers',
  'microsoft.network/virtualnetworks/virtualnetworkpeerings',
  'microsoft.compute/restorepointcollections',
  'microsoft.compute/images',
  'microsoft.compute/snapshots',
  'microsoft.compute/galleries',
];

/** Who needs whom, as pairs of top-level keys; each pair is there from both sides. */
export function linksAmong(resources: ArmResource[]): Map<string, Set<string>> {
  const links = new Map<string, Set<string>>();
  const present = new Map(resources.map((resource) => [keyOf(resource.id), resource]));
  const add = (from: string, to: string) => {
    const others = links.get(from);
    if (others) others.add(to);
    else links.set(from, new Set([to]));
  };
  for (const resource of resources) {
    const own = topLevelKey(resource.id);
    if (own === undefined) continue;
    for (const other of needsOf(resource, own)) {
      const needed = present.get(other);
      // An account of another region has to go by itself (the region rule): it cannot be wanted in the same request too.
      if (!needed || (hasType(needed, 'Microsoft.Storage/storageAccounts') && !sharesRegion(needed, resource))) continue;
      add(own, other);
      add(other, own);
    }
  }
  return links;
}

const remembered = new WeakMap<ArmResource, readonly string[]>();

/** Keys of the top-level resources that a resource is bound to by id. Resources are replaced and never changed: each is read once. */
function needsOf(resource: ArmResource, own: string): readonly string[] {
  let needs = remembered.get(resource);
  if (!needs) {
    const keys = isLinked(resource) ? idsIn(linkedPart(resource), NO_DEPENDENCY).map((id) => topLevelKey(id) ?? '') : [];
    needs = [...new Set(keys)].filter((key) => key !== own && LINKED.has(namespaceOf(key)));
    remembered.set(resource, needs);
  }
  return needs;
}

function isLinked(resource: ArmResource): boolean {
  const type = resource.type.toLowerCase();
  return LINKED.has(type.split('/')[0] ?? '') && !APART.some((apart) => type === apart || type.startsWith(`${apart}/`));
}

function linkedPart(resource: ArmResource): unknown[] {
  return [resource.properties, resource.managedBy, resource['managedByExtended'], resource['extendedLocation']];
}

/** `/subscriptions/{s}/resourcegroups/{g}/providers/{namespace}/…` */
function namespaceOf(key: string): string {
  return key.split('/')[6] ?? '';
}
