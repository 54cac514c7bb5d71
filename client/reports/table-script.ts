/** Runs before anything is drawn: the page may hide rows, since the other script will bring them back. */
export const HEAD_SCRIPT = `document.documentElement.classList.add('js');`;

/**
 * Gives tables what paper cannot: headings that sort (numbers by value, all else as text; times are written so that text order is time
 * order), and long ones a search over whole rows and pages. Rows that are not shown stay in the page: they print.
 */
export const TABLE_SCRIPT = `
'use strict';
const PAGES = [50, 200, 1000];
const { compare } = new Intl.Collator('en', { numeric: true });

for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  let rows = [...body.rows];
  const show = table.classList.contains('paged') ? paged(table) : (ordered) => body.append(...ordered);
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const sort = element('button', { type: 'button', textContent: heading.textContent });
    heading.replaceChildren(sort);
    sort.addEventListener('click', () => {
      const down = heading.getAttribute('aria-sort') === 'ascending';
      headings.forEach((other) => other.removeAttribute('aria-sort'));
      heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const number = heading.classList.contains('number');
      const keyed = rows.map((row) => {
        const text = row.cells[column].textContent;
        return { row, key: number ? Number(text || -Infinity) : text };
      });
      keyed.sort(number ? (a, b) => a.key - b.key : (a, b) => compare(a.key, b.key));
      rows = keyed.map(({ row }) => row);
      if (down) rows.reverse();
      show(rows);
    });
  });
}

/** Adds search and pages to a long table; what it returns takes the rows in a new order. */
function paged(table) {
  const section = table.closest('section');
  const name = section.querySelector('h2').firstChild.textContent.trim();
  const search = element('input', { type: 'search', autocomplete: 'off', spellcheck: false });
  const label = element('label', { textContent: 'Search: ' });
  label.append(search);
  search.setAttribute('aria-label', 'Search ' + name);
  const status = element('p', { className: 'status' });
  status.setAttribute('role', 'status');
  const [back, next] = ['Previous', 'Next'].map((text) => element('button', { type: 'button', textContent: text }));
  const pages = element('select');
  pages.append(...PAGES.map((rows) => new Option(rows + ' rows', rows)));
  pages.setAttribute('aria-label', 'Rows of ' + name + ' on a page');
  const tools = element('div', { className: 'tools' });
  tools.append(label, status, pages, back, next);
  table.parentElement.before(tools);

  let rows = [...table.tBodies[0].rows];
  let found = rows;
  let first = 0;
  let size = PAGES[0];
  let shown = [];
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, [...row.cells].map((cell) => cell.textContent).join('\\n').toLowerCase());
    return texts.get(row);
  };
  const draw = () => {
    for (const row of shown) row.classList.remove('shown');
    shown = found.slice(first, first + size);
    for (const row of shown) row.classList.add('shown');
    // Only what is shown is put in order now: to move thousands of rows takes seconds.
    table.tBodies[0].prepend(...shown);
    const filtered = found.length === rows.length ? '' : ' (of ' + rows.length + ' in all)';
    status.textContent = found.length === 0
      ? 'No entries found' + filtered
      : 'Showing ' + (first + 1) + ' to ' + (first + shown.length) + ' of ' + found.length + ' entries' + filtered;
    back.disabled = first === 0;
    next.disabled = first + size >= found.length;
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    found = words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)));
    first = 0;
    draw();
  };
  search.addEventListener('input', filter);
  back.addEventListener('click', () => { first = Math.max(0, first - size); draw(); });
  next.addEventListener('click', () => { first += size; draw(); });
  pages.addEventListener('change', () => { size = Number(pages.value); first = 0; draw(); });
  addEventListener('beforeprint', () => table.tBodies[0].append(...rows));
  draw();
  return (ordered) => { rows = ordered; filter(); };
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
`;
