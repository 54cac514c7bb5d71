import type { Picture, PictureNode } from '../document';
import { layered } from './layers';

/** Sizes in CSS pixels. */
const NODE = { width: 196, height: 40 };
const GAP = { across: 54, down: 12 };
const FRAME = { side: 16, title: 30, bottom: 16 };
const BETWEEN_FRAMES = 24;
/** Frames are set side by side up to here: what a usual screen and landscape paper show. */
const PAGE_WIDTH = 1180;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Layout {
  width: number;
  height: number;
  frames: (Box & { name: string })[];
  nodes: (Box & { node: PictureNode })[];
}

/** Places for groups and what is in them: related nodes in columns, single ones in a grid below. Equal pictures get equal places. */
export function layoutOf({ groups, edges }: Picture): Layout {
  const groupOf = new Map(groups.flatMap((group, index) => group.nodes.map(({ id }) => [id, index] as const)));
  const inside = new Map<number, Picture['edges']>();
  for (const edge of edges) {
    const group = groupOf.get(edge[0]);
    if (group === undefined || group !== groupOf.get(edge[1])) continue;
    inside.set(group, [...(inside.get(group) ?? []), edge]);
  }
  const filled = groups.map((group, index) => ({ name: group.name, ...fill(group.nodes, inside.get(index) ?? []) }));
  const frames: Layout['frames'] = [];
  const nodes: Layout['nodes'] = [];
  const places = shelves(
    filled.map(({ width, height }) => ({ width: width + 2 * FRAME.side, height: height + FRAME.title + FRAME.bottom })),
    BETWEEN_FRAMES,
  );
  filled.forEach(({ name, placed }, index) => {
    const frame = places[index];
    if (!frame) return;
    if (name !== '') frames.push({ ...frame, name });
    for (const box of placed) nodes.push({ ...box, x: frame.x + FRAME.side + box.x, y: frame.y + FRAME.title + box.y });
  });
  return { ...extent(places), frames, nodes };
}

/** The nodes of one group, from the point 0, 0. */
function fill(nodes: PictureNode[], edges: Picture['edges']): { width: number; height: number; placed: Layout['nodes'] } {
  const parts = components(nodes, edges);
  const related = parts.filter((part) => part.length > 1);
  const single = parts.filter((part) => part.length === 1).flat();
  const columns = Math.max(1, Math.min(4, Math.ceil(Math.sqrt(single.length))));
  const grids = [
    ...related.map((part) => layered(part, edges)),
    single.map((node, index) => ({ node, column: index % columns, row: Math.floor(index / columns) })),
  ].filter((grid) => grid.length > 0);
  const boxes = grids.map((grid) => grid.map(({ node, column, row }) => ({ node, ...cellBox(column, row) })));
  const places = shelves(boxes.map(extent), 2 * GAP.down);
  const placed = boxes.flatMap((part, index) =>
    part.map((box) => ({ ...box, x: box.x + (places[index]?.x ?? 0), y: box.y + (places[index]?.y ?? 0) })),
  );
  return { ...extent(placed), placed };
}

function cellBox(column: number, row: number): Box {
  return { x: column * (NODE.width + GAP.across), y: row * (NODE.height + GAP.down), ...NODE };
}

/** Boxes side by side while there is room on the page, then on the next shelf. */
function shelves(sizes: { width: number; height: number }[], gap: number): Box[] {
  let [x, y, tallest] = [0, 0, 0];
  return sizes.map((size) => {
    if (x > 0 && x + size.width > PAGE_WIDTH) [x, y, tallest] = [0, y + tallest + gap, 0];
    const box = { x, y, ...size };
    x += size.width + gap;
    tallest = Math.max(tallest, size.height);
    return box;
  });
}

function extent(boxes: Box[]): { width: number; height: number } {
  return {
    width: boxes.reduce((most, { x, width }) => Math.max(most, x + width), 0),
    height: boxes.reduce((most, { y, height }) => Math.max(most, y + height), 0),
  };
}

/** Nodes that hang together, the largest part first. */
function components(nodes: PictureNode[], edges: Picture['edges']): PictureNode[][] {
  const root = new Map(nodes.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    let top = id;
    while (root.get(top) !== top) top = root.get(top) ?? top;
    root.set(id, top);
    return top;
  };
  for (const [from, to] of edges) if (root.has(from) && root.has(to)) root.set(find(from), find(to));
  const parts = new Map<string, PictureNode[]>();
  for (const node of nodes) parts.set(find(node.id), [...(parts.get(find(node.id)) ?? []), node]);
  return [...parts.values()].sort((a, b) => b.length - a.length);
}
