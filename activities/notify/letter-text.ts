import { html } from 'hono/html';
import type { Message } from './words';

/** text/plain: each paragraph a line, each link under its title. */
export function plainText({ greeting, before, what, after, links }: Message): string {
  const paragraphs = [greeting, before, `    ${what}`, ...links.map(({ title, url }) => `${title}:\n${url}`), ...after];
  return `${paragraphs.join('\n\n')}\n`;
}

/** text/html without pictures, styles from elsewhere or scripts; everything that came from outside is escaped. */
export async function htmlText({ subject, greeting, before, what, after, links }: Message): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${subject}</title>
      </head>
      <body style="font-family: sans-serif; line-height: 1.5">
        <p>${greeting}</p>
        <p>${before}</p>
        <p><strong>${what}</strong></p>
        <ul>
          ${links.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}
        </ul>
        ${after.map((paragraph) => html`<p>${paragraph}</p>`)}
      </body>
    </html>`;
  return page.toString();
}
