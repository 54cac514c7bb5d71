import type { Edge } from './graph';
import type { IndexedInventory, TopResource } from './index-inventory';

/** Resources that move together or stay together: joined, directly or not, by `together` edges. Members in the order of their keys. */
export interface Component {
  members: TopResource[];
}

/** Every top-level resource is in exactly one component; components in the order of their first members. */
export function componentsOf(inventory: IndexedInventory, edges: Edge[]): Component[] {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = key; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const edge of edges) {
    if (edge.strength !== 'together') continue;
    const [a, b] = [find(edge.from), find(edge.to)];
    if (a !== b) parent.set(a < b ? b : a, a < b ? a : b);
  }
  const components = new Map<string, Component>();
  for (const top of inventory.tops.values()) {
    const root = find(top.key);
    const component = components.get(root);
    if (component) component.members.push(top);
    else components.set(root, { members: [top] });
  }
  return [...components.values()];
}
