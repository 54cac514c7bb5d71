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
  const [across, down] = [width + EDGE + ROUND, height + 2 * EDGE];
  const id = `picture-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return markup`<svg class="picture" role="img" aria-labelledby="${id}" viewBox="${-EDGE} ${-EDGE} ${across} ${down}" width="${across}" height="${down}">
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

/** An arrow from who needs to what is needed; it leaves and arrives at the sides that face one another. */
function arrow(from: Box | undefined, to: Box | undefined) {
  if (!from || !to || from === to) return '';
  const isRight = to.x >= from.x + from.width;
  const isLeft = to.x + to.width <= from.x;
  // Above one another: round the right side, since between them other nodes may stand.
  const start = isLeft ? left(from) : right(from);
  const end = isRight ? left(to) : right(to);
  const bend = isRight || isLeft ? (start.x + end.x) / 2 : Math.max(start.x, end.x) + ROUND;
  const back = isRight ? -HEAD.length : HEAD.length;
  return markup`<path class="edge" d="M${at(start)} C${bend} ${start.y} ${bend} ${end.y} ${at(end)}" />
    <path class="head" d="M${at(end)} l${back} ${-HEAD.half} v${2 * HEAD.half} Z" />`;
}

/** How far an arrow goes out to get round nodes; the gap between two columns has room for it. */
const ROUND = 44;
const HEAD = { length: 7, half: 3.5 };

interface Point {
  x: number;
  y: number;
}

const at = ({ x, y }: Point) => `${x} ${y}`;
const left = ({ x, y, height }: Box): Point => ({ x, y: y + height / 2 });
const right = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height / 2 });

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
