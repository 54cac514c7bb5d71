import type { ArmResource, ResourceGroupFacts, SourceInventory } from '../../contracts/azure/inventory';
import { idKey, parseArmId, sameId } from './arm-id';
import { canonicalJson } from '../../contracts/people/canonical-json';

/** A resource that a move request can name, with all that goes along with it. */
export interface TopResource {
  /** `idKey` of its id. */
  key: string;
  /** Id as the inventory spells it. */
  id: string;
  /** Lower case. */
  type: string;
  /** Lower case. */
  name: string;
  group: ResourceGroupFacts;
  /** Lower case without blanks; '' for what has no region (global, or none given). */
  region: string;
  /** Absent when only children of it are in the inventory. */
  resource?: ArmResource;
  /** Child and extension resources of any depth, by id. */
  children: ArmResource[];
}

export interface IndexedInventory {
  subscriptionId: string;
  /** Top-level resources by key, in the order of the keys. */
  tops: Map<string, TopResource>;
  /** Groups by lower-case name, in the order of the names. */
  groups: Map<string, ResourceGroupFacts>;
  /** Lower-case names of groups that were not chosen. */
  otherGroups: Set<string>;
  /** What no move request can carry because it lives in no resource group. */
  outsideGroups: ArmResource[];
}

/** Regions are written `West Europe` and `westeurope`; what is everywhere has none. */
export function regionOf(location: string | undefined): string {
  const region = (location ?? '').replace(/\s+/g, '').toLowerCase();
  return region === 'global' ? '' : region;
}

/**
 * Sorts an inventory by id and groups children under their top-level resource, so that nothing after this depends on the
 * order in which Azure listed it.
 * @throws Error when a resource is of another subscription: a move request takes ids of one subscription only.
 */
export function indexInventory(source: SourceInventory): IndexedInventory {
  const groups = new Map<string, ResourceGroupFacts>();
  for (const group of [...source.resourceGroups].sort(by((g) => g.name.toLowerCase())))
    groups.set(group.name.toLowerCase(), group);

  const tops = new Map<string, TopResource>();
  const outsideGroups: ArmResource[] = [];
  for (const resource of sortedOnce(source.resources)) {
    const id = parseArmId(resource.id);
    if (id?.resourceGroup === undefined) {
      outsideGroups.push(resource);
      continue;
    }
    if (id.subscriptionId.toLowerCase() !== source.subscriptionId.toLowerCase())
      throw new Error(`${resource.id} is not in subscription ${source.subscriptionId}`);
    const key = idKey(id.topLevelId);
    let top = tops.get(key);
    if (!top) {
      top = {
        key,
        id: id.topLevelId,
        type: id.topLevelType.toLowerCase(),
        name: id.topLevelName.toLowerCase(),
        group: groupNamed(groups, id.resourceGroup, resource),
        region: '',
        children: [],
      };
      tops.set(key, top);
    }
    if (sameId(resource.id, id.topLevelId)) {
      top.id = resource.id;
      top.resource = resource;
      top.region = regionOf(resource.location);
    } else top.children.push(resource);
  }
  return {
    subscriptionId: source.subscriptionId,
    tops: new Map([...tops].sort(by(([key]) => key))),
    groups,
    otherGroups: new Set(source.otherGroups?.map((name) => name.toLowerCase())),
    outsideGroups,
  };
}

/** ARM's lists repeat a resource now and then when one is written while they are paged: one of each id is kept, whichever came first. */
function sortedOnce(resources: ArmResource[]): ArmResource[] {
  const kept = new Map<string, ArmResource>();
  for (const resource of resources) {
    const key = idKey(resource.id);
    const twin = kept.get(key);
    if (!twin || canonicalJson(resource) < canonicalJson(twin)) kept.set(key, resource);
  }
  return [...kept].sort(by(([key]) => key)).map(([, resource]) => resource);
}

function groupNamed(groups: Map<string, ResourceGroupFacts>, name: string, resource: ArmResource): ResourceGroupFacts {
  const known = groups.get(name.toLowerCase());
  if (!known) throw new Error(`${resource.id} is in group ${name}, which is not among the groups of the inventory`);
  return known;
}

/** Compares by code units: the same on every machine, unlike a locale's order. */
export function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
