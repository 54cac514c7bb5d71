import { html } from 'hono/html';
import type { Problem } from '../../api/errors';
import { lineField } from './fields';
import type { Markup } from '../../words/pages';

interface ContactForms {
  path: string;
  hidden: Markup;
  /** Mail domains that a colleague may be in; none: nobody is named to delegate from. */
  domains: string[];
  problems: Problem[];
}

/** Three things about the link itself: a colleague answers instead, it is sent again, it ends. */
export function contactForms({ path, hidden, domains, problems }: ContactForms): Markup {
  const said = (name: string) => problems.find((problem) => problem.path === name)?.message;
  const asked = domains.map((domain) => `@${domain}`).join(' or ');
  return html`${
    domains.length === 0
      ? ''
      : html`<details class="act" ${problems.length === 0 ? '' : html` open`}>
          <summary>Let a colleague answer</summary>
          <form method="post" action="${path}">
            ${hidden}<input type="hidden" name="action" value="delegate" />
            <p>Your colleague gets a link of their own. Yours stays good.</p>
            ${lineField({ id: 'contact-email', name: 'email', type: 'email', label: 'Your colleague’s address', hint: `Ends in ${asked}`, value: '', problem: said('email'), maxlength: 320, required: true })}
            ${lineField({ id: 'contact-name', name: 'name', label: 'Your full name', value: '', problem: said('name'), autocomplete: 'name', maxlength: 200, required: true })}
            <button type="submit" class="quiet">Send a link</button>
          </form>
        </details>`
  }
  ${resendForm(path, hidden, 'Send the link again', 'resend', 'To the address on file, in case it got lost.')}
  ${resendForm(path, hidden, 'End all links sent so far', 'revoke', 'When a link came into wrong hands. The address on file gets a new one; this page closes.')}`;
}

/** A form that needs no more than the name of who asks for it. */
export function resendForm(path: string, hidden: Markup, title: string, action: 'resend' | 'revoke', text: string): Markup {
  return html`<details class="act">
    <summary>${title}</summary>
    <form method="post" action="${path}">
      ${hidden}<input type="hidden" name="action" value="${action}" />
      <p>${text}</p>
      ${lineField({ id: `${action}-name`, name: 'name', label: 'Your full name', value: '', autocomplete: 'name', maxlength: 200, required: true })}
      <button type="submit" class="quiet">${title}</button>
    </form>
  </details>`;
}
