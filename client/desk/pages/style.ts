import { STYLE } from '../../reports/html-assets';

/** Looks of all pages: those of the reports, and what forms and narrow screens need beside them. */
export const DESK_STYLE = `${STYLE}
:root { --accent: #1a4f9c; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --accent: #9cc3ff; --on-accent: #0b1a30; } }
html { color-scheme: light dark; }
body { max-width: 52rem; padding: 1rem 1rem 4rem; font-size: 16px; overflow-wrap: break-word; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 1.2rem; list-style: none; margin: 0; padding: .5rem 0; }
nav .brand { margin-right: auto; font-weight: 700; }
nav a { display: inline-block; padding: .35rem 0; }
nav a[aria-current] { font-weight: 600; color: var(--ink); }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { margin-top: 2rem; }
h3 { margin: 1.2rem 0 .4rem; font-size: 1rem; }
.lead { color: var(--soft); margin: .4rem 0 0; }
.tag { display: inline-block; padding: .1rem .6rem; border-radius: .8rem; font-weight: 600; }
.none.tag { background: var(--panel); }
.notice { margin: 1rem 0; padding: .6rem .9rem; border-left: 4px solid var(--accent); background: var(--panel); }
.errors { margin: 1rem 0; padding: .6rem .9rem; border-left: 4px solid var(--bad); background: var(--bad-bg); color: var(--bad); }
.errors a { color: inherit; } .errors p { margin: 0; font-weight: 600; } .errors ul { margin: .3rem 0 0; padding-left: 1.2rem; }
.paper { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem 1rem; margin: 1rem 0; }
.paper h2 { margin-top: 1rem; }
.digest { color: var(--soft); font: .78rem/1.45 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
dl.fields { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); margin-top: .6rem; }
dl.fields dd { font-size: 1rem; font-weight: 500; }
dl div.long { grid-column: auto; } dl div.whole { grid-column: 1 / -1; }
form { margin: 0; }
.act { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: .8rem 0; }
details.act { padding: 0; } details.act > summary { padding: .8rem 1rem; cursor: pointer; font-weight: 600; }
details.act > :not(summary) { margin: 0 1rem 1rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } legend { font-weight: 600; padding: 0; margin-top: .9rem; }
.field { margin: .9rem 0; }
.field label { display: block; font-weight: 600; }
.field input, .field textarea { width: 100%; max-width: 34rem; padding: .5rem .6rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--soft); border-radius: .3rem; }
.field [aria-invalid] { border: 2px solid var(--bad); }
.hint { color: var(--soft); margin: .1rem 0 .3rem; font-size: .9rem; }
.error { color: var(--bad); margin: .1rem 0 .3rem; font-weight: 600; }
.tick { display: flex; gap: .6rem; align-items: flex-start; margin: .7rem 0; }
.tick input { flex: none; width: 1.3rem; height: 1.3rem; margin: .1rem 0 0; accent-color: var(--accent); }
button { padding: .6rem 1.2rem; min-height: 2.75rem; font: inherit; font-weight: 600; cursor: pointer; border-radius: .3rem;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); }
button.quiet { background: transparent; color: var(--accent); }
button.grave { border-color: var(--bad); background: transparent; color: var(--bad); }
ul.cards { list-style: none; padding: 0; } ul.cards li { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; margin: .8rem 0; }
ul.cards h2 { margin: 0; } ul.cards li > :last-child, .paper > :last-child { margin-bottom: 0; } .act > h3:first-of-type { margin-top: 0; }
dl.fields + .hint { margin-top: .6rem; }
ol.steps { list-style: none; padding: 0; } ol.steps li { padding: .6rem 0; border-top: 1px solid var(--line); }
ol.steps strong { margin-right: .4rem; } ol.steps p { margin: .1rem 0 0; color: var(--soft); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
@media (max-width: 30rem) { button { width: 100%; } h1 { font-size: 1.35rem; } dl { grid-template-columns: 1fr; } }
@media print {
  @page { size: A4 portrait; margin: 15mm; }
  nav, form, details, .skip { display: none; }
  body { font-size: 11pt; max-width: none; }
}
`;
