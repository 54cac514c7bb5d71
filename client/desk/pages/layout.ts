import { html } from 'hono/html';
import type { Session } from '../session';
import { type Markup, partyWords, timeWords } from '../../words/pages';

export interface Page {
  title: string;
  body: Markup;
  /** Who looks; absent on pages that open without a link. */
  session?: Session;
  /** Run whose status is one click away. */
  run?: string;
  current?: 'inbox' | 'status';
  /** The desk of a local stack says so on every page. */
  local: boolean;
}

/** The frame of every page. It holds no script, and no request leaves it but for its own style. */
export function layout({ title, body, session, run, current, local }: Page): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${title} - Handover</title>
        <link rel="stylesheet" href="/desk.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <nav aria-label="Pages">
          <ul>
            <li class="brand">Handover</li>
            ${session && session.link.aud !== 'status' ? html`<li>${tab(`${session.base}/inbox`, 'Inbox', current === 'inbox')}</li>` : ''}
            ${session && run !== undefined ? html`<li>${tab(statusPath(session, run), 'Status', current === 'status')}</li>` : ''}
          </ul>
        </nav>
        <main id="content">
          ${local ? html`<p class="notice">This is a local stack: whoever can reach this page can open every party’s inbox.</p>` : ''}
          ${body}
        </main>
        ${session ? html`<footer>${footer(session)}</footer>` : ''}
      </body>
    </html>`;
}

function tab(path: string, text: string, current: boolean): Markup {
  return current ? html`<a href="${path}" aria-current="page">${text}</a>` : html`<a href="${path}">${text}</a>`;
}

function footer({ link }: Session): Markup {
  const end = timeWords(new Date(link.exp * 1000).toISOString());
  return html`${partyWords(link.party)}, by the link for ${link.email}, good until ${end}. Handover never asks for a password.`;
}

export function statusPath({ base }: Session, run: string): string {
  return `${base}/status/${encodeURIComponent(run)}`;
}

export function signPath({ base }: Session, run: string, step: string): string {
  return `${base}/sign/${encodeURIComponent(run)}/${encodeURIComponent(step)}`;
}
