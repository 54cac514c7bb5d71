/** Looks of what only a report has beside the common ones: contents, search and pages, sums, the picture. */
export const REPORT_STYLE = `
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; margin: 1.4rem 0 0; padding: 0; }
nav a { color: inherit; text-underline-offset: .2em; }
.note { margin: 0 0 .6rem; max-width: 60rem; color: var(--soft); }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; margin: 0 0 .6rem; }
.tools input, .tools select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .35rem;
  padding: .25rem .6rem; max-width: 100%; } .tools input { width: 18rem; }
.tools .status { margin: 0 auto 0 0; color: var(--soft); font-size: .9rem; font-variant-numeric: tabular-nums; }
.tools button { font: inherit; font-size: .9rem; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: .35rem;
  padding: .25rem .8rem; cursor: pointer; }
.tools button:disabled { color: var(--soft); cursor: default; }
.tools :focus-visible, .scroll:focus-visible, nav a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media screen { .js table.paged > tbody > tr:not(.shown) { display: none; } }
tfoot tr { border-top: 2px solid var(--soft); } tfoot tr + tr { border-top: 1px solid var(--line); } tfoot td { font-weight: 600; }
td.name { min-width: 9rem; } .onpaper { display: none; }
.drawn { padding: 1rem; margin-bottom: 1rem; }
svg.picture { display: block; font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.picture .frame rect { fill: var(--panel); stroke: var(--line); }
.picture .frame text { fill: var(--ink); font-weight: 600; font-size: 13px; }
.picture .node rect { fill: var(--paper); stroke: currentColor; }
.picture .node.mixed rect { stroke-dasharray: 5 3; stroke-width: 1.5; } .picture .node.bad rect { stroke-width: 3; }
.picture .node text { fill: var(--ink); font-weight: 600; } .picture .node text.detail { fill: currentColor; font-weight: 400; font-size: 11px; }
.picture .edge { fill: none; stroke: var(--soft); stroke-width: 1.2; opacity: .75; } .picture .head { fill: var(--soft); }
@media print {
  nav, .tools, .offpaper { display: none; } .onpaper { display: block; margin: .3rem 0 0; font-size: 8px; }
  th { white-space: normal; } td.text { min-width: 13mm !important; } td.wide { min-width: 40mm !important; } td.name { min-width: 18mm !important; } td.id { min-width: 38mm !important; }
  .drawn { padding: 0; } svg.picture { max-width: 100%; height: auto; max-height: 180mm; }
  tfoot { display: table-row-group; }
  section { break-before: auto; } h2 { break-after: avoid; }
}
`;
