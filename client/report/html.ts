import { html as markup, raw } from 'hono/html';
import { cellText, type Cell, type Column, type ReportDocument, type Table } from './document';
import { SORT_SCRIPT, STYLE } from './htmlAssets';

/** One self-contained page: no request leaves it, it reads and prints without JavaScript; with it tables sort by a click. */
export async function html(document: ReportDocument): Promise<string> {
  const { title, subtitle, verdict, facts, warnings, tables, instructions } = document;
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>${subtitle}</p>
          <p class="verdict ${verdict.tone}">${verdict.text}</p>
        </header>
        <main>
          ${warnings.map((warning) => markup`<p class="warning">${warning}</p>`)}
          <dl>${facts.map(tile)}</dl>
          ${tables.map(section)} ${instructions && steps(instructions)}
        </main>
        <script>
          ${raw(SORT_SCRIPT)}
        </script>
      </body>
    </html>`;
  return (await page).toString();
}

function tile({ name, value }: ReportDocument['facts'][number]) {
  const content = cellText(value);
  return markup`<div class="${content.length > 24 ? 'long' : 'short'}"><dt>${name}</dt><dd>${content}</dd></div>`;
}

function section(table: Table) {
  if (table.rows.length === 0) return markup`<section><h2>${table.title}</h2><p class="none">None.</p></section>`;
  // Columns in which nothing stands would only push the others off the paper.
  const shown = table.columns.map((_, index) => index).filter((index) => table.rows.some((row) => cellText(row[index]) !== ''));
  return markup`<section>
    <h2>${table.title} <span class="count">${table.rows.length}</span></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${table.title}">
      <table>
        <thead><tr>${shown.map((index) => heading(table.columns[index]))}</tr></thead>
        <tbody>${table.rows.map((row) => markup`<tr>${shown.map((index) => cell(table.columns[index], row[index]))}</tr>`)}</tbody>
      </table>
    </div>
  </section>`;
}

function steps({ title, steps }: NonNullable<ReportDocument['instructions']>) {
  return markup`<section>
    <h2>${title}</h2>
    <ol>${steps.map((step) => markup`<li>${step}</li>`)}</ol>
  </section>`;
}

function heading(column: Column | undefined) {
  return markup`<th scope="col" class="${column?.kind ?? 'text'}">${column?.title ?? ''}</th>`;
}

function cell(column: Column | undefined, value: Cell) {
  const kind = column?.kind ?? (column && column.width >= WIDE ? 'text wide' : 'text');
  const content = cellText(value);
  if (kind !== 'outcome') return markup`<td class="${kind}">${content}</td>`;
  return markup`<td class="outcome"><span class="${tone(content)}">${content}</span></td>`;
}

/** Characters from which a column holds sentences. */
const WIDE = 50;

const GOOD = new Set([
  'moved',
  'moves',
  'NO ISSUES',
  'approve',
  'would move',
  'done',
  'transferred',
  'committed',
  'would upgrade',
  'removed',
  'would remove',
]);
const BAD = new Set(['refused', 'stays', 'BLOCKED', 'decline', 'not moved', 'not transferred', 'give-up', 'blocked']);

function tone(word: string): string {
  return GOOD.has(word) ? 'good' : BAD.has(word) ? 'bad' : 'mixed';
}
