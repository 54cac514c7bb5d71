import { idKey, parseArmId } from './arm-id';
import { by, type IndexedInventory, type TopResource } from './index-inventory';
import { referencesIn } from './references';
import { appServiceGroups, isAppService } from './app-service';

/**
 * together: both move in one request or both stay · order: each can move without the other, but not at the same time.
 */
type Strength = 'together' | 'order';

/** `from` needs `to`. Both are keys of top-level resources of the inventory. */
export interface Edge {
  from: string;
  to: string;
  /** Place in `from` that says it, or the rule of the type. */
  why: string;
  strength: Strength;
}

/** A reference to something that the inventory does not have. */
export interface OutsideReference {
  from: string;
  /** Key of the top-level resource that is meant. */
  to: string;
  why: string;
  /** otherSubscription · otherGroup: a group that was not chosen · nothingThere: a chosen group, which has no such resource */
  where: 'otherSubscription' | 'otherGroup' | 'nothingThere';
}

export interface DependencyGraph {
  /** One for each pair, sorted; the stronger of several. */
  edges: Edge[];
  outside: OutsideReference[];
}

/**
 * Who needs whom, from the ids and blob hosts in the resources' JSON, from rules of types, and from the pairs that Azure itself named.
 * Linear in the size of the JSON.
 */
export function buildGraph(inventory: IndexedInventory, named: readonly [string, string][] = []): DependencyGraph {
  const edges = new Map<string, Edge>();
  const outside = new Map<string, OutsideReference>();
  const accounts = storageAccountsByName(inventory);
  const join = (edge: Edge) => {
    if (edge.from === edge.to) return;
    const pair = `${edge.from} ${edge.to}`;
    const known = edges.get(pair);
    if (!known || precedes(edge, known)) edges.set(pair, edge);
  };

  for (const top of inventory.tops.values()) {
    for (const { pointer, to } of referencesOf(top)) {
      if ('storageAccount' in to) {
        const account = accounts.get(to.storageAccount);
        // The disk of a machine is a blob there; diagnostics and the like are only written to it.
        if (account)
          join({
            from: top.key,
            to: account,
            why: pointer,
            strength: /\/storageProfile\//i.test(pointer) ? 'together' : 'order',
          });
        continue;
      }
      const target = targetKey(to.id);
      if (inventory.tops.has(target)) join({ from: top.key, to: target, why: pointer, strength: strengthOf(pointer, target) });
      else if (target !== top.key) {
        const pair = `${top.key} ${target}`;
        if (!outside.has(pair) || pointer < (outside.get(pair)?.why ?? ''))
          outside.set(pair, { from: top.key, to: target, why: pointer, where: whereIs(target, inventory) });
      }
    }
  }
  for (const edge of [...appServiceSets(inventory), ...solutionWorkspaces(inventory)]) join(edge);
  for (const [from, to] of named.map(([a, b]) => [targetKey(a), targetKey(b)] as const)) {
    if (inventory.tops.has(from) && inventory.tops.has(to)) join({ from, to, why: 'named by Azure', strength: 'together' });
  }

  return {
    edges: [...edges.values()].sort(by((e) => `${e.from} ${e.to}`)),
    outside: [...outside.values()].sort(by((o) => `${o.from} ${o.to}`)),
  };
}

function* referencesOf(top: TopResource) {
  if (top.resource) yield* referencesIn(top.resource);
  for (const child of top.children) {
    const name = child.id.slice(top.id.length);
    for (const reference of referencesIn(child)) yield { ...reference, pointer: `${name}#${reference.pointer}` };
  }
}

function targetKey(id: string): string {
  return idKey(parseArmId(id)?.topLevelId ?? id);
}

/** Tags are notes of the portal. What was created from a gallery's image does not need the gallery any more, and a gallery never moves. */
function strengthOf(pointer: string, target: string): Strength {
  return /(^|#)\/tags\//.test(pointer) || target.includes('/providers/microsoft.compute/galleries/') ? 'order' : 'together';
}

function precedes(edge: Edge, known: Edge): boolean {
  return edge.strength === known.strength ? edge.why < known.why : edge.strength === 'together';
}

function whereIs(target: string, inventory: IndexedInventory): OutsideReference['where'] {
  const [, , subscription = '', , group = ''] = target.split('/');
  if (subscription !== inventory.subscriptionId.toLowerCase()) return 'otherSubscription';
  return inventory.groups.has(group) ? 'nothingThere' : 'otherGroup';
}

function storageAccountsByName(inventory: IndexedInventory): Map<string, string> {
  const accounts = new Map<string, string>();
  for (const top of inventory.tops.values())
    if (top.type === 'microsoft.storage/storageaccounts' && !accounts.has(top.name)) accounts.set(top.name, top.key);
  return accounts;
}

/** App Service moves all that was created in a group, and all that is in a group, as one set. */
function* appServiceSets(inventory: IndexedInventory): Generator<Edge> {
  const first = new Map<string, TopResource>();
  for (const top of inventory.tops.values()) {
    if (!isAppService(top.type)) continue;
    for (const group of appServiceGroups(top)) {
      const member = first.get(group);
      if (member) yield { from: top.key, to: member.key, why: `App Service set of group ${group}`, strength: 'together' };
      else first.set(group, top);
    }
  }
}

/** A solution is called `Name(workspace)` and is part of that workspace; lists leave out the property that says so. */
function* solutionWorkspaces(inventory: IndexedInventory): Generator<Edge> {
  const workspaces = new Map<string, TopResource[]>();
  for (const top of inventory.tops.values())
    if (top.type === 'microsoft.operationalinsights/workspaces')
      workspaces.set(top.name, [...(workspaces.get(top.name) ?? []), top]);
  for (const top of inventory.tops.values()) {
    if (top.type !== 'microsoft.operationsmanagement/solutions') continue;
    const named = workspaces.get(/[([]([^()[\]]+)[)\]]$/.exec(top.name)?.[1] ?? '') ?? [];
    const workspace = named.find((candidate) => candidate.group === top.group) ?? named[0];
    if (workspace) yield { from: top.key, to: workspace.key, why: 'solution of the workspace', strength: 'together' };
  }
}
