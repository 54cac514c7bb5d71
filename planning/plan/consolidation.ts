import type { DestinationInventory } from '../../contracts/azure/inventory';
import type { MoveOptions } from '../../contracts/azure/plan';
import { parseArmId } from '../inventory/arm-id';
import { isAppService, originalGroupOf } from '../inventory/app-service';
import type { Component } from '../inventory/components';
import { destinationGroupName, goesOn, stagingGroupName } from './group-names';
import type { IndexedInventory, TopResource } from '../inventory/index-inventory';
import { movesBetweenGroups } from '../rules/move-support';
import { MAX_RESOURCES_PER_MOVE } from './pack';
import type { Placement } from '../rules/care';
import type { Stop } from '../rules/rule';

/**
 * Finds a home for every component whose members can all go.
 * What has none gets stops instead: the members that are the cause, by key.
 */
export class Consolidation {
  readonly placements: Placement[] = [];
  readonly stops = new Map<string, Stop>();
  /** Types and names per group (lower case): what is there, and what the plan brings. */
  private readonly source = new Map<string, Set<string>>();
  private readonly destination = new Map<string, Set<string>>();
  private readonly destinationAppService = new Set<string>();

  constructor(
    private readonly inventory: IndexedInventory,
    destination: DestinationInventory | undefined,
    private readonly options: MoveOptions,
  ) {
    for (const top of inventory.tops.values()) occupy(this.source, top.group.name, nameKey(top));
    for (const resource of destination?.resources ?? []) {
      const id = parseArmId(resource.id);
      if (id?.resourceGroup === undefined) continue;
      occupy(this.destination, id.resourceGroup, `${id.topLevelType}/${id.topLevelName}`.toLowerCase());
      if (isAppService(id.topLevelType)) this.destinationAppService.add(id.resourceGroup.toLowerCase());
    }
  }

  place(component: Component): void {
    const { members } = component;
    if (members.length > MAX_RESOURCES_PER_MOVE) return this.stop(members, tooLarge(members.length));
    const base = this.baseOf(members);
    if (base === undefined) return;
    const incoming = members.filter((top) => !isIn(top, base));
    const twins = twinsOf(members);
    if (twins.length > 0) return this.stop(twins, clash('another resource that it depends on, directly or not'));

    const clashing = incoming.filter((top) => this.source.get(base.toLowerCase())?.has(nameKey(top)));
    const mayStage = members.every((top) => movesBetweenGroups(top.type) && !isAppService(top.type));
    if (clashing.length > 0 && !mayStage)
      return this.stop(clashing, clash(`a resource of group ${base}, where it would be gathered`));
    const home = clashing.length > 0 ? this.stagingGroup(base, members) : base;

    const placement = { members, home, base, staging: home !== base };
    const taken = members.filter((top) => this.isTakenAtDestination(top, placement));
    if (taken.length > 0) return this.stop(taken, nameTaken);
    const apps = members.filter((top) => isAppService(top.type));
    if (apps.length > 0 && this.destinationAppService.has(destinationGroupName(this.options, home).toLowerCase()))
      return this.stop(apps, appServiceThere);

    for (const top of members) if (!isIn(top, home)) occupy(this.source, home, nameKey(top));
    this.placements.push(placement);
  }

  /** The group in which the members meet; undefined (with stops) when there is none. */
  private baseOf(members: TopResource[]): string | undefined {
    const apps = members.filter((top) => isAppService(top.type));
    const pinned = members.filter((top) => !movesBetweenGroups(top.type));
    const originals = new Set(apps.map((top) => originalGroupOf(top)).filter((group) => group !== undefined));
    const [original] = originals;
    if (originals.size > 1) return this.noBase(apps, severalOriginals([...originals].sort()));
    if (original !== undefined && !this.inventory.groups.has(original)) return this.noBase(apps, originalMissing(original));

    const pins = new Set(pinned.map((top) => top.group.name.toLowerCase()));
    if (original !== undefined) pins.add(original);
    if (pins.size > 1) return this.noBase(pinned, notBetweenGroups);
    const [pin] = pins;
    if (pin !== undefined) return this.inventory.groups.get(pin)?.name;
    // App Service may only leave with all that is in its group: it meets where some of it is, never in another set's group.
    const eligible = new Set((apps.length > 0 ? apps : members).map((top) => top.group.name));
    return mostUsedGroup(members, eligible);
  }

  private stagingGroup(base: string, members: TopResource[]): string {
    for (let number = 1; ; number++) {
      const name = stagingGroupName(base, number);
      const taken = this.source.get(name.toLowerCase());
      const { groups, otherGroups } = this.inventory;
      if (
        !groups.has(name.toLowerCase()) &&
        !otherGroups.has(name.toLowerCase()) &&
        !members.some((top) => taken?.has(nameKey(top)))
      )
        return name;
    }
  }

  private isTakenAtDestination(top: TopResource, placement: Placement): boolean {
    const groups = [destinationGroupName(this.options, placement.home)];
    if (goesOn(top, placement.home, this.options)) groups.push(destinationGroupName(this.options, top.group.name));
    return groups.some((group) => this.destination.get(group.toLowerCase())?.has(nameKey(top)));
  }

  private noBase(causes: TopResource[], stop: Stop): string | undefined {
    this.stop(causes, stop);
    return undefined;
  }

  private stop(causes: TopResource[], stop: Stop): void {
    for (const top of causes) this.stops.set(top.key, stop);
  }
}

const tooLarge = (count: number): Stop => ({
  rule: 'batch.too-large',
  verdict: 'BLOCKED',
  reason: `It depends, directly or not, on so many others that ${count} resources would have to move in one request; Azure takes ${MAX_RESOURCES_PER_MOVE}.`,
  fix: 'Separate the resources into smaller sets that do not refer to one another, and plan again.',
});

const clash = (withWhat: string): Stop => ({
  rule: 'name.clash',
  verdict: 'MODIFY',
  reason: `It has the type and name of ${withWhat}, and a group holds only one of each name.`,
  fix: 'Create one of the two anew under another name, and plan again.',
});

const nameTaken: Stop = {
  rule: 'destination.name-taken',
  verdict: 'MODIFY',
  reason: 'The destination group already holds a resource of this type and name.',
  fix: 'Choose another naming of the destination groups, or rename or delete the resource there, and plan again.',
};

const appServiceThere: Stop = {
  rule: 'appService.destinationNotEmpty',
  verdict: 'MODIFY',
  reason: 'The destination group already holds App Service resources, and Azure moves a set only into a group without any.',
  fix: 'Choose another naming of the destination groups, and plan again.',
};

const severalOriginals = (groups: string[]): Stop => ({
  rule: 'appService.severalOriginalGroups',
  verdict: 'MODIFY',
  reason: `App Service resources that depend on one another were created in different groups (${groups.join(', ')}), and each moves only from its own.`,
  fix: 'Clone the apps into one group, and plan again.',
});

const originalMissing = (group: string): Stop => ({
  rule: 'appService.originalGroup',
  verdict: 'MODIFY',
  reason: `It was created in group ${group} and moves only from there, and that group is not part of this move.`,
  fix: `Move it back to group ${group} and choose that group too, then plan again.`,
});

const notBetweenGroups: Stop = {
  rule: 'type.notBetweenGroups',
  verdict: 'MODIFY',
  reason: 'It has to be gathered in one group with what depends on it, and its type does not move between groups.',
  fix: 'Delete it, plan again, and create it anew after the move.',
};

/** Resources of one type and name: no group can hold them all. */
function twinsOf(members: TopResource[]): TopResource[] {
  const count = new Map<string, number>();
  for (const top of members) count.set(nameKey(top), (count.get(nameKey(top)) ?? 0) + 1);
  return members.filter((top) => (count.get(nameKey(top)) ?? 0) > 1);
}

/** The one of `eligible` that holds most of the members; of equals the first by name. */
function mostUsedGroup(members: TopResource[], eligible: Set<string>): string | undefined {
  const count = new Map<string, number>();
  for (const { group } of members) if (eligible.has(group.name)) count.set(group.name, (count.get(group.name) ?? 0) + 1);
  const most = Math.max(...count.values());
  return [...count]
    .filter(([, resources]) => resources === most)
    .map(([name]) => name)
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))[0];
}

function isIn(top: TopResource, group: string): boolean {
  return top.group.name.toLowerCase() === group.toLowerCase();
}

function nameKey(top: TopResource): string {
  return `${top.type}/${top.name}`;
}

function occupy(groups: Map<string, Set<string>>, group: string, name: string): void {
  const names = groups.get(group.toLowerCase());
  if (names) names.add(name);
  else groups.set(group.toLowerCase(), new Set([name]));
}
