import { html } from 'hono/html';
import { layout, type Page } from './layout';
import type { Markup } from '../../words/pages';

/** A page of one message: what happened, and the way out. */
export function messagePage(title: string, text: string, page: Omit<Page, 'title' | 'body'>): Markup {
  return layout({
    ...page,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}
