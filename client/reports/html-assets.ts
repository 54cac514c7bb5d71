/** Looks of the report page, on paper and in both colour schemes. */
export const STYLE = `
:root { --ink: #1b2430; --soft: #5a6675; --line: #d8dee6; --paper: #fff; --panel: #f5f7fa;
  --good: #14652f; --good-bg: #dcf3e3; --mixed: #7a4b00; --mixed-bg: #fdeecb; --bad: #96201b; --bad-bg: #fbdedc; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf2; --soft: #9aa7b8; --line: #333d4b; --paper: #12171e; --panel: #1b222c;
    --good: #8fe0aa; --good-bg: #143822; --mixed: #f5cf7f; --mixed-bg: #3d2e0c; --bad: #ffaca6; --bad-bg: #471a18; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 96rem; padding: 2rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.7rem; letter-spacing: -.01em; }
header p { margin: .25rem 0 0; color: var(--soft); }
header p.verdict { display: inline-block; margin-top: .9rem; padding: .3rem .8rem; border-radius: 1rem; font-weight: 600; }
.good { color: var(--good); background: var(--good-bg); }
.mixed { color: var(--mixed); background: var(--mixed-bg); }
.bad { color: var(--bad); background: var(--bad-bg); }
.warning { margin: 1rem 0 0; padding: .5rem .9rem; border-left: 4px solid var(--mixed); background: var(--panel); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem; margin: 1.5rem 0 0; }
dl div { padding: .6rem .8rem; background: var(--panel); border-radius: .5rem; min-width: 0; }
dt { color: var(--soft); font-size: .8rem; }
dd { margin: 0; font-weight: 600; font-size: 1.05rem; overflow-wrap: anywhere; }
dl div.long { grid-column: span 2; } dl div.long dd { font-size: .85rem; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.15rem; }
.count { color: var(--soft); font-weight: 400; }
.none { color: var(--soft); }
ol { max-width: 60rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .87rem; }
th, td { padding: .45rem .7rem; text-align: left; vertical-align: top; }
th { background: var(--panel); white-space: nowrap; font-weight: 600; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
tbody tr { border-top: 1px solid var(--line); }
td { min-width: 6rem; }
td.text { overflow-wrap: break-word; max-width: 26rem; }
td.wide { min-width: 18rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.id { white-space: nowrap; color: var(--soft); font: .78rem/1.45 ui-monospace, Consolas, monospace; }
td.outcome span { padding: .1rem .55rem; border-radius: .8rem; white-space: nowrap; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --panel: #f3f3f3; --good: #0a4a1f; --mixed: #5b3800; --bad: #7a1511; }
  body { padding: 0; max-width: none; font-size: 10px; }
  .scroll { overflow: visible; border: 0; }
  table { font-size: 8px; } th, td { padding: 2px 4px; min-width: 0 !important; }
  td.id, td.time { white-space: normal; overflow-wrap: anywhere; font-size: 7px; } td.text { overflow-wrap: anywhere; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
