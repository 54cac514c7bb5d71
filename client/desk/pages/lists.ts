import { html } from 'hono/html';
import type { Markup } from '../../words/pages';

/** Names with their values. What has no value is left out. */
export function definitions(entries: readonly (readonly [name: string, value: Markup | string | undefined])[]): Markup {
  const shown = entries.filter(([, value]) => value !== undefined);
  return html`<dl class="fields">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** One card for each, or nothing where there are none. */
export function cards(items: readonly Markup[]): Markup | '' {
  if (items.length === 0) return '';
  return html`<ul class="cards">
    ${items}
  </ul>`;
}
