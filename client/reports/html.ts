import { createHash } from 'node:crypto';
import { html as markup, raw } from 'hono/html';
import { cellText, type ReportDocument, type Table } from './document';
import { STYLE } from './html-assets';
import { REPORT_STYLE } from './html-style';
import { tableSection } from './html-table';
import { HEAD_SCRIPT, TABLE_SCRIPT } from './table-script';

const CSS = `${STYLE}${REPORT_STYLE}`;
/** Nothing is loaded, sent or run but what this page itself brings. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(CSS)}`,
  `script-src ${hashOf(HEAD_SCRIPT)} ${hashOf(TABLE_SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One self-contained page: no request leaves it, it reads and prints without JavaScript; with it long tables are searched, sorted and paged. */
export async function html(document: ReportDocument): Promise<string> {
  const { title, subtitle, verdict, facts, warnings, tables, instructions } = document;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(CSS)}</style>
<script>${raw(HEAD_SCRIPT)}</script>
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
${tables.length > 1 && contents(tables)}
${tables.map(tableSection)}
${instructions && steps(instructions)}
</main>
<script>${raw(TABLE_SCRIPT)}</script>
</body>
</html>
`;
  return (await page).toString();
}

function tile({ name, value }: ReportDocument['facts'][number]) {
  const content = cellText(value);
  return markup`<div class="${content.length > 24 ? 'long' : 'short'}"><dt>${name}</dt><dd>${content}</dd></div>`;
}

function contents(tables: Table[]) {
  return markup`<nav aria-label="Contents"><ul>${tables.map(
    ({ title, rows }, index) => markup`<li><a href="#t${index}">${title}</a> <span class="count">${rows.length}</span></li>`,
  )}</ul></nav>`;
}

function steps({ title, steps }: NonNullable<ReportDocument['instructions']>) {
  return markup`<section>
<h2>${title}</h2>
<ol>${steps.map((step) => markup`<li>${step}</li>`)}</ol>
</section>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
