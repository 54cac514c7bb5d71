import { html as markup } from 'hono/html';
import { cellText, type Cell, type Column, type Table, type Tone } from './document';
import { svg } from './picture/svg';

/** Rows from which a table gets a search box and pages. */
const LONG = 10;

/** @param index of the table in the document: its anchor is `t<index>` */
export function tableSection(table: Table, index: number) {
  const { title, note, rows, picture } = table;
  return markup`<section id="t${index}">
<h2>${title} <span class="count">${rows.length}</span></h2>
${note !== undefined && rows.length > 0 && markup`<p class="note">${note}</p>`}
${
  picture &&
  markup`<p class="note">${picture.description}</p>
<div class="scroll drawn" tabindex="0" role="region" aria-label="${title}, drawn">${svg(picture, title)}</div>`
}
${rows.length === 0 ? markup`<p class="none">None.</p>` : rowsMarkup(table)}
</section>`;
}

function rowsMarkup({ title, columns, rows, totals }: Table) {
  // Columns in which nothing stands would only push the others off the paper.
  const shown = columns.flatMap((column, index) => (rows.some((row) => cellText(row[index]) !== '') ? [{ column, index }] : []));
  const offPaper = shown.filter(({ column }) => column.isOffPaper).map(({ column }) => column.title);
  const line = (row: Cell[]) => markup`<tr>${shown.map(({ column, index }) => cell(column, row[index]))}</tr>
`;
  // A sum's name is no outcome, whatever column it stands in.
  const sums = (row: Cell[], decimals: number) =>
    markup`<tr>${shown.map(({ column, index }) => markup`<td class="${classOf(column)}">${cellText(row[index], decimals)}</td>`)}</tr>`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table class="${rows.length > LONG ? 'paged' : 'short'}">
<thead><tr>${shown.map(({ column }) => markup`<th scope="col" class="${classOf(column)}">${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(line)}</tbody>
${totals && markup`<tfoot>${totals.rows.map((row) => sums(row, totals.decimals))}</tfoot>`}
</table>
</div>
${offPaper.length > 0 && markup`<p class="onpaper">Left off paper: ${offPaper.join(', ')}.</p>`}`;
}

function cell(column: Column, value: Cell) {
  const content = cellText(value, column.decimals);
  if (column.kind !== 'outcome' || content === '') return markup`<td class="${classOf(column)}">${content}</td>`;
  return markup`<td class="${classOf(column)}"><span class="${toneOf(content)}">${content}</span></td>`;
}

function classOf({ kind, width, isOffPaper }: Column): string {
  const text = width >= SENTENCE ? 'text wide' : width >= NAME ? 'text name' : 'text';
  return `${kind ?? text}${isOffPaper ? ' offpaper' : ''}`;
}

/** Characters from which a column holds names, and from which sentences. */
const NAME = 24;
const SENTENCE = 50;

const GOOD = new Set([
  'moved',
  'moves',
  'NO ISSUES',
  'approve',
  'would move',
  'done',
  'transferred',
  'kept',
  'upgraded',
  'would upgrade',
  'removed',
  'would remove',
  'put back',
]);
const BAD = new Set([
  'refused',
  'not put back',
  'stays',
  'BLOCKED',
  'decline',
  'not moved',
  'not transferred',
  'give-up',
  'failed',
  'blocked',
  'still there',
]);

function toneOf(word: string): Tone {
  return GOOD.has(word) ? 'good' : BAD.has(word) ? 'bad' : 'mixed';
}
