import { html } from 'hono/html';
import type { Document } from '../../../contracts/people/document';
import { cellText, type ReportDocument, type Table } from '../../reports/document';
import { definitions } from './lists';
import type { Markup } from '../../words/pages';

/** Characters from which a value has a line of its own: in a column it would be a tower. */
const LONG = 70;

/** A document as it is read and signed: all of it, in its order. @param level of its title's heading */
export function documentView({ title, version, sections }: Document, digest: string | undefined, level: 2 | 3): Markup {
  const heading = (text: string, below: number) => {
    const size = level + below;
    return size === 2 ? html`<h2>${text}</h2>` : size === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;
  };
  return html`<article class="paper">
    ${heading(`${title}, version ${version}`, 0)}
    ${sections.map(
      (section) =>
        html`<section>
          ${heading(section.title, 1)} ${(section.text ?? []).map((text) => html`<p>${text}</p>`)}
          ${
            section.fields.length === 0
              ? ''
              : html`<dl class="fields">
                  ${section.fields.map(
                    ({ label, value }) =>
                      html`<div class="${value.length > LONG ? 'whole' : 'part'}">
                        <dt>${label}</dt>
                        <dd>${value}</dd>
                      </div>`,
                  )}
                </dl>`
          }
        </section>`,
    )}
    ${digest === undefined ? '' : html`<p class="digest">SHA-256 of this text: ${digest}</p>`}
  </article>`;
}

/** A plan as it is read before it is approved: its summary, then every resource, batch and group. */
export function reportView({ title, verdict, facts, warnings, tables }: ReportDocument): Markup {
  return html`<article class="paper">
    <h2>${title}</h2>
    <p><span class="tag ${verdict.tone}">${verdict.text}</span></p>
    ${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
    ${definitions(facts.map(({ name, value }) => [name, cellText(value)]))}
    ${tables.filter(({ rows }) => rows.length > 0).map(tableView)}
  </article>`;
}

function tableView({ title, columns, rows }: Table): Markup {
  return html`<h3>${title} (${rows.length})</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column.title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${columns.map((column, index) => html`<td class="${column.kind ?? 'text'}">${cellText(row[index])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
