import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { Batch, MoveOptions, MovePlan } from '../../contracts/azure/plan';
import { groupId, idKey, topLevelOf } from '../inventory/arm-id';
import { batchesOf } from './batches';
import { componentsOf } from '../inventory/components';
import { Consolidation } from './consolidation';
import { holdBystanders } from './failed-networks';
import { EXCLUDED, findingsOf, parentMissing, refusalsOf } from '../rules/findings';
import { buildGraph, type DependencyGraph } from '../inventory/graph';
import { goesOn } from './group-names';
import { by, indexInventory, type IndexedInventory, type TopResource } from '../inventory/index-inventory';
import { locksToLift } from './locks';
import { isStorage } from './pack';
import { plannedGroups } from './planned-groups';
import { holdComponent, neighboursOf } from '../rules/refusals';
import { stopOf } from '../rules';
import { careOf, type Placement, type Travel } from '../rules/care';
import type { Stop } from '../rules/rule';
import { scheduleOf } from './schedule';

/** Stands in a plan for a destination that nobody has named yet: such a plan can be read, not run. */
export const NO_SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

interface PlanInput {
  source: SourceInventory;
  /** Left out: nothing is known of it, and it is taken to be empty. */
  destination?: DestinationInventory;
  options: MoveOptions;
  /** What holds a resource beyond the rules of a move: where it is to go it could not be. */
  alsoHeld?: (top: TopResource) => Stop | undefined;
}

/**
 * Plans the move of everything in the source groups that can go. Pure: equal inventories, in whatever order their parts
 * come, give equal plans. When nothing can go the plan has no batches.
 * @throws Error when the input contradicts itself: one subscription at both ends, a resource of another subscription or of a group not given.
 */
export function planMove({ source, destination, options, alsoHeld }: PlanInput): MovePlan {
  const ends = { source: source.subscriptionId, destination: destination?.subscriptionId ?? NO_SUBSCRIPTION };
  if (ends.source.toLowerCase() === ends.destination.toLowerCase())
    throw new Error(`subscription ${ends.source} is both the source and the destination`);

  const inventory = indexInventory(source);
  const graph = buildGraph(inventory, options.together);
  const stops = ownStops(inventory, graph, options, alsoHeld);
  const placements = place(inventory, graph, stops, destination, options);
  const batches = batchesOf(placements, graph.edges, ends, options);
  const locks = locksToLift(batches, [...source.locks, ...(destination?.locks ?? [])]);
  const travels = travelsOf(
    placements,
    batches,
    locks.map((lock) => lock.id),
    options,
  );

  return {
    version: 1,
    source: { subscriptionId: ends.source, resourceGroups: [...inventory.groups.values()].map((group) => group.name) },
    destination: { subscriptionId: ends.destination },
    options: {
      ...options,
      exclude: [...options.exclude].sort(by(idKey)),
      ...(options.together ? { together: [...options.together].sort(by((pair) => pair.map(idKey).join(' '))) } : {}),
    },
    groups: plannedGroups(batches, placements, inventory, destination, options),
    batches,
    refusals: refusalsOf(inventory, stops),
    findings: findingsOf(inventory, graph.edges, stops, (top) => {
      const travel = travels.get(top.key);
      return travel && careOf(travel);
    }),
    locksToLift: locks,
    providersToRegister: providersToRegister(placements, destination),
    expectedSeconds: Math.max(0, ...scheduleOf(batches).map((slot) => slot.end)),
  };
}

/** What holds a resource by itself: its rules, a parent that is not there, the operator's wish. By key. */
function ownStops(
  inventory: IndexedInventory,
  { edges, outside }: DependencyGraph,
  options: MoveOptions,
  alsoHeld: PlanInput['alsoHeld'],
): Map<string, Stop> {
  const excluded = new Set(options.exclude.map((id) => idKey(topLevelOf(id) ?? id)));
  const referrers = grouped(edges, (edge) => edge.to);
  const leaving = grouped(outside, (reference) => reference.from);
  const stops = new Map<string, Stop>();
  for (const top of inventory.tops.values()) {
    const stop = excluded.has(top.key)
      ? EXCLUDED
      : (alsoHeld?.(top) ??
        (top.resource
          ? stopOf({
              top,
              resource: top.resource,
              referrers: (referrers.get(top.key) ?? []).flatMap((edge) => inventory.tops.get(edge.from) ?? []),
              outside: leaving.get(top.key) ?? [],
            })
          : parentMissing(top)));
    if (stop) stops.set(top.key, stop);
  }
  return stops;
}

/** Finds a home for each component that can go; adds to `stops` whatever stays. */
function place(
  inventory: IndexedInventory,
  { edges }: DependencyGraph,
  stops: Map<string, Stop>,
  destination: DestinationInventory | undefined,
  options: MoveOptions,
): Placement[] {
  const consolidation = new Consolidation(inventory, destination, options);
  const neighbours = neighboursOf(edges);
  const components = componentsOf(inventory, edges);
  holdBystanders(components, stops);
  for (const component of components) {
    if (!component.members.some((top) => stops.has(top.key))) consolidation.place(component);
    for (const top of component.members) {
      const stop = consolidation.stops.get(top.key);
      if (stop) stops.set(top.key, stop);
    }
    holdComponent(component, neighbours, stops);
  }
  return consolidation.placements;
}

function travelsOf(placements: Placement[], batches: Batch[], liftedLocks: string[], options: MoveOptions): Map<string, Travel> {
  const moveOf = new Map<string, string>();
  for (const batch of batches) if (batch.stage === 'move') for (const id of batch.resources) moveOf.set(idKey(id), batch.id);
  const lockedScopes = new Set(liftedLocks.map((id) => idKey(id).split('/providers/microsoft.authorization/')[0]));
  const travels = new Map<string, Travel>();
  for (const placement of placements) {
    const anchor = placement.members.find((top) => !isStorage(top) && top.region !== '') ?? placement.members[0];
    for (const top of placement.members) {
      const [, , subscriptionId = ''] = top.id.split('/');
      const scopes = [groupId({ subscriptionId, resourceGroup: top.group.name }), `/subscriptions/${subscriptionId}`];
      travels.set(top.key, {
        top,
        placement,
        splitOff: isStorage(top) && moveOf.get(top.key) !== moveOf.get(anchor?.key ?? ''),
        locked: scopes.some((scope) => lockedScopes.has(idKey(scope))),
        staysInHome: options.redistribute && !isAt(top, placement.home) && !goesOn(top, placement.home, options),
      });
    }
  }
  return travels;
}

/** Namespaces of what moves that the destination has not registered; none when it is not known what it has. */
function providersToRegister(placements: Placement[], destination: DestinationInventory | undefined): string[] {
  if (!destination?.registeredProviders) return [];
  const registered = new Set(destination.registeredProviders.map((namespace) => namespace.toLowerCase()));
  const wanted = new Map<string, string>();
  for (const { id } of placements.flatMap((placement) => placement.members)) {
    const namespace = id.split('/')[6] ?? '';
    const known = wanted.get(namespace.toLowerCase());
    if (!registered.has(namespace.toLowerCase()) && (known === undefined || namespace < known))
      wanted.set(namespace.toLowerCase(), namespace);
  }
  return [...wanted.values()].sort(by((namespace) => namespace.toLowerCase()));
}

function isAt(top: TopResource, group: string): boolean {
  return top.group.name.toLowerCase() === group.toLowerCase();
}

function grouped<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
