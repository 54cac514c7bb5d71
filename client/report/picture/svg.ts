import { html as markup } from 'hono/html';
import type { Picture } from '../document';
import { layoutOf, type Box } from './layout';

/** Characters of a label, and of the smaller line under it, that a node has room for. */
const LABEL = 25;
const DETAIL = 32;
/** Room for the outer half of the outermost lines. */
const EDGE = 2;

/** The picture as inline SVG: coloured by the page's style, each node with its whole name as a tooltip, each tone also in words. */
export function svg(picture: Picture, title: string) {
  const { width, height, frames, nodes } = layoutOf(picture);
  const boxes = new Map(nodes.map((box) => [box.node.id, box]));
  const id = `picture-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return markup`<svg class="picture" role="img" aria-labelledby="${id}" viewBox="${-EDGE} ${-EDGE} ${width + 2 * EDGE} ${height + 2 * EDGE}" width="${width + 2 * EDGE}" height="${height + 2 * EDGE}">
    <title id="${id}">${picture.description}</title>
    ${frames.map(frameMarkup)}
    ${picture.edges.map(([from, to]) => arrow(boxes.get(from), boxes.get(to)))}
    ${nodes.map(nodeMarkup)}
  </svg>`;
}

function frameMarkup({ x, y, width, height, name }: Box & { name: string }) {
  return markup`<g class="frame"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" />
    <text x="${x + 16}" y="${y + 20}">${clip(name, Math.floor(width / 8))}</text></g>`;
}

function nodeMarkup({ node, x, y, width, height }: ReturnType<typeof layoutOf>['nodes'][number]) {
  return markup`<g class="node ${node.tone}"><title>${node.label}: ${node.detail}</title>
    <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" />
    <text x="${x + 9}" y="${y + 17}">${clip(node.label, LABEL)}</text>
    <text class="detail" x="${x + 9}" y="${y + 32}">${clip(node.detail, DETAIL)}</text></g>`;
}

/** From who needs to what is needed, leaving and arriving at the sides that face one another. */
function arrow(from: Box | undefined, to: Box | undefined) {
  if (!from || !to || from === to) return '';
  if (to.x >= from.x + from.width) return curve(right(from), left(to), 'x');
  if (to.x + to.width <= from.x) return curve(left(from), right(to), 'x');
  return to.y > from.y ? curve(bottom(from), top(to), 'y') : curve(top(from), bottom(to), 'y');
}

interface Point {
  x: number;
  y: number;
}

const left = ({ x, y, height }: Box): Point => ({ x, y: y + height / 2 });
const right = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height / 2 });
const top = ({ x, y, width }: Box): Point => ({ x: x + width / 2, y });
const bottom = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height });

/** @param axis along which it leaves and arrives */
function curve(from: Point, to: Point, axis: 'x' | 'y') {
  const middle = (from[axis] + to[axis]) / 2;
  const bend = (point: Point): Point => ({ ...point, [axis]: middle });
  const forward = to[axis] >= from[axis] ? -1 : 1;
  const head = [-3.5, 3.5].map((aside) =>
    axis === 'x' ? { x: to.x + 7 * forward, y: to.y + aside } : { x: to.x + aside, y: to.y + 7 * forward },
  );
  const at = ({ x, y }: Point) => `${x} ${y}`;
  return markup`<path class="edge" d="M${at(from)} C${at(bend(from))} ${at(bend(to))} ${at(to)}" />
    <path class="head" d="M${at(to)} L${head.map(at).join(' L')} Z" />`;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
