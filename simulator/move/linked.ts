import type { ArmResource } from '../contracts';
import { keyOf, topLevelKey } from '../ids';
import { describeId, idsIn } from '../providers/resourceId';
import { hasType, type MoveCase } from './moveCase';
import type { Objection } from './refusals';
import { sharesRegion } from './storage';

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
  const add = (from: string, to: string) => links.set(from, (links.get(from) ?? new Set()).add(to));
  for (const resource of resources) {
    const own = topLevelKey(resource.id);
    if (own === undefined || !isLinked(resource)) continue;
    for (const id of idsIn(linkedPart(resource), NO_DEPENDENCY)) {
      const other = topLevelKey(id);
      if (other === undefined || other === own || !LINKED.has(namespaceOf(other))) continue;
      const needed = present.get(other);
      // An account of another region has to go by itself (the region rule): it cannot be wanted in the same request too.
      if (!needed || (hasType(needed, 'Microsoft.Storage/storageAccounts') && !sharesRegion(needed, resource))) continue;
      add(own, other);
      add(other, own);
    }
  }
  return links;
}

/** Across subscriptions: whoever moves takes along what it needs and what needs it. */
export function missingDependents(move: MoveCase): Objection[] {
  const byKey = new Map(move.source.map((resource) => [keyOf(resource.id), resource]));
  const objections = new Map<string, Objection>();
  for (const [key, others] of linksAmong(move.source)) {
    const mover = move.named.get(key);
    if (!mover) continue;
    for (const other of others) {
      const stays = byKey.get(other);
      if (!stays || move.named.has(other)) continue;
      objections.set(`${mover.type.toLowerCase()} ${other}`, {
        type: mover.type,
        code: 'MissingMoveDependentResources',
        summary:
          'The move resources request does not contain all the dependent resources. Please check error details for missing resource ids.',
        target: stays.id,
        message: `'${stays.id}' belongs to '${mover.id}' and is not in the request.`,
      });
    }
  }
  return [...objections.values()];
}

function isLinked(resource: ArmResource): boolean {
  const type = resource.type.toLowerCase();
  return LINKED.has(type.split('/')[0] ?? '') && !APART.some((apart) => type === apart || type.startsWith(`${apart}/`));
}

function linkedPart(resource: ArmResource): unknown[] {
  return [resource.properties, resource.managedBy, resource['managedByExtended'], resource['extendedLocation']];
}

function namespaceOf(key: string): string {
  return describeId(key)?.namespace ?? '';
}
