import type { Component } from '../inventory/components';
import type { Edge } from '../inventory/graph';
import type { TopResource } from '../inventory/index-inventory';
import type { Stop } from './rule';

/** The together-neighbours of each resource, in the order of the edges. */
export function neighboursOf(edges: Edge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (a: string, b: string) => {
    const list = neighbours.get(a);
    if (list) list.push(b);
    else neighbours.set(a, [b]);
  };
  for (const { from, to, strength } of edges) {
    if (strength !== 'together') continue;
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

/**
 * Whoever is joined to a resource that stays would be torn from it: all of the component stays.
 * Adds a stop that names the nearest cause for each member that has none of its own.
 */
export function holdComponent(component: Component, neighbours: Map<string, string[]>, stops: Map<string, Stop>): void {
  const members = new Map(component.members.map((top) => [top.key, top]));
  const queue = component.members.filter((top) => stops.has(top.key)).map((cause) => ({ key: cause.key, cause, direct: true }));
  for (const { key, cause } of queue) {
    for (const next of neighbours.get(key) ?? []) {
      if (stops.has(next) || !members.has(next)) continue;
      stops.set(next, heldBy(cause, stops.get(cause.key), key === cause.key));
      queue.push({ key: next, cause, direct: false });
    }
  }
}

function heldBy(cause: TopResource, stop: Stop | undefined, direct: boolean): Stop {
  const name = `${shortType(cause)} ${cause.id.slice(cause.id.lastIndexOf('/') + 1)}`;
  return {
    rule: 'dependency.stays',
    verdict: stop?.verdict ?? 'BLOCKED',
    reason: `It stays because ${name} stays, and one of the two needs the other${direct ? '' : ' through resources between them'}.`,
    fix: `For ${name}: ${stop?.fix ?? ''}`,
    because: cause.id,
  };
}

function shortType(top: TopResource): string {
  const [, , , , , , namespace = '', type = ''] = top.id.split('/');
  return `${namespace}/${type}`;
}
