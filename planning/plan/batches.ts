import type { Batch, BatchStage, GroupAddress, MoveOptions } from '../../contracts/azure/plan';
import type { Placement } from '../rules/care';
import type { Edge } from '../inventory/graph';
import { destinationGroupName, goesOn } from './group-names';
import { by, type TopResource } from '../inventory/index-inventory';
import { pack } from './pack';
import { expectedSecondsOf } from './schedule';

interface Draft {
  stage: BatchStage;
  from: GroupAddress;
  to: GroupAddress;
  resources: TopResource[];
  /** Positions in the list of drafts, always smaller than its own. */
  after: Set<number>;
}

/** The move requests of a plan, in an order in which they could run one after another. */
export function batchesOf(
  placements: Placement[],
  edges: Edge[],
  ends: { source: string; destination: string },
  options: MoveOptions,
): Batch[] {
  const drafts = [
    ...inStage('consolidate', placements, (top, home) => (isAway(top, home) ? at(ends.source, top.group.name, home) : undefined)),
    ...inStage('move', placements, (_top, home) => ({
      from: { subscriptionId: ends.source, resourceGroup: home },
      to: { subscriptionId: ends.destination, resourceGroup: destinationGroupName(options, home) },
    })),
    ...inStage('redistribute', placements, (top, home) =>
      goesOn(top, home, options)
        ? at(ends.destination, destinationGroupName(options, home), destinationGroupName(options, top.group.name))
        : undefined,
    ),
  ];
  const chains = chainsOf(drafts);
  orderStages(placements, drafts, chains);
  orderDependents(edges, drafts, chains);
  return drafts.map(({ stage, from, to, resources, after }, position) => ({
    id: idAt(position),
    stage,
    from,
    to,
    resources: resources.map((top) => top.id),
    after: [...after].sort((a, b) => a - b).map(idAt),
    expectedSeconds: expectedSecondsOf(resources.length),
  }));
}

/** The requests of one stage: what of each component takes the same way is packed together and stays together. */
function inStage(
  stage: BatchStage,
  placements: Placement[],
  way: (top: TopResource, home: string) => Pick<Batch, 'from' | 'to'> | undefined,
): Draft[] {
  const ways = new Map<string, Pick<Batch, 'from' | 'to'> & { parts: TopResource[][] }>();
  for (const { members, home } of placements) {
    const parts = new Map<string, TopResource[]>();
    for (const top of members) {
      const ends = way(top, home);
      if (!ends) continue;
      const key = `${ends.from.resourceGroup}\n${ends.to.resourceGroup}`.toLowerCase();
      if (!ways.has(key)) ways.set(key, { ...ends, parts: [] });
      const part = parts.get(key);
      if (part) part.push(top);
      else parts.set(key, [top]);
    }
    for (const [key, part] of parts) ways.get(key)?.parts.push(part);
  }
  return [...ways].sort(by(([key]) => key)).flatMap(([, { from, to, parts }]) =>
    pack(parts).map((resources) => ({
      stage,
      from,
      to,
      resources: resources.sort(by((top) => top.key)),
      after: new Set<number>(),
    })),
  );
}

/** The drafts that carry each resource, one a stage at most, in their order. */
function chainsOf(drafts: Draft[]): Map<string, number[]> {
  const chains = new Map<string, number[]>();
  drafts.forEach(({ resources }, position) => {
    for (const { key } of resources) {
      const chain = chains.get(key);
      if (chain) chain.push(position);
      else chains.set(key, [position]);
    }
  });
  return chains;
}

/** A component is gathered before any of it leaves, and has arrived before any of it goes on. */
function orderStages(placements: Placement[], drafts: Draft[], chains: Map<string, number[]>): void {
  const stages: BatchStage[] = ['consolidate', 'move', 'redistribute'];
  for (const { members } of placements) {
    const positions = [...new Set(members.flatMap((top) => chains.get(top.key) ?? []))];
    for (const later of positions)
      for (const earlier of positions) {
        const [a, b] = [drafts[earlier], drafts[later]];
        if (a && b && stages.indexOf(a.stage) < stages.indexOf(b.stage)) b.after.add(earlier);
      }
  }
}

/** What refers to one another is never on the way in two requests at once. */
function orderDependents(edges: Edge[], drafts: Draft[], chains: Map<string, number[]>): void {
  for (const { from, to } of edges)
    for (const a of chains.get(from) ?? [])
      for (const b of chains.get(to) ?? []) if (a !== b) drafts[Math.max(a, b)]?.after.add(Math.min(a, b));
}

function isAway(top: TopResource, home: string): boolean {
  return top.group.name.toLowerCase() !== home.toLowerCase();
}

function at(subscriptionId: string, from: string, to: string): Pick<Batch, 'from' | 'to'> {
  return { from: { subscriptionId, resourceGroup: from }, to: { subscriptionId, resourceGroup: to } };
}

function idAt(position: number): string {
  return `b${String(position + 1).padStart(3, '0')}`;
}
