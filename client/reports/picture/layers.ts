import type { Picture, PictureNode } from '../document';

/** A cell of a grid, counted from 0: `column` to the right, `row` down. */
interface Placed {
  node: PictureNode;
  column: number;
  row: number;
}

/** Nodes that need one another, each right of those that need it. Deterministic: equal input, equal places. */
export function layered(nodes: PictureNode[], edges: Picture['edges']): Placed[] {
  const needs = neighbours(nodes, edges);
  const neededBy = neighbours(
    nodes,
    edges.map(([from, to]) => [to, from]),
  );
  const columns = columnsOf(nodes, needs);
  const layers = new Map<number, PictureNode[]>();
  for (const node of nodes) {
    const column = columns.get(node.id) ?? 0;
    layers.set(column, [...(layers.get(column) ?? []), node]);
  }
  const inOrder = [...layers].sort(([a], [b]) => a - b).map(([, layer]) => layer);
  const rows = new Map<string, number>();
  const settle = (layer: PictureNode[]) => layer.forEach((node, row) => rows.set(node.id, row));
  inOrder.forEach(settle);
  // There and back once: every layer takes the order of what it hangs on, which leaves few crossings.
  for (const layer of inOrder) settle(byMeanRow(layer, neededBy, rows));
  for (const layer of [...inOrder].reverse()) settle(byMeanRow(layer, needs, rows));
  return nodes.map((node) => ({ node, column: columns.get(node.id) ?? 0, row: rows.get(node.id) ?? 0 }));
}

function byMeanRow(layer: PictureNode[], near: Map<string, string[]>, rows: Map<string, number>): PictureNode[] {
  const means = new Map(
    layer.map(({ id }) => {
      const beside = near.get(id) ?? [];
      const own = rows.get(id) ?? 0;
      return [id, beside.length === 0 ? own : beside.reduce((sum, other) => sum + (rows.get(other) ?? 0), 0) / beside.length];
    }),
  );
  // In place, as sort does it: the layer is this function's own list of the caller.
  return layer.sort((a, b) => (means.get(a.id) ?? 0) - (means.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
}

/** The longest way from a node that nobody needs; a way round a circle ends where it closes. */
function columnsOf(nodes: PictureNode[], needs: Map<string, string[]>): Map<string, number> {
  const order = depthFirst(nodes, needs);
  const place = new Map(order.map((id, index) => [id, index]));
  const columns = new Map<string, number>(order.map((id) => [id, 0]));
  for (const id of order) {
    for (const needed of needs.get(id) ?? []) {
      if ((place.get(needed) ?? 0) <= (place.get(id) ?? 0)) continue;
      columns.set(needed, Math.max(columns.get(needed) ?? 0, (columns.get(id) ?? 0) + 1));
    }
  }
  return columns;
}

/** Ids, who needs before what is needed. Without recursion: chains may be long. */
function depthFirst(nodes: PictureNode[], needs: Map<string, string[]>): string[] {
  const seen = new Set<string>();
  const done: string[] = [];
  for (const { id } of nodes) {
    const stack: { id: string; next: number }[] = seen.has(id) ? [] : [{ id, next: 0 }];
    seen.add(id);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const needed = needs.get(top.id)?.[top.next++];
      if (needed === undefined) done.push(stack.pop()?.id ?? '');
      else if (!seen.has(needed)) {
        seen.add(needed);
        stack.push({ id: needed, next: 0 });
      }
    }
  }
  return done.reverse();
}

function neighbours(nodes: PictureNode[], edges: Picture['edges']): Map<string, string[]> {
  const near = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const [from, to] of edges) if (from !== to && near.has(to)) near.get(from)?.push(to);
  return near;
}
