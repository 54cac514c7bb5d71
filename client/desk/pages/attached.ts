import { html } from 'hono/html';
import type { Markup } from '../../words/pages';

/** The report that a decision rests on. */
export interface Attached {
  sha256: string;
  /** Empty: it cannot be read from here. */
  files: { title: string; path: string }[];
}

/** Where the report is to be had, before it is decided on. */
export function attachedView({ sha256, files }: Attached): Markup {
  if (files.length === 0) {
    return html`<p class="notice">
      The report cannot be shown here. Have the person who runs this send it to you before you answer; its SHA-256 is
      <code>${sha256}</code>.
    </p>`;
  }
  return html`<p class="notice">
    The report that this rests on, every resource by name:
    ${files.map(({ title, path }, at) => html`${at === 0 ? '' : ', '}<a href="${path}" download>${title}</a>`)}
  </p>`;
}
